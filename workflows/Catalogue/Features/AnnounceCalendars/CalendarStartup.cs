using Catalogue.Domain;
using Catalogue.Persistence;
using Clock;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;

namespace Catalogue.Features.AnnounceCalendars;

/// <summary>
/// At start: a calendar that was delivered since is entered and announced, and the edition in force is sent to every department again.
/// A year a person has edited stays as that person left it.
/// </summary>
internal sealed partial class CalendarStartup(
    IServiceScopeFactory scopes, LawDirectory law, CatalogueClock clock, ILogger<CalendarStartup> logger) : IHostedService
{
    private const string Actor = "system:catalogue";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AnnounceAsync(cancellationToken);
        }
        catch (RuleViolation stale) when (stale.Rule == "calendar.stale")
        {
            // Another instance started at the same moment and entered the same.
            await AnnounceAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().ActAs(Actor);
        var db = scope.ServiceProvider.GetRequiredService<CatalogueDbContext>();
        var ledger = scope.ServiceProvider.GetRequiredService<CalendarLedger>();
        var delivered = LegalCalendar.Load(law.Of("Calendars")).Years;

        if (!await db.Revisions.AnyAsync(cancellationToken)) await EnterFirstAsync(db, delivered, cancellationToken);
        var changed = await ChangedAsync(db, delivered, cancellationToken);
        if (changed.Count == 0)
        {
            await ledger.SendAgainAsync(cancellationToken);
            return;
        }

        var before = (await clock.CurrentAsync(db, cancellationToken)).Calendar;
        var years = string.Join(", ", changed.Select(year => year.Year));
        var revision = await ledger.EnterAsync(
            before, changed, $"Lịch năm {years} được giao kèm chương trình", Actor, null, delivered: true, cancellationToken);
        Delivered(revision, years);
    }

    private static async Task EnterFirstAsync(CatalogueDbContext db, IReadOnlyList<CalendarYear> delivered, CancellationToken cancellationToken)
    {
        var first = new CalendarRevision(0, "Lịch được giao kèm chương trình", Actor, null, true, null, null, db.Now);
        foreach (var year in delivered) first.Holds(year);
        db.Revisions.Add(first);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (!await db.Revisions.AnyAsync(cancellationToken)) throw;
        }
    }

    /// <summary>The years that came with the program as they never came before, and that no person has edited.</summary>
    private async Task<List<CalendarYear>> ChangedAsync(
        CatalogueDbContext db, IReadOnlyList<CalendarYear> delivered, CancellationToken cancellationToken)
    {
        var rows = await db.Revisions.AsNoTracking().OrderBy(revision => revision.Number)
            .SelectMany(revision => revision.Editions, (revision, edition) => new { revision.Number, revision.Delivered, edition.Year, edition.Document })
            .ToListAsync(cancellationToken);
        var changed = new List<CalendarYear>();
        foreach (var year in delivered)
        {
            var latest = rows.Where(row => row.Year == year.Year).MaxBy(row => row.Number);
            if (latest is not null && CalendarDocuments.Read(latest.Document).SaysTheSame(year)) continue;
            if (latest is null or { Delivered: true })
            {
                changed.Add(year);
                continue;
            }

            var known = rows.Where(row => row.Year == year.Year && row.Delivered).MaxBy(row => row.Number);
            if (known is null || !CalendarDocuments.Read(known.Document).SaysTheSame(year)) EditedStays(year.Year, latest.Number);
        }

        return changed;
    }

    [LoggerMessage(6001, LogLevel.Information, "Revision {Revision} of the calendar was entered and announced: {Years} came with the program.")]
    private partial void Delivered(int revision, string years);

    [LoggerMessage(6002, LogLevel.Warning, "The calendar {Year} that came with the program differs from revision {Revision}, which a person made and which stays.")]
    private partial void EditedStays(int year, int revision);
}
