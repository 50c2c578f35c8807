using Clock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shared.Deadlines;
using Shared.Messaging;
using Shared.Persistence;

namespace Shared.Operations;

internal sealed class MessageKeeper<TContext>(IServiceScopeFactory scopes, TimeProvider time) : IMessageKeeper where TContext : ServiceDbContext
{
    public string Name { get; } = typeof(TContext).Name.Replace("DbContext", "", StringComparison.Ordinal);

    public async Task<KeeperStatus> StatusAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        if (!await db.Database.CanConnectAsync(cancellationToken)) return KeeperStatus.Unreachable(Name);

        var now = time.GetUtcNow();
        var outgoing = db.Outbox.AsNoTracking().Where(row => row.FailedAt == null);
        var waiting = db.SetAside.AsNoTracking().Where(row => row.FailedAt == null);
        var oldestOutgoing = await outgoing.OrderBy(row => row.CreatedAt).Select(row => (DateTimeOffset?)row.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        var oldestWaiting = await waiting.OrderBy(row => row.ArrivedAt).Select(row => (DateTimeOffset?)row.ArrivedAt).FirstOrDefaultAsync(cancellationToken);
        return new KeeperStatus(
            Name, true, await outgoing.CountAsync(cancellationToken), Age(oldestOutgoing), await waiting.CountAsync(cancellationToken), Age(oldestWaiting),
            await db.Outbox.CountAsync(row => row.FailedAt != null, cancellationToken) + await db.SetAside.CountAsync(row => row.FailedAt != null, cancellationToken),
            await SweepBehindAsync(db, cancellationToken), (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault());

        double Age(DateTimeOffset? since) => since is { } at ? Math.Max(0, Math.Round((now - at).TotalSeconds, 1)) : 0;
    }

    public async Task<IReadOnlyList<FailedMessage>> FailedAsync(int limit, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        var undelivered = await db.Outbox.AsNoTracking().Where(row => row.FailedAt != null).OrderBy(row => row.FailedAt).ThenBy(row => row.Id).Take(limit)
            .Select(row => new FailedMessage(Name, row.Id, row.Type, null, row.LastError, row.Attempts, row.CreatedAt, row.FailedAt!.Value))
            .ToListAsync(cancellationToken);
        var unhandled = await db.SetAside.AsNoTracking().Where(row => row.FailedAt != null).OrderBy(row => row.FailedAt).ThenBy(row => row.MessageId).Take(limit)
            .Select(row => new FailedMessage(Name, row.MessageId, row.Type, row.Consumer, row.Reason, row.Attempts, row.ArrivedAt, row.FailedAt!.Value))
            .ToListAsync(cancellationToken);
        return [.. undelivered.Concat(unhandled).OrderBy(one => one.FailedAt).Take(limit)];
    }

    public async Task<int> RequeueAsync(Guid? messageId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        await using var transaction = await WriteTransaction.BeginAsync(db, cancellationToken);
        var now = time.GetUtcNow();
        var requeued = await db.Outbox.Where(row => row.FailedAt != null && (messageId == null || row.Id == messageId)).ExecuteUpdateAsync(row => row
            .SetProperty(one => one.FailedAt, (DateTimeOffset?)null).SetProperty(one => one.Attempts, 0).SetProperty(one => one.NextAttemptAt, now), cancellationToken);
        requeued += await db.SetAside.Where(row => row.FailedAt != null && (messageId == null || row.MessageId == messageId)).ExecuteUpdateAsync(row => row
            .SetProperty(one => one.FailedAt, (DateTimeOffset?)null).SetProperty(one => one.Failures, 0).SetProperty(one => one.NextAttemptAt, now), cancellationToken);
        if (requeued > 0) db.Audit("Message.Requeued", messageId is { } one ? $"Message/{one}" : "Message/*", ground: $"{requeued}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return requeued;
    }

    public async Task<bool> DiscardAsync(Guid messageId, string reason, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        await using var transaction = await WriteTransaction.BeginAsync(db, cancellationToken);
        var discarded = await db.Outbox.Where(row => row.FailedAt != null && row.Id == messageId).ExecuteDeleteAsync(cancellationToken)
            + await db.SetAside.Where(row => row.FailedAt != null && row.MessageId == messageId).ExecuteDeleteAsync(cancellationToken);
        if (discarded > 0) db.Audit("Message.Discarded", $"Message/{messageId}", ground: reason);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return discarded > 0;
    }

    private async Task<int?> SweepBehindAsync(TContext db, CancellationToken cancellationToken)
    {
        if (db.Model.FindEntityType(typeof(DeadlineRow)) is null) return null;
        var today = LegalDay.Today(time);
        var oldest = await db.Set<DeadlineRow>().AsNoTracking().Where(row => row.NextOn != null && row.NextOn <= today)
            .OrderBy(row => row.NextOn).Select(row => row.NextOn).FirstOrDefaultAsync(cancellationToken);
        return oldest is { } day ? today.DayNumber - day.DayNumber : 0;
    }
}
