using Intake.Domain;
using Intake.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Intake.Features.GetTracking;

internal static class GetTracking
{
    public const string KeyHeader = "X-Tracking-Key";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/tracking/{reference}", Handle)
            .WithName(nameof(GetTracking))
            .WithSummary("What has happened to a submission. A wrong key and an unknown reference get the same answer.");

    public sealed record Response(
        string Reference, SubmissionStatus Status, string StatusText, string ResponsibleBody, DateOnly ReceivedOn,
        IReadOnlyList<StepView> Steps, IReadOnlyList<DeadlineView> Deadlines, IReadOnlyList<string> Messages,
        IReadOnlyList<DocumentView> Documents);

    internal static async Task<Results<Ok<Response>, NotFound>> Handle(
        string reference, [FromHeader(Name = KeyHeader)] string? key, IntakeDbContext db, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var submission = await db.Submissions.AsNoTracking().FindTrackedAsync(reference, key, cancellationToken);
        if (submission is null) return TypedResults.NotFound();

        var steps = await db.Steps.AsNoTracking().Where(step => step.SubmissionId == submission.Id)
            .OrderBy(step => step.At).ThenBy(step => step.Id).ToListAsync(cancellationToken);
        var deadlines = await db.TrackedDeadlines.AsNoTracking().Where(deadline => deadline.SubmissionId == submission.Id)
            .OrderBy(deadline => deadline.StartedAt).ThenBy(deadline => deadline.Limit).ToListAsync(cancellationToken);
        var documents = await db.Documents.AsNoTracking().Where(document => document.SubmissionId == submission.Id)
            .OrderBy(document => document.IssuedOn).ThenBy(document => document.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response(
            submission.Reference, submission.Status, StatusTexts.Of(submission.Status), submission.ResponsibleBody, submission.ReceivedOn,
            [.. steps.Select(StepView.Of)], [.. deadlines.Select(DeadlineView.Of)], [], [.. documents.Select(DocumentView.Of)]));
    }
}
