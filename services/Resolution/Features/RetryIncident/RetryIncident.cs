using System.Security.Claims;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.RetryIncident;

internal static class RetryIncident
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/departments/{code}/incidents/{id:guid}/retry", Handle)
            .WithName(nameof(RetryIncident))
            .WithSummary("Runs again what failed, in the name of whoever asked for it; 409 when it fails again or is not waited for any more.")
            .RequireAuthorization(Policies.Operation)
            .WithMetadata(new RunsAgain())
            .Idempotent<ResolutionDbContext>();

    internal static async Task<Results<Ok<IncidentView>, NotFound>> Handle(
        string code, Guid id, ClaimsPrincipal user, ResolutionDbContext db, IncidentAccess incidents, ProcedureRunner runner,
        CancellationToken cancellationToken) =>
        await incidents.EndAsync(code, id, user, (incident, start) => runner.RetryAsync(db, incident, start, cancellationToken), cancellationToken)
            is { } ended ? TypedResults.Ok(ended) : TypedResults.NotFound();
}
