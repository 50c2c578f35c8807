using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Clock;
using Contracts.Routing;
using Microsoft.AspNetCore.Http.HttpResults;
using Routing.Domain;
using Routing.Persistence;
using Shared.Departments;
using Shared.Hosting;

namespace Routing.Features.AnswerTransfer;

internal static class AnswerTransfer
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/submissions/{id:guid}/answer", Handle)
            .WithName(nameof(AnswerTransfer))
            .WithSummary("Records what a body outside DonThu answered to a transfer.")
            .RequireAuthorization(Policies.Clerk)
            .Idempotent<RoutingDbContext>();

    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), RegularExpression("accepted|resolved|refused", ErrorMessage = "field.invalid")] string Outcome,
        DateOnly? AnsweredOn,
        [property: StringLength(2000, ErrorMessage = "field.too-long")] string? Note);

    internal static async Task<Results<Ok<CompetenceView>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal user, RoutingDbContext db, DepartmentDirectory directory, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var file = await db.FindFileAsync(id, user, cancellationToken);
        var sender = file?.Transfers.OrderBy(transfer => transfer.Number).LastOrDefault()?.FromDepartment;
        if (file is null || sender is null || !user.Holds(Roles.Clerk, sender)) return TypedResults.NotFound();

        var today = LegalDay.Today(time);
        var on = request.AnsweredOn ?? today;
        if (on > today) throw RuleViolation.Unprocessable("answer.future-date");
        if (request.Outcome == "refused")
        {
            if (file.State != RoutingState.TransferredOutside) throw new RuleViolation("answer.nothing-awaited");
            var from = file.HolderBody;
            var returned = file.Return(request.Note ?? Language.Of("Không thuộc thẩm quyền", "Not competent"), on);
            db.Publish(new SubmissionReturned(returned.Id, id, from, returned.FromDepartment, on, db.Now));
        }
        else
        {
            var answered = file.Answer(request.Outcome, on, request.Note);
            db.Publish(new TransferAnswered(answered.Id, id, answered.ToBody, request.Outcome, on, db.Now));
        }

        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CompetenceView.Of(file, directory));
    }
}
