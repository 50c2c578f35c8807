using System.Security.Claims;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.ListColleagues;

internal static class ListColleagues
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/departments/{code}/colleagues", Handle)
            .WithName(nameof(ListColleagues))
            .WithSummary("Who works on cases in a department and has been seen here, by name; with a role, who could be handed its tasks.")
            .RequireAuthorization(Policies.CaseWork);

    /// <param name="AwayUntil">The last day of their absence, when they are away today.</param>
    public sealed record Item(string Id, string Name, IReadOnlyList<string> Roles, DateOnly SeenOn, DateOnly? AwayUntil, string? StandInName);

    internal static async Task<Results<Ok<IReadOnlyList<Item>>, NotFound>> Handle(
        string code, ClaimsPrincipal user, ResolutionDbContext db, Colleagues colleagues, TimeProvider time, string? role,
        CancellationToken cancellationToken)
    {
        if (!user.HoldsAnyIn(code)) return TypedResults.NotFound();
        var today = LegalDay.Today(time);
        var away = await db.Absences.AsNoTracking()
            .Where(one => one.Department == code && one.FromOn <= today && one.UntilOn >= today)
            .OrderBy(one => one.DeclaredAt).ToListAsync(cancellationToken);
        var items = (await colleagues.AllAsync(code, cancellationToken)).GroupBy(one => one.UserId).Select(person =>
        {
            var absence = away.Find(one => one.Absent == person.Key);
            return new Item(
                person.Key, person.First().Name, [.. person.Select(one => one.Role).Distinct()], person.Max(one => one.SeenOn),
                absence?.UntilOn, absence?.StandInName);
        });
        return TypedResults.Ok<IReadOnlyList<Item>>([.. items.Where(item => role is null || item.Roles.Contains(role)).Take(Cursor.MaxLimit)]);
    }
}
