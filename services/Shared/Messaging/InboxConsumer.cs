using MassTransit;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;
using Shared.Persistence;

namespace Shared.Messaging;

/// <summary>
/// A consumer whose effect, inbox entry and outgoing messages commit together. A message it has seen is dropped; a predecessor that
/// is missing is reported by throwing <see cref="NotYetException"/>, and the message comes again later.
/// </summary>
public abstract class InboxConsumer<TContext, TMessage>(TContext db, CurrentActor actor) : IConsumer<TMessage>
    where TContext : ServiceDbContext
    where TMessage : class
{
    protected TContext Db { get; } = db;

    public async Task Consume(ConsumeContext<TMessage> context)
    {
        var messageId = context.MessageId
            ?? throw new InvalidOperationException($"{typeof(TMessage).FullName} arrived without a message id.");
        var consumer = GetType().FullName!;
        actor.ActAs($"system:{GetType().Name}");

        var seen = await Db.Inbox.AnyAsync(
            entry => entry.MessageId == messageId && entry.Consumer == consumer, context.CancellationToken);
        if (seen) return;

        try
        {
            await HandleAsync(context.Message, context.CancellationToken);
            Db.Inbox.Add(new InboxEntry(messageId, consumer, Db.Now));
            await Db.SaveChangesAsync(context.CancellationToken);
        }
        catch (Exception failure) when (failure is not (NotYetException or DbUpdateConcurrencyException or OperationCanceledException))
        {
            await FailedAsync(context.Message, failure);
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
}

/// <summary>What a message builds on has not arrived yet; order is not promised, so it is tried again later.</summary>
public sealed class NotYetException(string what) : Exception($"{what} has not arrived yet.");
