using System.Security.Claims;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.EndAbsence;

internal static class EndAbsence
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/departments/{code}/absences/{id:guid}/end", Handle)
            .WithName(nameof(EndAbsence))
            .WithSummary("Somebody is back earlier, or does not go: nobody stands in for them from today on.")
            .RequireAuthorization(Policies.CaseWork);

    internal static async Task<Results<Ok<AbsenceView>, NotFound>> Handle(
        string code, Guid id, ClaimsPrincipal user, ResolutionDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var absence = await db.Absences.SingleOrDefaultAsync(one => one.Id == id && one.Department == code, cancellationToken);
        if (absence is null || (absence.Absent != user.UserId() && !user.Holds(Roles.Head, code))) return TypedResults.NotFound();
        var today = LegalDay.Today(time);
        absence.End(user.UserId()!, today);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(AbsenceView.Of(absence, today));
    }
}
