using Catalogue.Persistence;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Catalogue.Features.ListCalendars;

internal static class ListCalendars
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/calendars", Handle)
            .WithName(nameof(ListCalendars))
            .WithSummary("The years whose calendar is known, announced or projected, and the revision in force.");

    public sealed record Response(int Revision, IReadOnlyList<Item> Items);

    /// <param name="Published">The State has announced it.</param>
    /// <param name="Projected">Nobody wrote it down: it is worked out from the law.</param>
    /// <param name="SpecialDays">Holidays, days in lieu and both halves of swaps.</param>
    /// <param name="Revision">The revision that last touched the year; null when none did.</param>
    public sealed record Item(
        int Year, bool Published, bool Projected, int SpecialDays, int UnconfirmedDays, int? Revision, DateTimeOffset? ChangedAt);

    internal static async Task<Ok<Response>> Handle(
        CatalogueDbContext db, CatalogueClock clock, TimeProvider time, CancellationToken cancellationToken)
    {
        var calendar = (await clock.CurrentAsync(db, cancellationToken)).Calendar;
        var touched = await db.Revisions.AsNoTracking().OrderBy(revision => revision.Number)
            .SelectMany(revision => revision.Editions, (revision, edition) => new { edition.Year, revision.Number, revision.At })
            .ToListAsync(cancellationToken);
        var last = touched.GroupBy(row => row.Year).ToDictionary(group => group.Key, group => group.MaxBy(row => row.Number)!);

        // A period begun today may well end next year, so that year is shown whether or not anybody wrote it down.
        var given = calendar.Years.Select(year => year.Year).ToHashSet();
        var thisYear = LegalDay.Today(time).Year;
        var years = given.Union([thisYear, thisYear + 1]).Order();
        return TypedResults.Ok(new Response(calendar.Revision, [.. years.Select(year =>
        {
            var days = calendar.SpecialDays(year);
            var edition = last.GetValueOrDefault(year);
            return new Item(year, calendar.IsPublished(year), !given.Contains(year), days.Count, days.Count(day => !day.Confirmed),
                edition?.Number, edition?.At);
        })]));
    }
}
