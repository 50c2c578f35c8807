using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Resolution.Persistence;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Persistence;

namespace Resolution.Features.EscalateTasks;

/// <summary>
/// Brings tasks before the head: those nobody has taken for some working days, and those that are due soon. Which have still to be told of,
/// the rows say, so a stop of any length loses none; they are claimed with a lease, so that several instances tell of each once and the rows
/// of one that died come back. The working days are counted back from today, by the calendar as it is now.
/// </summary>
internal sealed partial class TaskEscalator(
    IServiceScopeFactory scopes, ClockInForce clock, IOptions<EngineOptions> options, TimeProvider time, ILogger<TaskEscalator> logger)
    : Rounds(Every, time, logger)
{
    private const string Actor = "system:escalation";
    private const int BatchSize = 100;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly ILogger logger = logger;

    protected override Task RoundAsync(CancellationToken cancellationToken) => EscalateAsync(cancellationToken);

    /// <summary>Tells of everything there is to tell by now and returns how much that was.</summary>
    internal async Task<int> EscalateAsync(CancellationToken cancellationToken)
    {
        var calendar = clock.Current.Calendar;
        var today = LegalDay.Today(Time);
        var told = 0;
        if (options.Value.UntakenWorkingDays is > 0 and var patience)
        {
            // The last day after which so many working days have gone by, today included.
            var since = calendar.AddWorkingDays(today.AddDays(1), -patience).AddDays(-1);
            told += await EscalateAsync(EscalationStep.Untaken, task => task.Where(one => one.UntakenSince <= since).OrderBy(one => one.UntakenSince), cancellationToken);
        }

        // The last day until which no more than so many working days are left.
        var until = calendar.AddWorkingDays(today, options.Value.DueNearWorkingDays + 1).AddDays(-1);
        return told + await EscalateAsync(
            EscalationStep.DueNear, task => task.Where(one => one.UnwarnedDueOn <= until).OrderBy(one => one.UnwarnedDueOn), cancellationToken);
    }

    private async Task<int> EscalateAsync(
        EscalationStep step, Func<IQueryable<OfficerTask>, IOrderedQueryable<OfficerTask>> due, CancellationToken cancellationToken)
    {
        var told = 0;
        while (true)
        {
            var claim = Guid.NewGuid();
            var claimed = await ClaimAsync(claim, due, cancellationToken);
            if (claimed.Count == 0) return told;
            foreach (var id in claimed)
                if (await TellAsync(id, claim, step, cancellationToken)) told++;
        }
    }

    private async Task<List<Guid>> ClaimAsync(
        Guid claim, Func<IQueryable<OfficerTask>, IOrderedQueryable<OfficerTask>> due, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ResolutionDbContext>();
        var now = Time.GetUtcNow();
        var found = await due(db.Tasks.AsNoTracking().Where(task => task.LeasedUntil == null || task.LeasedUntil <= now))
            .ThenBy(task => task.Id).Select(task => task.Id).Take(BatchSize).ToListAsync(cancellationToken);
        if (found.Count == 0) return found;

        await using (var transaction = await WriteTransaction.BeginAsync(db, cancellationToken))
        {
            var until = now + Lease;
            await db.Tasks.Where(task => found.Contains(task.Id) && (task.LeasedUntil == null || task.LeasedUntil <= now))
                .ExecuteUpdateAsync(task => task
                    .SetProperty(one => one.LeasedBy, claim)
                    .SetProperty(one => one.LeasedUntil, until), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return await db.Tasks.AsNoTracking().Where(task => task.LeasedBy == claim)
            .OrderBy(task => task.Id).Select(task => task.Id).ToListAsync(cancellationToken);
    }

    private async Task<bool> TellAsync(Guid id, Guid claim, EscalationStep step, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().ActAs(Actor);
        var db = scope.ServiceProvider.GetRequiredService<ResolutionDbContext>();
        try
        {
            var task = await db.Tasks.SingleOrDefaultAsync(one => one.Id == id && one.LeasedBy == claim, cancellationToken);
            if (task is null) return false;
            var told = scope.ServiceProvider.GetRequiredService<TaskDesk>().Escalate(db, task, step, Actor);
            if (told)
            {
                db.Publish(new TaskEscalated(
                    task.Id, task.CaseId, task.SubmissionId, task.Department, task.ActivityId,
                    step == EscalationStep.Untaken ? "untaken" : "due-near", task.Assignee, task.DueOn, task.Revision, db.Now));
            }

            await db.SaveChangesAsync(cancellationToken);
            return told;
        }
        catch (DbUpdateConcurrencyException)
        {
            // An officer was first; what they did stands, and what is still to be told comes after the lease.
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One bad row must not keep the others from being told of. It comes again after the lease.
            NotEscalated(id, exception.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(3103, LogLevel.Error, "Task {TaskId} could not be brought before the head ({Cause}).")]
    private partial void NotEscalated(Guid taskId, string cause);
}
