using Clock;
using Engine.Execution;
using Shared.Hosting;
using Shared.Persistence;

namespace Engine;

/// <summary>
/// What becomes of a task before it is completed: taken, given back, proposed, handed over, brought before the head. Everything is told
/// outside and written into the history of the case; the caller saves. Who may do what is for the caller to decide.
/// </summary>
public sealed class TaskDesk(IProcedureEffects effects, TimeProvider time)
{
    /// <exception cref="RuleViolation">It has ended, or somebody else holds it.</exception>
    public void Claim(ServiceDbContext db, OfficerTask task, Person by)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(by);
        var before = task.Revision;
        task.Claim(by.Id, by.Name);
        Tell(db, task, before, by.Id, HistoryTexts.TaskClaimed(task), null);
    }

    /// <exception cref="RuleViolation">It has ended, or somebody else holds it.</exception>
    public void Release(ServiceDbContext db, OfficerTask task, Doer by)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (before, insteadOf) = (task.Revision, task.SteadOf(by));
        task.Release(by, LegalDay.Today(time));
        Tell(db, task, before, new Doer(by.UserId, insteadOf), HistoryTexts.TaskReleased(task), null);
    }

    /// <param name="candidate">Null to propose nobody any more.</param>
    /// <exception cref="RuleViolation">It has ended.</exception>
    public void Propose(ServiceDbContext db, OfficerTask task, string by, Person? candidate, string? reason)
    {
        ArgumentNullException.ThrowIfNull(task);
        var before = task.Revision;
        task.Propose(candidate);
        Tell(db, task, before, by, HistoryTexts.TaskProposed(task, candidate), reason);
    }

    /// <summary>Hands the task to a colleague: whoever holds it does, or with <paramref name="asHead"/> anybody's is handed on.</summary>
    /// <param name="insteadOf">The absent person it is meant for, in whose stead <paramref name="to"/> takes it.</param>
    /// <exception cref="RuleViolation">It has ended, nobody holds it, or somebody else does.</exception>
    public void HandOver(ServiceDbContext db, OfficerTask task, Doer by, bool asHead, Person to, Person? insteadOf, string? reason)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(to);
        if (!asHead) task.RequireHeldBy(by);
        var before = task.Revision;
        var from = task.Assignee is null ? null : new Person(task.Assignee, task.AssigneeName);
        var stead = asHead ? null : task.SteadOf(by);
        task.Assign(to.Id, to.Name, insteadOf?.Id);
        Tell(db, task, before, new Doer(by.UserId, stead), HistoryTexts.TaskHandedOver(task, from, to, insteadOf), reason);
    }

    /// <summary>Brings the task before the head. Returns false when that has been done, or is not needed any more.</summary>
    public bool Escalate(ServiceDbContext db, OfficerTask task, EscalationStep step, string by)
    {
        ArgumentNullException.ThrowIfNull(task);
        var since = task.UntakenSince;
        var before = task.Revision;
        if (!task.Escalate(step, time.GetUtcNow())) return false;
        Tell(db, task, before, by, HistoryTexts.TaskEscalated(task, step, since, LegalDay.Today(time)), null);
        return true;
    }

    private void Tell(ServiceDbContext db, OfficerTask task, int before, Doer by, BilingualText what, string? ground)
    {
        if (task.Revision == before) return;
        effects.TaskAssigned(db, task);
        var now = time.GetUtcNow();
        db.Add(new HistoryEntry(
            Guid.CreateVersion7(now), task.CaseId, task.InstanceId, task.ActivityId, by.UserId, HistoryTexts.Fit(what.Vi, 1000),
            HistoryTexts.Fit(what.En, 1000), ground, now, 1)
        {
            TaskId = task.Id,
            InsteadOf = by.InsteadOf,
        });
    }
}
