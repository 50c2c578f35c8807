using System.Security.Claims;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.ListIncidents;

internal static class ListIncidents
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/departments/{code}/incidents", Handle)
            .WithName(nameof(ListIncidents))
            .WithSummary("The procedures of a department that could not go on by themselves, oldest first, and what may be done about each.")
            .RequireAuthorization(Policies.Operation);

    internal static async Task<Results<Ok<Page<IncidentView>>, NotFound>> Handle(
        string code, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, string? state, string? after, int? limit,
        CancellationToken cancellationToken)
    {
        if (!user.Operates(code)) return TypedResults.NotFound();
        var take = Cursor.Limit(limit);
        var from = Cursor.Parse(after);
        var query = db.Incidents.AsNoTracking().Where(one => one.Department == code);
        query = (state ?? "open") switch
        {
            "open" => query.Where(one => one.ResolvedAt == null),
            "resolved" => query.Where(one => one.ResolvedAt != null),
            "all" => query,
            _ => throw RuleViolation.Unprocessable("incidents.state"),
        };
        if (from is { } cursor)
        {
            var at = new DateTimeOffset(cursor.Key, TimeSpan.Zero);
            query = query.Where(one => one.At >= at);
        }

        var rows = await query.OrderBy(one => one.At).ThenBy(one => one.Id).Skip(from?.Given ?? 0).Take(take + 1)
            .Select(one => new { Incident = one, Number = db.Cases.Where(row => row.Id == one.CaseId).Select(row => row.Number).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Cursor.Cut(
            [.. rows.Select(row => IncidentView.Of(row.Incident, row.Number, runner))], take, from, item => item.RaisedAt.UtcTicks));
    }
}
