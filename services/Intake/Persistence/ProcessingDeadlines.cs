using Clock;
using Contracts.Shared;
using Intake.Domain;
using Microsoft.EntityFrameworkCore;
using Shared.Deadlines;

namespace Intake.Persistence;

/// <summary>Starts and stops the period within which a received submission must be taken up, passed on or refused.</summary>
internal static class ProcessingDeadlines
{
    public static DeadlineRow StartProcessing(
        this IntakeDbContext db, StatutoryClock clock, string limit, Guid submissionId, string department, DateOnly startsOn)
    {
        var deadline = clock.Start(limit, startsOn);
        var row = DeadlineRow.Start(
            Guid.CreateVersion7(db.Now), submissionId, caseId: null, department, limit,
            deadline.Limit.Name.Vi, deadline.Limit.Name.En, deadline.StartsOn, deadline.DueOn, deadline.LegalBasis.ToString(),
            isDuty: true, !deadline.RestsOnUnconfirmed, deadline.Receipt.ToJson());
        var started = new DeadlineStarted(
            row.Id, submissionId, null, department, limit, row.NameVi, row.NameEn, row.StartsOn, row.DueOn, row.LegalBasis,
            row.IsDuty, row.Confirmed, row.Receipt, db.Now);
        db.Deadlines.Add(row);
        db.TrackedDeadlines.Add(TrackedDeadline.From(started));
        db.Publish(started);
        return row;
    }

    /// <summary>Stops what runs for a submission here: the duty was done on this day, or it fell away.</summary>
    public static async Task StopProcessingAsync(
        this IntakeDbContext db, Guid submissionId, DateOnly on, bool fulfilled, CancellationToken cancellationToken)
    {
        var running = await db.Deadlines
            .Where(row => row.SubmissionId == submissionId && row.State == DeadlineState.Running)
            .ToListAsync(cancellationToken);
        foreach (var row in running)
        {
            if (fulfilled) row.Fulfil(on);
            else row.Cancel(on);
            var outcome = row.State.ToString().ToLowerInvariant();
            var tracked = await db.TrackedDeadlines.SingleAsync(deadline => deadline.Id == row.Id, cancellationToken);
            tracked.Stop(outcome);
            db.Publish(new DeadlineStopped(row.Id, submissionId, row.Department, row.Limit, outcome, on, db.Now));
        }
    }
}
