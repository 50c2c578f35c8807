using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Persistence;

namespace Shared.Messaging;

/// <summary>How long what was set aside is left before it is tried again.</summary>
internal static class SetAsideRounds
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>0.2 s, 0.4 s, 0.8 s … at most five minutes: what is missing may be hours late, and then nothing is gained by haste.</summary>
    public static TimeSpan Patience(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, 0.1 * Math.Pow(2, Math.Min(attempts, 20))));
}

/// <summary>
/// Gives the messages set aside in one context to their consumers again. Claimed with a lease, like those of an outbox: several
/// instances share them, and those of one that died come back.
/// </summary>
internal sealed partial class SetAsideRounds<TContext>(
    IServiceScopeFactory scopes, MessageRegistry registry, IOptions<MessagingOptions> options, TimeProvider time, ILogger<SetAsideRounds<TContext>> logger)
    : Rounds(options.Value.PollEvery, time, logger)
    where TContext : ServiceDbContext
{
    private readonly MessagingOptions settings = options.Value;
    private readonly ILogger logger = logger;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        while (await TryDueAsync(cancellationToken) > 0)
        {
            // Until nothing is due.
        }
    }

    /// <summary>Tries what is due now, once each; says how much that was.</summary>
    internal async Task<int> TryDueAsync(CancellationToken cancellationToken)
    {
        var claim = Guid.NewGuid();
        List<(Guid MessageId, string Consumer)> claimed;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<TContext>();
            var now = Time.GetUtcNow();
            var due = await db.SetAside.AsNoTracking().Where(row => row.FailedAt == null && row.NextAttemptAt <= now)
                .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.MessageId).Take(settings.BatchSize)
                .Select(row => row.MessageId).ToListAsync(cancellationToken);
            if (due.Count == 0) return 0;
            using (await WriterGate.EnterAsync(db, cancellationToken))
            {
                var until = now + settings.ClaimFor;
                await db.SetAside.Where(row => due.Contains(row.MessageId) && row.FailedAt == null && row.NextAttemptAt <= now)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.ClaimedBy, claim).SetProperty(one => one.NextAttemptAt, until), cancellationToken);
            }

            claimed = [.. (await db.SetAside.AsNoTracking().Where(row => row.ClaimedBy == claim).OrderBy(row => row.ArrivedAt).ThenBy(row => row.MessageId)
                .Select(row => new { row.MessageId, row.Consumer }).ToListAsync(cancellationToken)).Select(row => (row.MessageId, row.Consumer))];
        }

        foreach (var (messageId, consumer) in claimed) await TryAsync(messageId, consumer, cancellationToken);
        return claimed.Count;
    }

    private async Task TryAsync(Guid messageId, string consumer, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TContext>();
            if (await db.SetAside.FindAsync([messageId, consumer], cancellationToken) is not { } aside) return;
            using var activity = Telemetry.Source.StartActivity("set-aside deliver", ActivityKind.Consumer, aside.TraceParent);
            activity?.SetTag("messaging.message.type", aside.Type);
            await ((ISetAsideConsumer)ActivatorUtilities.CreateInstance(scope.ServiceProvider, registry.ConsumerNamed(consumer)))
                .TryAgainAsync(db, aside, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            await PostponeAsync(messageId, consumer, failure);
        }
    }

    private async Task PostponeAsync(Guid messageId, string consumer, Exception cause)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        var aside = await db.SetAside.AsNoTracking().SingleAsync(row => row.MessageId == messageId && row.Consumer == consumer, CancellationToken.None);
        var attempts = aside.Attempts + 1;
        var failures = aside.Failures + (cause is NotYetException or DbUpdateConcurrencyException ? 0 : 1);
        var now = Time.GetUtcNow();
        var next = now + SetAsideRounds.Patience(attempts);
        DateTimeOffset? failedAt = failures >= settings.MaxAttempts ? now : null;
        var reason = cause.GetType().Name;
        using (await WriterGate.EnterAsync(db, CancellationToken.None))
        {
            await db.SetAside.Where(row => row.MessageId == messageId && row.Consumer == consumer).ExecuteUpdateAsync(row => row
                .SetProperty(one => one.Attempts, attempts)
                .SetProperty(one => one.Failures, failures)
                .SetProperty(one => one.NextAttemptAt, next)
                .SetProperty(one => one.FailedAt, failedAt)
                .SetProperty(one => one.Reason, reason)
                .SetProperty(one => one.ClaimedBy, (Guid?)null), CancellationToken.None);
        }

        if (failedAt is not null)
        {
            Telemetry.MessagesFailed.Add(1);
            MessageFailed(messageId, aside.Type, consumer, attempts, reason);
        }
        else if (cause is not (NotYetException or DbUpdateConcurrencyException))
        {
            MessagePostponed(messageId, aside.Type, consumer, attempts, reason);
        }
    }

    [LoggerMessage(9011, LogLevel.Warning, "Message {MessageId} of type {MessageType} failed in {Consumer} at attempt {Attempt} ({Cause}) and will be tried again.")]
    private partial void MessagePostponed(Guid messageId, string messageType, string consumer, int attempt, string cause);

    [LoggerMessage(9012, LogLevel.Error, "Message {MessageId} of type {MessageType} failed {Attempt} times in {Consumer} ({Cause}) and waits for an operator.")]
    private partial void MessageFailed(Guid messageId, string messageType, string consumer, int attempt, string cause);
}
