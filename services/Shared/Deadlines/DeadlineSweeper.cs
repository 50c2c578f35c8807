using Clock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shared.Hosting;
using Shared.Persistence;

namespace Shared.Deadlines;

/// <summary>
/// Finds deadlines that reached a threshold, by index, and announces every threshold once and in order. It keeps nothing in memory:
/// after a stop of any length it goes on where the rows say. Rows are claimed with a lease, so that several instances share the work
/// and the rows of one that died come back.
/// </summary>
internal sealed partial class DeadlineSweeper<TContext>(
    IServiceScopeFactory scopes, TimeProvider time, ILogger<DeadlineSweeper<TContext>> logger) : Rounds(Every, time, logger)
    where TContext : ServiceDbContext
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly ILogger logger = logger;

    protected override Task RoundAsync(CancellationToken cancellationToken) => SweepAsync(cancellationToken);

    /// <summary>Announces every threshold reached by now and returns how many those were.</summary>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var announced = 0;
        while (true)
        {
            var claim = Guid.NewGuid();
            var claimed = await ClaimAsync(claim, cancellationToken);
            if (claimed.Count == 0) return announced;
            foreach (var id in claimed) announced += await AnnounceAsync(id, claim, cancellationToken);
        }
    }

    private async Task<List<Guid>> ClaimAsync(Guid claim, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        var now = Time.GetUtcNow();
        var today = LegalDay.Of(now);
        var due = await db.Set<DeadlineRow>().AsNoTracking()
            .Where(row => row.NextOn <= today && (row.ClaimedUntil == null || row.ClaimedUntil <= now))
            .OrderBy(row => row.NextOn).ThenBy(row => row.Id)
            .Select(row => row.Id).Take(BatchSize).ToListAsync(cancellationToken);
        if (due.Count == 0) return due;

        var until = now + Lease;
        using (await WriterGate.EnterAsync(db, cancellationToken))
        {
            await db.Set<DeadlineRow>()
                .Where(row => due.Contains(row.Id) && (row.ClaimedUntil == null || row.ClaimedUntil <= now))
                .ExecuteUpdateAsync(row => row
                    .SetProperty(deadline => deadline.ClaimedBy, claim)
                    .SetProperty(deadline => deadline.ClaimedUntil, until), cancellationToken);
        }

        return await db.Set<DeadlineRow>().AsNoTracking().Where(row => row.ClaimedBy == claim)
            .OrderBy(row => row.NextOn).ThenBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    private async Task<int> AnnounceAsync(Guid id, Guid claim, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().ActAs("system:deadlines");
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        var events = scope.ServiceProvider.GetRequiredService<IDeadlineEvents<TContext>>();
        try
        {
            var deadline = await db.Set<DeadlineRow>().SingleOrDefaultAsync(row => row.Id == id && row.ClaimedBy == claim, cancellationToken);
            if (deadline is null) return 0;
            var today = LegalDay.Of(Time.GetUtcNow());
            var announced = 0;
            while (deadline.Announce(today) is { } threshold)
            {
                if (deadline.Reached(threshold, db.Now) is { } message) db.Publish(message);
                await events.ReachedAsync(db, deadline, threshold, cancellationToken);
                announced++;
            }

            deadline.ReleaseClaim();
            await db.SaveChangesAsync(cancellationToken);
            return announced;
        }
        catch (DbUpdateConcurrencyException)
        {
            // An officer was first; what they did stands, and what is still to be said comes after the lease.
            return 0;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One bad row must not keep the others from being announced. It comes again after the lease.
            AnnouncementFailed(id, exception.GetType().Name);
            return 0;
        }
    }

    [LoggerMessage(9102, LogLevel.Error, "Deadline {DeadlineId} could not be announced ({Cause}).")]
    private partial void AnnouncementFailed(Guid deadlineId, string cause);
}
