using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.ContinueIncident;

internal static class ContinueIncident
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/departments/{code}/incidents/{id:guid}/continuation", Handle)
            .WithName(nameof(ContinueIncident))
            .WithSummary("Continues by hand: the step that failed is taken to have had an outcome, is not run again, and the procedure goes on behind it.")
            .RequireAuthorization(Policies.Operation)
            .WithMetadata(new RunsAgain())
            .Idempotent<ResolutionDbContext>();

    /// <param name="Outcome">One of the outcomes of the step that failed.</param>
    /// <param name="Reason">Why; written into the history of the case.</param>
    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(60, ErrorMessage = "field.too-long")] string Outcome,
        [property: Required(ErrorMessage = "field.required"), StringLength(2000, ErrorMessage = "field.too-long")] string Reason);

    internal static async Task<Results<Ok<IncidentView>, NotFound>> Handle(
        string code, Guid id, Request request, ClaimsPrincipal user, ResolutionDbContext db, IncidentAccess incidents, ProcedureRunner runner,
        CancellationToken cancellationToken) =>
        await incidents.EndAsync(
            code, id, user, (incident, start) => runner.ContinueAsync(db, incident, request.Outcome, request.Reason, start, cancellationToken),
            cancellationToken) is { } ended ? TypedResults.Ok(ended) : TypedResults.NotFound();
}
