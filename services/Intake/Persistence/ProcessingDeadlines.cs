using Clock;
using Intake.Domain;
using Microsoft.EntityFrameworkCore;
using Shared.Deadlines;

namespace Intake.Persistence;

/// <summary>Starts and stops the period within which a received submission must be taken up, passed on or refused.</summary>
internal static class ProcessingDeadlines
{
    public static DeadlineRow StartProcessing(
        this IntakeDbContext db, StatutoryClock clock, DeadlineTargets targets, string limit, Guid submissionId, string department, DateOnly startsOn)
    {
        var deadline = clock.Start(limit, startsOn);
        var row = DeadlineRow.Start(
            Guid.CreateVersion7(db.Now), submissionId, caseId: null, department, deadline, isDuty: true,
            targets.For(department, deadline, clock));
        var started = row.Started(db.Now);
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
            var stopped = row.Stopped(db.Now);
            var tracked = await db.TrackedDeadlines.SingleAsync(deadline => deadline.Id == row.Id, cancellationToken);
            tracked.Stop(stopped.Outcome);
            db.Publish(stopped);
        }
    }
}
