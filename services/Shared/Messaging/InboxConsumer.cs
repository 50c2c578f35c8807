using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;
using Shared.Persistence;

namespace Shared.Messaging;

/// <summary>
/// A consumer whose effect, inbox entry and outgoing messages commit together. A message it has seen is dropped. One it cannot deal with
/// is set aside in its own database and tried again from there, so that nothing behind it has to wait: a predecessor that is missing is
/// reported by throwing <see cref="NotYetException"/>.
/// </summary>
public abstract class InboxConsumer<TContext, TMessage>(TContext db, CurrentActor actor) : IConsumer<TMessage>, ISetAsideConsumer
    where TContext : ServiceDbContext
    where TMessage : class
{
    protected TContext Db { get; } = db;

    private string Name => GetType().FullName!;

    public async Task Consume(ConsumeContext<TMessage> context)
    {
        var messageId = context.MessageId
            ?? throw new InvalidOperationException($"{typeof(TMessage).FullName} arrived without a message id.");
        actor.ActAs($"system:{GetType().Name}");
        if (await IsSeenAsync(messageId, context.CancellationToken)) return;
        try
        {
            await HandleAsync(context.Message, context.CancellationToken);
            Db.Inbox.Add(new InboxEntry(messageId, Name, Db.Now));
            await Db.SaveChangesAsync(context.CancellationToken);
        }
        catch (NotYetException missing)
        {
            await SetAsideAsync(messageId, context.Message, missing, context.CancellationToken);
        }
        catch (Exception failure) when (failure is not (DbUpdateConcurrencyException or OperationCanceledException))
        {
            await FailedAsync(context.Message, failure);
            await SetAsideAsync(messageId, context.Message, failure, context.CancellationToken);
        }
    }

    /// <summary>Deals with a message that was set aside, in one unit of work with its going from there.</summary>
    async Task ISetAsideConsumer.TryAgainAsync(ServiceDbContext own, SetAsideMessage aside, CancellationToken cancellationToken)
    {
        actor.ActAs($"system:{GetType().Name}");
        if (await IsSeenAsync(aside.MessageId, cancellationToken))
        {
            Db.SetAside.Remove(aside);
            await Db.SaveChangesAsync(cancellationToken);
            return;
        }

        var message = JsonSerializer.Deserialize<TMessage>(aside.Body, WireJson.Options)!;
        try
        {
            await HandleAsync(message, cancellationToken);
            Db.Inbox.Add(new InboxEntry(aside.MessageId, Name, Db.Now));
            Db.SetAside.Remove(aside);
            await Db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not (NotYetException or DbUpdateConcurrencyException or OperationCanceledException))
        {
            await FailedAsync(message, failure);
            throw;
        }
    }

    /// <summary>Changes the context; the caller saves. May run again with the same message if the save fails.</summary>
    protected abstract Task HandleAsync(TMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Takes note that handling failed for another reason than waiting or a race; the message will come again. The context holds half
    /// a change and must not be used. Must not throw.
    /// </summary>
    protected virtual Task FailedAsync(TMessage message, Exception failure) => Task.CompletedTask;

    private Task<bool> IsSeenAsync(Guid messageId, CancellationToken cancellationToken) =>
        Db.Inbox.AnyAsync(entry => entry.MessageId == messageId && entry.Consumer == Name, cancellationToken);

    /// <summary>Throws only when the database cannot be written; then whoever carries the message keeps it.</summary>
    private async Task SetAsideAsync(Guid messageId, TMessage message, Exception cause, CancellationToken cancellationToken)
    {
        Db.ChangeTracker.Clear();
        if (await Db.SetAside.AnyAsync(aside => aside.MessageId == messageId && aside.Consumer == Name, cancellationToken)) return;
        var aside = new SetAsideMessage(
            messageId, Name, typeof(TMessage).FullName!, JsonSerializer.Serialize(message, WireJson.Options), Activity.Current?.Id,
            cause.GetType().Name, Db.Now, Db.Now + SetAsideRounds.Patience(1));
        if (cause is not NotYetException) aside.CountFailure();
        Db.SetAside.Add(aside);
        await Db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>A consumer that can be given again what it set aside.</summary>
internal interface ISetAsideConsumer
{
    /// <param name="own">The consumer's own context, in which <paramref name="aside"/> is tracked.</param>
    Task TryAgainAsync(ServiceDbContext own, SetAsideMessage aside, CancellationToken cancellationToken);
}

/// <summary>What a message builds on has not arrived yet; order is not promised, so it is tried again later.</summary>
public sealed class NotYetException(string what) : Exception($"{what} has not arrived yet.");
