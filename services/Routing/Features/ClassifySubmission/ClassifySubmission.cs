using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using Clock;
using Contracts.Resolution;
using Contracts.Routing;
using Microsoft.AspNetCore.Http.HttpResults;
using Routing.Domain;
using Routing.Persistence;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;

namespace Routing.Features.ClassifySubmission;

internal static class ClassifySubmission
{
    private static readonly string[] Kinds =
        ["complaint", "denunciation", "petition", "feedback", "admin-regulation", "judicial", "mixed"];

    private static readonly string[] Resolvable = ["complaint", "denunciation", "petition", "feedback", "admin-regulation"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/submissions/{id:guid}/classification", Handle)
            .WithName(nameof(ClassifySubmission))
            .WithSummary("A clerk confirms or changes what it is and who is competent. When that is the clerk's own body, the case opens.")
            .RequireAuthorization(Policies.Clerk)
            .Idempotent<RoutingDbContext>();

    /// <param name="CompetentBody">A department's code, or the office as the law names it: “Chủ tịch UBND xã Thạch Khê”.</param>
    /// <param name="Reason">Needed when it differs from the proposal.</param>
    /// <param name="RemoteArea">Whether the matter lies in a remote area with difficult travel (Complaints Act art. 28).</param>
    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(40, ErrorMessage = "field.too-long")] string Kind,
        [property: RegularExpression("first|second", ErrorMessage = "field.invalid")] string? Instance,
        [property: Required(ErrorMessage = "field.required"), StringLength(300, ErrorMessage = "field.too-long")] string CompetentBody,
        [property: StringLength(2000, ErrorMessage = "field.too-long")] string? Reason,
        bool? RemoteArea);

    internal static async Task<Results<Ok<CompetenceView>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal user, RoutingDbContext db, DepartmentDirectory directory, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var file = await db.FindHeldAsync(id, user, cancellationToken);
        if (file is null) return TypedResults.NotFound();
        if (!Kinds.Contains(request.Kind)) throw RuleViolation.Unprocessable("classification.unknown-kind");
        if (request.Kind == "complaint" && request.Instance is null) throw RuleViolation.Unprocessable("classification.instance-needed");

        var department = directory.Named(request.CompetentBody);
        var body = department?.CompetentBody ?? request.CompetentBody.Trim();
        var proposal = CompetenceView.ProposalOf(file);
        var follows = proposal is not null && proposal.Kind == request.Kind && proposal.Instance == request.Instance
            && CompetentBodies.Same(body, proposal.CompetentOffice?.Name);
        var basis = follows && proposal?.LegalBasis is { } article ? article : "Thông tư 05/2021/TT-TTCP, Điều 6";
        var classification = new Classification(
            request.Kind, request.Instance, body, basis, follows, request.Reason, user.FindFirstValue("name") ?? user.UserId()!, db.Now);
        file.Classify(JsonSerializer.Serialize(classification, WireJson.Options), follows, request.Reason);
        db.Publish(new SubmissionClassified(id, request.Kind, request.Instance, body, basis, follows, db.Now));

        if (department is not null && department.Code == file.HolderDepartment && Resolvable.Contains(request.Kind))
        {
            var facts = JsonSerializer.Deserialize<Dictionary<string, string>>(file.FactsJson, WireJson.Options)!;
            facts["remote-area"] = (request.RemoteArea ?? department.RemoteArea) ? "true" : "false";
            file.Route();
            foreach (var transfer in file.Transfers) transfer.MarkReceived();
            db.Publish(new CaseRouted(
                id, department.Code, body, request.Kind, request.Instance, basis, LegalDay.Today(time), db.Now));
            db.Send(DepartmentQueues.OfResolution(department.Code), new OpenCase(
                id, department.Code, file.Reference, request.Kind, request.Instance, body, file.HeldSince, facts, db.Now));
        }

        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CompetenceView.Of(file, directory));
    }
}
