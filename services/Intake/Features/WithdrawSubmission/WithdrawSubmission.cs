using System.ComponentModel.DataAnnotations;
using Clock;
using Contracts.Intake;
using Intake.Domain;
using Intake.Identities;
using Intake.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Shared.Hosting;

namespace Intake.Features.WithdrawSubmission;

internal static class WithdrawSubmission
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/tracking/{reference}/withdrawal", Handle)
            .WithName(nameof(WithdrawSubmission))
            .WithSummary("The sender withdraws the submission as a whole.")
            .Idempotent<IntakeDbContext>();

    /// <param name="Text">The sender's own words of withdrawal.</param>
    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(2000, ErrorMessage = "field.too-long")] string Text);

    public sealed record Response(string Reference, DateOnly WithdrawnOn);

    internal static async Task<Results<Created<Response>, NotFound>> Handle(
        string reference, Request request, [FromHeader(Name = "X-Tracking-Key")] string? key, IntakeDbContext db, IIdentityVault vault,
        TimeProvider time, CancellationToken cancellationToken)
    {
        var submission = await db.Submissions.FindTrackedAsync(reference, key, cancellationToken);
        if (submission is null) return TypedResults.NotFound();

        var today = LegalDay.Today(time);
        submission.Withdraw(today);
        await vault.SealLaterLetterAsync(submission.Id, "withdrawal", request.Text, cancellationToken);
        db.Steps.Add(new TrackingStep(Guid.CreateVersion7(db.Now), submission.Id, db.Now,
            "Người gửi đã rút đơn.", "The sender withdrew the submission."));
        db.Audit("Submission.Withdrawn", $"Submission/{submission.Id}", submission.HolderDepartment);
        db.Publish(new SubmissionWithdrawn(submission.Id, today, db.Now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/tracking/{submission.Reference}", new Response(submission.Reference, today));
    }
}
