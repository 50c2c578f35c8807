using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using Clock;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Deadlines;
using Shared.Hosting;

namespace Resolution.Features.ExtendDeadline;

internal static class ExtendDeadline
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/departments/{code}/cases/{id:guid}/extension", Handle)
            .WithName(nameof(ExtendDeadline))
            .WithSummary("Determines in writing that the case is complex, which lengthens its resolution period (Decree 124/2020 art. 3a).")
            .RequireAuthorization(Policies.CaseWork)
            .Idempotent<ResolutionDbContext>();

    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(400, ErrorMessage = "field.too-long")] string Ground,
        [property: Required(ErrorMessage = "field.required"), StringLength(60, ErrorMessage = "field.too-long")] string Document);

    public sealed record Response(Guid CaseId, IReadOnlyList<CaseDeadlineView> Deadlines);

    internal static async Task<Results<Ok<Response>, NotFound>> Handle(
        string code, Guid id, Request request, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!user.Holds(Roles.Head, code) && !user.Holds(Roles.Officer, code)) return TypedResults.NotFound();
        if (!await db.Cases.AnyAsync(row => row.Id == id && row.Department == code, cancellationToken)) return TypedResults.NotFound();

        await runner.RaiseEventAsync(db, id, "complexity-determined", null, new Dictionary<string, string>
        {
            ["ground"] = request.Ground,
            ["document"] = request.Document,
            ["on"] = LegalDay.Today(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        var running = await db.Deadlines.AsNoTracking().Where(row => row.CaseId == id && row.State == DeadlineState.Running)
            .OrderBy(row => row.DueOn).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response(id, [.. running.Select(CaseDeadlineView.Of)]));
    }
}
