using Catalogue.Domain;
using Catalogue.Persistence;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;

namespace Catalogue.Features.ListEditions;

internal static class ListEditions
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/calendars/{year:int}/editions", Handle)
            .WithName(nameof(ListEditions))
            .WithSummary("Who gave a year which calendar, when, on which announcement, and what differed. Newest first.")
            .RequireAuthorization(Policies.Staff);

    /// <param name="Delivered">It came with the program; nobody edited it.</param>
    /// <param name="Differences">What it changed against the edition before, or against the projection.</param>
    public sealed record Item(
        int Revision, DateTimeOffset At, string By, string? ByName, bool Delivered, string Reason, bool Published, bool PublishedBefore,
        bool NoteChanged, IReadOnlyList<CalendarDifference> Differences);

    internal static async Task<Results<Ok<Page<Item>>, NotFound>> Handle(
        int year, string? after, int? limit, CatalogueDbContext db, CancellationToken cancellationToken)
    {
        if (year < LegalCalendar.FirstDay.Year || year > LegalCalendar.LastDay.Year) return TypedResults.NotFound();
        var take = Cursor.Limit(limit);
        var from = Cursor.Parse(after);
        var before = (int?)from?.Key ?? int.MaxValue;
        // One more than is shown: an edition is told by what differed from the one before.
        var rows = await db.Revisions.AsNoTracking()
            .Where(revision => revision.Number < before)
            .SelectMany(revision => revision.Editions.Where(edition => edition.Year == year), (revision, edition) => new { revision, edition.Document })
            .OrderByDescending(row => row.revision.Number).Take(take + 1).ToListAsync(cancellationToken);

        var items = rows.Select((row, index) =>
        {
            var edition = CalendarDocuments.Read(row.Document);
            var previous = index + 1 < rows.Count ? CalendarDocuments.Read(rows[index + 1].Document) : new LegalCalendar([]).Year(year);
            return new Item(row.revision.Number, row.revision.At, row.revision.By, row.revision.ByName, row.revision.Delivered, row.revision.Reason,
                edition.Published, previous.Published, edition.Note != previous.Note, CalendarDifference.Between(previous, edition));
        }).ToList();
        return TypedResults.Ok(Cursor.Cut(items, take, from, item => item.Revision));
    }
}
