using System.Security.Claims;
using Intake.Domain;
using Intake.Identities;
using Intake.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Shared.Departments;
using Shared.Hosting;

namespace Intake.Features.GetSubmission;

internal static class GetSubmission
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/submissions/{id:guid}", Handle)
            .WithName(nameof(GetSubmission))
            .WithSummary("One submission, with its letter for those whose work it is to read it.")
            .RequireAuthorization(Policies.Staff);

    public sealed record Response(
        Guid Id, string Reference, string? Kind, string Subject, string? Content, Channel Channel, DateOnly ReceivedOn, Body ReceivedBy,
        string? Territory, string? Against, bool Anonymous, int SubmitterCount, IReadOnlyList<PartyReference> Parties,
        SubmissionStatus Status, string StatusText, string ResponsibleBody, bool Confidential, DateOnly? WithdrawnOn,
        IReadOnlyList<StepView> Steps, IReadOnlyList<DeadlineView> Deadlines);

    public sealed record Body(string Code, string Name);

    internal static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, ClaimsPrincipal user, IntakeDbContext db, IIdentityVault vault, DepartmentDirectory directory, HttpContext http,
        CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var submission = await db.Submissions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (submission is null || !MayKnow(user, submission)) return TypedResults.NotFound();

        var reads = MayRead(user, submission);
        var letter = reads ? await vault.OpenLetterAsync(id, submission.HolderDepartment ?? submission.ReceivedBy, cancellationToken) : null;
        var parties = reads ? await vault.PartiesOfAsync(id, cancellationToken) : [];
        var steps = await db.Steps.AsNoTracking().Where(step => step.SubmissionId == id)
            .OrderBy(step => step.At).ThenBy(step => step.Id).ToListAsync(cancellationToken);
        var deadlines = await db.TrackedDeadlines.AsNoTracking().Where(deadline => deadline.SubmissionId == id)
            .OrderBy(deadline => deadline.StartedAt).ThenBy(deadline => deadline.Limit).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response(
            submission.Id, submission.Reference, submission.Kind ?? submission.ClaimedKind?.ToString().ToLowerInvariant(), submission.Subject,
            letter?.Content, submission.Channel, submission.ReceivedOn,
            new Body(submission.ReceivedBy, directory.Find(submission.ReceivedBy)?.Name.Local ?? submission.ReceivedBy), submission.Territory,
            letter?.Against, submission.Anonymous, submission.Submitters, parties, submission.Status, StatusTexts.Of(submission.Status),
            submission.ResponsibleBody, submission.IsConfidential, submission.WithdrawnOn,
            [.. steps.Select(StepView.Of)], [.. deadlines.Select(DeadlineView.Of)]));
    }

    /// <summary>The holder knows of it; the department that received it still does, unless a denouncer is to be protected.</summary>
    private static bool MayKnow(ClaimsPrincipal user, Submission submission) =>
        (submission.HolderDepartment is not null && user.HoldsAnyIn(submission.HolderDepartment))
        || (user.HoldsAnyIn(submission.ReceivedBy) && (!submission.IsConfidential || submission.HolderDepartment is null));

    /// <summary>The letter itself is read by those who work on it where it is held, not by inspectors or administrators.</summary>
    private static bool MayRead(ClaimsPrincipal user, Submission submission) =>
        new[] { Roles.Clerk, Roles.Officer, Roles.Head, Roles.Reception }
            .Any(role => user.Holds(role, submission.HolderDepartment ?? submission.ReceivedBy));
}
