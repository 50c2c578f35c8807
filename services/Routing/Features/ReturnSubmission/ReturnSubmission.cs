using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Clock;
using Contracts.Routing;
using Microsoft.AspNetCore.Http.HttpResults;
using Routing.Domain;
using Routing.Persistence;
using Shared.Departments;
using Shared.Hosting;

namespace Routing.Features.ReturnSubmission;

internal static class ReturnSubmission
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/submissions/{id:guid}/return", Handle)
            .WithName(nameof(ReturnSubmission))
            .WithSummary("Gives a transferred submission back to the body that passed it on, with the reason.")
            .RequireAuthorization(Policies.Clerk)
            .Idempotent<RoutingDbContext>();

    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(2000, ErrorMessage = "field.too-long")] string Reason);

    internal static async Task<Results<Ok<CompetenceView>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal user, RoutingDbContext db, DepartmentDirectory directory, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var file = await db.FindHeldAsync(id, user, cancellationToken);
        if (file is null) return TypedResults.NotFound();

        var from = file.HolderBody;
        var transfer = file.Return(request.Reason, LegalDay.Today(time));
        db.Publish(new SubmissionReturned(transfer.Id, id, from, transfer.FromDepartment, LegalDay.Today(time), db.Now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CompetenceView.Of(file, directory));
    }
}
