using Catalogue.Domain;
using Clock;
using Contracts.Catalogue;
using Contracts.Resolution;
using Microsoft.EntityFrameworkCore;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;

namespace Catalogue.Persistence;

/// <summary>Enters changes of the calendar and tells everybody who counts days, in one transaction.</summary>
internal sealed class CalendarLedger(CatalogueDbContext db, DepartmentDirectory departments)
{
    /// <summary>What a message may hold beside the calendars is small; together they have to fit into a row of the outbox.</summary>
    private const int RoomForCalendars = 48 * 1024;

    /// <summary>Enters the next revision, saves and announces it.</summary>
    /// <exception cref="RuleViolation">Somebody else entered a revision first.</exception>
    public async Task<int> EnterAsync(
        LegalCalendar before, IReadOnlyList<CalendarYear> changed, string reason, string by, string? byName, bool delivered,
        CancellationToken cancellationToken)
    {
        var number = before.Revision + 1;
        var (from, through) = before.With(changed, number).DifferenceTo(before) ?? Note(changed);
        var revision = new CalendarRevision(number, reason, by, byName, delivered, from, through, db.Now);
        foreach (var year in changed) revision.Holds(year);
        db.Revisions.Add(revision);

        var calendars = await CalendarsWithAsync(changed, cancellationToken);
        foreach (var year in changed) db.Audit("calendar.changed", $"calendar/{year.Year}", ground: $"revision {number}");
        db.Publish(new CalendarChanged(number, calendars, from, through, reason, revision.At));
        SendToDepartments(number, calendars, from, through, reason, revision.At);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            var latest = await db.Revisions.AsNoTracking().MaxAsync(row => row.Number, cancellationToken);
            if (latest >= number) throw Stale(latest);
            throw;
        }

        CatalogueTelemetry.CalendarsChanged.Add(1);
        return number;
    }

    /// <summary>
    /// Sends the edition in force to every department again, so that one added later learns of it. What a department missed is not
    /// known here: the days are all that any revision ever changed.
    /// </summary>
    public async Task SendAgainAsync(CancellationToken cancellationToken)
    {
        var revisions = await db.Revisions.AsNoTracking().Where(row => row.Number > 0).OrderBy(row => row.Number)
            .Select(row => new { row.Number, row.ChangedFrom, row.ChangedThrough, row.Reason, row.At }).ToListAsync(cancellationToken);
        if (revisions.Count == 0) return;
        var latest = revisions[^1];
        SendToDepartments(latest.Number, await CalendarsWithAsync([], cancellationToken),
            revisions.Min(row => row.ChangedFrom)!.Value, revisions.Max(row => row.ChangedThrough)!.Value, latest.Reason, latest.At);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The documents a message carries: every year any revision touched, with these in their place.</summary>
    public async Task<IReadOnlyList<string>> CalendarsWithAsync(IReadOnlyList<CalendarYear> changed, CancellationToken cancellationToken)
    {
        var years = await db.LatestEditionsAsync(1, cancellationToken);
        foreach (var year in changed) years[year.Year] = year;
        List<string> calendars = [.. years.Values.Select(CalendarDocuments.Write)];
        if (calendars.Sum(calendar => calendar.Length + calendar.Count(letter => letter == '"')) > RoomForCalendars)
            throw RuleViolation.Unprocessable("calendar.too-much");
        return calendars;
    }

    public static RuleViolation Stale(int current) =>
        new("calendar.stale", details: new Dictionary<string, object?> { ["revision"] = current });

    /// <summary>Only what a reader has to know besides became another; no day did.</summary>
    private static (DateOnly From, DateOnly Through) Note(IReadOnlyList<CalendarYear> changed) =>
        (new DateOnly(changed[0].Year, 1, 1), new DateOnly(changed[0].Year, 1, 1));

    private void SendToDepartments(
        int revision, IReadOnlyList<string> calendars, DateOnly from, DateOnly through, string reason, DateTimeOffset at)
    {
        foreach (var department in departments.All)
        {
            db.Send(DepartmentQueues.OfResolution(department.Code),
                new AdoptCalendar(department.Code, revision, calendars, from, through, reason, at));
        }
    }
}
