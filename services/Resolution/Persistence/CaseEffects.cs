using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Persistence;

namespace Resolution.Persistence;

/// <summary>Tells the other services what a procedure did, in the transaction in which it did it.</summary>
internal sealed class CaseEffects : IProcedureEffects
{
    public void TaskAssigned(ServiceDbContext db, OfficerTask task) =>
        db.Publish(new TaskAssigned(
            task.Id, task.CaseId, task.SubmissionId, task.Department, task.ActivityId, task.NameVi, task.NameEn, task.Role, task.Assignee,
            task.DueOn, task.Revision, db.Now));

    public void TaskEnded(ServiceDbContext db, OfficerTask task) =>
        db.Publish(new TaskEnded(
            task.Id, task.CaseId, task.SubmissionId, task.Department, task.Outcome, task.CompletedBy, task.EndedAt ?? db.Now));

    public void DeadlineStarted(ServiceDbContext db, DeadlineRow deadline) => db.Publish(deadline.Started(db.Now));

    public void DeadlineExtended(ServiceDbContext db, DeadlineRow deadline) => db.Publish(deadline.Extended(db.Now));

    public void DeadlineStopped(ServiceDbContext db, DeadlineRow deadline) => db.Publish(deadline.Stopped(db.Now));

    public void DeadlineSuspended(ServiceDbContext db, DeadlineRow deadline, DateOnly on) => db.Publish(deadline.Suspended(on, db.Now));

    public void DeadlineResumed(ServiceDbContext db, DeadlineRow deadline, DateOnly on) => db.Publish(deadline.Resumed(on, db.Now));

    public void TransferRequested(ServiceDbContext db, ProcedureInstance instance, string to, string reason, string article) =>
        db.Publish(new TransferRequested(instance.CaseId, instance.SubmissionId, instance.Department, to, reason, article, db.Now));

    public void OutcomePublished(ServiceDbContext db, ProcedureInstance instance, Publication publication) =>
        db.Publish(new OutcomePublished(
            instance.CaseId, instance.SubmissionId, instance.Department, publication.Form, publication.Title.Vi, publication.Title.En,
            publication.Number, publication.Manner, publication.On, publication.Until, publication.Article, db.Now));

    public void DocumentIssued(ServiceDbContext db, IssuedDocument document) =>
        db.Publish(new DocumentIssued(
            document.Id, document.CaseId, document.SubmissionId, document.Department, document.Form, document.TitleVi, document.TitleEn,
            document.Number, document.LegalBasis, document.ForCitizen, document.IssuedOn, db.Now));

    public void CitizenNotified(ServiceDbContext db, ProcedureInstance instance, string textVi, string textEn) =>
        db.Publish(new CitizenNotified(
            Guid.CreateVersion7(db.Now), instance.CaseId, instance.SubmissionId, instance.Department, textVi, textEn, db.Now));

    public void CaseClosed(ServiceDbContext db, ProcedureInstance instance, string outcome, DateOnly on)
    {
        var closed = db.Set<Case>().Local.SingleOrDefault(row => row.Id == instance.CaseId)
            ?? db.Set<Case>().Single(row => row.Id == instance.CaseId);
        closed.Close(outcome, on);
        db.Publish(new CaseClosed(instance.CaseId, instance.SubmissionId, instance.Department, outcome, on, db.Now));
    }

    public void IncidentRaised(ServiceDbContext db, Incident incident) =>
        db.Publish(new IncidentRaised(
            incident.Id, incident.CaseId, incident.SubmissionId, incident.Department, incident.ActivityId, incident.Reason, db.Now));
}

/// <summary>A period that passed wakes the procedure that waits for it; a last day that moved moves the tasks that serve it.</summary>
internal sealed class CaseDeadlineEvents(
    ProcedureRunner runner, CaseIncidents incidents, IProcedureEffects effects, DeadlineTargets targets, StatutoryClock clock, CurrentActor actor)
    : IDeadlineEvents<ResolutionDbContext>
{
    private const string Passed = "deadline-passed";

    public string Keeper => "resolution";

    public async Task ReachedAsync(ResolutionDbContext db, DeadlineRow deadline, Threshold threshold, CancellationToken cancellationToken)
    {
        if (threshold.Kind != ThresholdKind.Passed || deadline.CaseId is not { } caseId) return;
        try
        {
            await runner.TryRaiseEventAsync(db, caseId, Passed, deadline.Limit, null, cancellationToken);
        }
        catch (Exception failure) when (failure is ActivityFailedException or RuleViolation)
        {
            await incidents.RecordAsync(
                deadline.SubmissionId, deadline.Department, failure, FailedWork.OfEvent(Passed, deadline.Limit, null, actor.Id));
            throw;
        }
    }

    public async Task RedatedAsync(ResolutionDbContext db, IReadOnlyCollection<DeadlineRow> deadlines, CancellationToken cancellationToken)
    {
        // By the case, which has an index; a case has few tasks.
        var cases = deadlines.Where(deadline => deadline.CaseId is not null).Select(deadline => deadline.CaseId!.Value).Distinct().ToList();
        if (cases.Count == 0) return;
        var moved = deadlines.ToDictionary(deadline => deadline.Id);
        foreach (var deadline in deadlines)
            deadline.SetTarget(targets.For(deadline.Department, clock.Restore(Receipt.FromJson(deadline.Receipt)), clock));
        foreach (var task in await db.Tasks
            .Where(task => cases.Contains(task.CaseId) && task.State == OfficerTaskState.Open && task.DeadlineId != null)
            .ToListAsync(cancellationToken))
        {
            if (!moved.TryGetValue(task.DeadlineId!.Value, out var deadline)) continue;
            task.Follow(deadline);
            effects.TaskAssigned(db, task);
        }
    }
}
