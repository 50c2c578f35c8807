using System.Security.Claims;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.ListAbsences;

internal static class ListAbsences
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/departments/{code}/absences", Handle)
            .WithName(nameof(ListAbsences))
            .WithSummary("Who is away, today or later, and who stands in, in the order in which they come back.")
            .RequireAuthorization(Policies.CaseWork);

    internal static async Task<Results<Ok<Page<AbsenceView>>, NotFound>> Handle(
        string code, ClaimsPrincipal user, ResolutionDbContext db, TimeProvider time, string? after, int? limit, CancellationToken cancellationToken)
    {
        if (!user.HoldsAnyIn(code)) return TypedResults.NotFound();
        var today = LegalDay.Today(time);
        var take = Cursor.Limit(limit);
        var from = Cursor.Parse(after);
        var since = from is { } cursor ? DateOnly.FromDayNumber((int)cursor.Key) : today;
        var rows = await db.Absences.AsNoTracking()
            .Where(one => one.Department == code && one.UntilOn >= since)
            .OrderBy(one => one.UntilOn).ThenBy(one => one.Id)
            .Skip(from?.Given ?? 0).Take(take + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(Cursor.Cut([.. rows.Select(row => AbsenceView.Of(row, today))], take, from, item => item.Until.DayNumber));
    }
}
