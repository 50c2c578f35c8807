using System.Security.Claims;
using Clock;
using Engine;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Shared.Hosting;

namespace Resolution.Persistence;

/// <summary>One task, as far as a person may see and change it.</summary>
internal sealed class TaskAccess(ResolutionDbContext db, StandIns standIns, TimeProvider time)
{
    /// <summary>The task, when the person works in its department; otherwise as if it did not exist.</summary>
    public async Task<OfficerTask?> FindAsync(string id, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (TaskId.Parse(id) is not { } known) return null;
        var task = await db.Tasks.SingleOrDefaultAsync(row => row.Id == known.Id && row.Department == known.Department, cancellationToken);
        return task is not null && user.HoldsAnyIn(task.Department) ? task : null;
    }

    /// <summary>
    /// Changes a task for somebody of its role or the head of its department, and saves. Null when it is not theirs to see.
    /// </summary>
    /// <exception cref="RuleViolation">The state forbids it; where somebody else was first, <c>by</c> says who.</exception>
    public async Task<TaskView?> ChangeAsync(
        string id, ClaimsPrincipal user, Func<OfficerTask, Doer, Task> change, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, user, cancellationToken) is not { } task) return null;
        if (!user.Holds(task.Role, task.Department) && !user.Holds(Roles.Head, task.Department)) return null;
        var holder = task.Assignee;
        await change(task, await standIns.DoerAsync(task, user.UserId()!, cancellationToken));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Both had found it free: whoever comes second is told who was first.
            db.ChangeTracker.Clear();
            var now = await db.Tasks.AsNoTracking().SingleAsync(row => row.Id == task.Id, cancellationToken);
            if (now.Assignee is null || now.Assignee == holder || now.Assignee == user.UserId()) throw;
            throw new RuleViolation(EngineRules.ClaimedByOther, details: new Dictionary<string, object?> { ["by"] = now.AssigneeName ?? now.Assignee });
        }

        return await ViewAsync(task, user, cancellationToken);
    }

    public async Task<TaskView> ViewAsync(OfficerTask task, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var number = await db.Cases.Where(row => row.Id == task.CaseId).Select(row => row.Number).SingleAsync(cancellationToken);
        return TaskView.Of(task, number, await ReaderAsync(user, cancellationToken), LegalDay.Today(time));
    }

    public async Task<TaskReader> ReaderAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        user.UserId() is { } id ? new TaskReader(id, await standIns.ByAsync(id, cancellationToken)) : new TaskReader("", []);
}
