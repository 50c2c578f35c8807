using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Routing.Domain;
using Routing.Persistence;
using Shared.Departments;
using Shared.Hosting;

namespace Routing.Features.GetCompetence;

internal static class GetCompetence
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/submissions/{id:guid}/competence", Handle)
            .WithName(nameof(GetCompetence))
            .WithSummary("Who should have it, by which rule, who has it now, and through whose hands it came.")
            .RequireAuthorization(Policies.Staff);

    internal static async Task<Results<Ok<CompetenceView>, NotFound>> Handle(
        Guid id, ClaimsPrincipal user, RoutingDbContext db, DepartmentDirectory directory, CancellationToken cancellationToken) =>
        await db.FindFileAsync(id, user, cancellationToken) is { } file
            ? TypedResults.Ok(CompetenceView.Of(file, directory))
            : TypedResults.NotFound();
}
