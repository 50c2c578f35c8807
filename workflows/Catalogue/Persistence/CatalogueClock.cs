using Catalogue.Domain;
using Clock;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;

namespace Catalogue.Persistence;

/// <summary>
/// The clock as the newest edition of the calendar has it. Kept in memory and exchanged as soon as a later revision is there, whichever
/// instance of the Catalogue made it: looking costs one number from the database.
/// </summary>
internal sealed class CatalogueClock(LawDirectory law)
{
    private volatile StatutoryClock? known;

    public async ValueTask<StatutoryClock> CurrentAsync(CatalogueDbContext db, CancellationToken cancellationToken)
    {
        var latest = await db.Revisions.AsNoTracking().MaxAsync(row => (int?)row.Number, cancellationToken) ?? 0;
        if (known is { } current && current.Calendar.Revision == latest) return current;

        var clock = known ?? StatutoryClock.Load(law.Root);
        var years = await db.LatestEditionsAsync(0, cancellationToken);
        return known = clock.With(clock.Calendar.With(years.Values, latest));
    }
}

/// <summary>Reads editions.</summary>
internal static class CalendarEditions
{
    /// <summary>The newest edition of every year that a revision from the given one on holds.</summary>
    public static async Task<SortedDictionary<int, CalendarYear>> LatestEditionsAsync(
        this CatalogueDbContext db, int fromRevision, CancellationToken cancellationToken)
    {
        var rows = await db.Editions.AsNoTracking().Where(row => row.Revision >= fromRevision).OrderBy(row => row.Revision)
            .Select(row => new { row.Year, row.Document }).ToListAsync(cancellationToken);
        var latest = new Dictionary<int, string>();
        foreach (var row in rows) latest[row.Year] = row.Document;
        return new SortedDictionary<int, CalendarYear>(latest.ToDictionary(year => year.Key, year => CalendarDocuments.Read(year.Value)));
    }
}
