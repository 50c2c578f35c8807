using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shared.Hosting;
using Shared.Persistence;

namespace Shared.Messaging;

/// <summary>
/// Delivers the outbox of one context. Rows are claimed with a lease, so that several instances share the work and the rows of one
/// that died come back; a row is deleted only after its delivery is safe.
/// </summary>
internal sealed partial class OutboxDispatcher<TContext>(
    IServiceScopeFactory scopes,
    IMessageTransport transport,
    MessageRegistry registry,
    OutboxSignal signal,
    IOptions<MessagingOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<OutboxDispatcher<TContext>> logger) : BackgroundService
    where TContext : ServiceDbContext
{
    private readonly MessagingOptions settings = options.Value;

    protected override async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        // The bus stops before this does; a delivery begun meanwhile would hold up the end of the process.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var stoppingToken = stopping.Token;
        var releaseClaims = transport.InProcess;
        while (!stoppingToken.IsCancellationRequested)
        {
            var delivered = 0;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<TContext>();
                if (releaseClaims) await ReleaseClaimsAsync(db, stoppingToken);
                releaseClaims = false;
                delivered = await RoundAsync(db, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The database is away or busy. The rows are safe where they are; look again after a poll.
                RoundFailed(exception.GetType().Name, typeof(TContext).Name);
            }

            if (delivered == 0)
                await ((Task)signal.WaitAsync(typeof(TContext), settings.PollEvery, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>In process nobody else delivers: what is claimed at the start was claimed by a process that died.</summary>
    private async Task ReleaseClaimsAsync(TContext db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var pass = await WriterGate.EnterAsync(db, cancellationToken);
        await db.Outbox.Where(row => row.ClaimedBy != null && row.FailedAt == null).ExecuteUpdateAsync(row => row
            .SetProperty(message => message.ClaimedBy, (Guid?)null)
            .SetProperty(message => message.NextAttemptAt, now), cancellationToken);
    }

    private async Task<int> RoundAsync(TContext db, CancellationToken cancellationToken)
    {
        var claimed = await ClaimAsync(db, cancellationToken);
        if (claimed.Count == 0) return 0;

        var results = new List<(OutboxMessage Message, Exception? Error)>(claimed.Count);
        if (transport.InProcess)
        {
            foreach (var message in claimed) results.Add((message, await TryDeliverAsync(message, cancellationToken)));
        }
        else
        {
            results.AddRange(await Task.WhenAll(claimed.Select(async message =>
                (message, await TryDeliverAsync(message, cancellationToken)))));
        }

        using (await WriterGate.EnterAsync(db, CancellationToken.None))
        {
            var done = results.Where(result => result.Error is null).Select(result => result.Message.Id).ToList();
            if (done.Count > 0) await db.Outbox.Where(row => done.Contains(row.Id)).ExecuteDeleteAsync(CancellationToken.None);
            foreach (var (message, error) in results.Where(result => result.Error is not null))
            {
                // A delivery cut short because the process stops is no failure: the next process takes it at once, not after the lease.
                if (cancellationToken.IsCancellationRequested) await ReleaseAsync(db, message);
                else await PostponeAsync(db, message, error!);
            }
        }

        return results.Count(result => result.Error is null);
    }

    private async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(TContext db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await db.Outbox.AsNoTracking()
            .Where(row => row.FailedAt == null && row.NextAttemptAt <= now)
            .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id)
            .Take(settings.BatchSize)
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        if (due.Count == 0) return [];

        var claim = Guid.NewGuid();
        var until = now + settings.ClaimFor;
        using (await WriterGate.EnterAsync(db, cancellationToken))
        {
            await db.Outbox
                .Where(row => due.Contains(row.Id) && row.FailedAt == null && row.NextAttemptAt <= now)
                .ExecuteUpdateAsync(row => row
                    .SetProperty(message => message.ClaimedBy, claim)
                    .SetProperty(message => message.NextAttemptAt, until), cancellationToken);
        }

        // By the instant first: SQL Server sorts ids by their last bytes, which say nothing of when they were made.
        return await db.Outbox.AsNoTracking().Where(row => row.ClaimedBy == claim)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
    }

    private async Task<Exception?> TryDeliverAsync(OutboxMessage row, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity("outbox deliver", ActivityKind.Producer, row.TraceParent);
        activity?.SetTag("messaging.message.type", row.Type);
        try
        {
            var type = registry.Resolve(row.Type);
            var message = JsonSerializer.Deserialize(row.Body, type, WireJson.Options)!;
            await transport.DeliverAsync(row.Id, message, type, row.Destination, cancellationToken);
            Telemetry.OutboxDelay.Record((time.GetUtcNow() - row.CreatedAt).TotalSeconds);
            return null;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            return exception;
        }
    }

    private async Task ReleaseAsync(TContext db, OutboxMessage message)
    {
        var now = time.GetUtcNow();
        await db.Outbox.Where(row => row.Id == message.Id && row.ClaimedBy == message.ClaimedBy).ExecuteUpdateAsync(row => row
            .SetProperty(r => r.NextAttemptAt, now)
            .SetProperty(r => r.ClaimedBy, (Guid?)null), CancellationToken.None);
    }

    private async Task PostponeAsync(TContext db, OutboxMessage message, Exception error)
    {
        var attempts = message.Attempts + 1;
        var cause = (error.GetBaseException() is NotYetException or OperationCanceledException ? error.GetBaseException() : error).GetType().Name;
        var now = time.GetUtcNow();
        DateTimeOffset? failedAt = transport.InProcess && attempts >= settings.MaxAttempts ? now : null;
        var next = now + Backoff(attempts);
        await db.Outbox.Where(row => row.Id == message.Id).ExecuteUpdateAsync(row => row
            .SetProperty(r => r.Attempts, attempts)
            .SetProperty(r => r.NextAttemptAt, next)
            .SetProperty(r => r.ClaimedBy, (Guid?)null)
            .SetProperty(r => r.FailedAt, failedAt)
            .SetProperty(r => r.LastError, cause), CancellationToken.None);

        if (failedAt is null) DeliveryPostponed(message.Id, message.Type, attempts, cause);
        else
        {
            Telemetry.OutboxFailures.Add(1);
            DeliveryFailed(message.Id, message.Type, attempts, cause);
        }
    }

    /// <summary>0.1 s, 0.2 s, 0.4 s … at most half a minute.</summary>
    private static TimeSpan Backoff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(30, 0.1 * Math.Pow(2, Math.Min(attempts, 20) - 1)));

    [LoggerMessage(9001, LogLevel.Warning, "Message {MessageId} of type {MessageType} was not delivered at attempt {Attempt} ({Cause}) and will be tried again.")]
    private partial void DeliveryPostponed(Guid messageId, string messageType, int attempt, string cause);

    [LoggerMessage(9002, LogLevel.Error, "Message {MessageId} of type {MessageType} failed {Attempt} times ({Cause}) and was set aside for an operator.")]
    private partial void DeliveryFailed(Guid messageId, string messageType, int attempt, string cause);

    [LoggerMessage(9003, LogLevel.Warning, "The outbox of {Context} could not be looked at ({Cause}).")]
    private partial void RoundFailed(string cause, string context);
}
