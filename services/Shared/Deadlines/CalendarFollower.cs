using Clock;
using Contracts.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shared.Hosting;
using Shared.Persistence;

namespace Shared.Deadlines;

/// <summary>
/// Follows the calendar: takes the newest edition into the clock, counts the running deadlines it touches again, in batches, and
/// answers what an edition would do before it is adopted. Every running deadline knows the edition it was counted by, so that a stop at
/// any moment leaves nothing out, and one that another instance counted by an older edition is found too.
/// </summary>
internal sealed partial class CalendarFollower<TContext>(
    IServiceScopeFactory scopes, ClockInForce clock, TimeProvider time, ILogger<CalendarFollower<TContext>> logger)
    : Rounds(Every, time, logger)
    where TContext : ServiceDbContext
{
    private const int PageSize = 1000;
    private const int BatchSize = 250;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ILogger logger = logger;

    /// <summary>The first request is answered by the calendar this service already knew.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await AdoptNewestAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        if (await AdoptNewestAsync(cancellationToken) is { } edition) await RedateAsync(edition, cancellationToken);
        await AnswerPreviewsAsync(cancellationToken);
    }

    private async Task<CalendarEdition?> AdoptNewestAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var editions = scope.ServiceProvider.GetRequiredService<TContext>().Set<CalendarEdition>().AsNoTracking();
        var newest = await editions.MaxAsync(edition => (int?)edition.Revision, cancellationToken);
        if (newest is null) return null;
        var edition = await editions.SingleAsync(edition => edition.Revision == newest, cancellationToken);
        clock.Adopt(edition.Revision, edition.Calendars);
        return edition;
    }

    /// <summary>Counts every running deadline again that was counted by an older edition. Returns how many got another last day.</summary>
    internal async Task<int> RedateAsync(CalendarEdition edition, CancellationToken cancellationToken)
    {
        var current = clock.Current;
        // Within one process another service may have heard of a newer edition first; its reason is not known here yet.
        if (current.Calendar.Revision != edition.Revision) return 0;

        var moved = 0;
        var counted = -1;
        while (await OldestAsync(counted, edition.Revision, cancellationToken) is { } revision)
        {
            moved += await RedateAsync(revision, edition, current, cancellationToken);
            counted = revision;
        }

        return moved;
    }

    private async Task<int?> OldestAsync(int after, int before, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TContext>().Set<DeadlineRow>()
            .Where(row => row.State == DeadlineState.Running && row.CalendarRevision > after && row.CalendarRevision < before)
            .MinAsync(row => (int?)row.CalendarRevision, cancellationToken);
    }

    /// <summary>
    /// One older edition after the other, always by equality: asked for “older than”, SQLite reads everything that is older for every
    /// batch (measured: most of the time, with a million open).
    /// </summary>
    private async Task<int> RedateAsync(int revision, CalendarEdition edition, StatutoryClock current, CancellationToken cancellationToken)
    {
        var moved = 0;
        var after = Guid.Empty;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TContext>();
            var page = await db.Set<DeadlineRow>().AsNoTracking()
                .Where(row => row.State == DeadlineState.Running && row.CalendarRevision == revision && row.Id > after)
                .OrderBy(row => row.Id).Take(PageSize)
                .Select(row => new Stale(row.Id, row.StartsOn, row.DueOn, row.CalendarRevision, row.Receipt))
                .ToListAsync(cancellationToken);
            if (page.Count == 0) return moved;
            after = page[^1].Id;

            var touched = page.Where(row => row.MayMoveBy(edition) && row.DiffersBy(current)).Select(row => row.Id).ToHashSet();
            var untouched = page.Select(row => row.Id).Where(id => !touched.Contains(id)).ToList();
            if (untouched.Count > 0) await StampAsync(db, untouched, revision, edition.Revision, cancellationToken);
            foreach (var batch in touched.Chunk(BatchSize)) moved += await RecountAsync(batch, revision, edition, current, cancellationToken);
        }
    }

    private static async Task StampAsync(TContext db, List<Guid> ids, int from, int to, CancellationToken cancellationToken)
    {
        using (await WriterGate.EnterAsync(db, cancellationToken))
        {
            await db.Set<DeadlineRow>()
                .Where(row => ids.Contains(row.Id) && row.State == DeadlineState.Running && row.CalendarRevision == from)
                .ExecuteUpdateAsync(row => row.SetProperty(deadline => deadline.CalendarRevision, to), cancellationToken);
        }
    }

    private async Task<int> RecountAsync(
        Guid[] ids, int revision, CalendarEdition edition, StatutoryClock current, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().ActAs("system:calendar");
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        var events = scope.ServiceProvider.GetRequiredService<IDeadlineEvents<TContext>>();
        var today = LegalDay.Of(Time.GetUtcNow());
        var rows = await db.Set<DeadlineRow>()
            .Where(row => ids.Contains(row.Id) && row.State == DeadlineState.Running && row.CalendarRevision == revision)
            .ToListAsync(cancellationToken);
        var moved = new List<DeadlineRow>();
        foreach (var row in rows)
        {
            try
            {
                var (before, confirmed) = (row.DueOn, row.Confirmed);
                row.Follow(current.Redate(Receipt.FromJson(row.Receipt), today, edition.Reason));
                if (row.DueOn == before && row.Confirmed == confirmed) continue;
                db.Publish(row.Redated(before, db.Now));
                if (row.DueOn != before) moved.Add(row);
            }
            catch (UnknownTimeLimitException unknown)
            {
                // Its rule is missing from the law folder: counted again as soon as it is back, and an operator reads this until then.
                db.Entry(row).State = EntityState.Unchanged;
                NotRecounted(row.Id, unknown.Code);
            }
        }

        try
        {
            await events.RedatedAsync(db, moved, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody worked on one of them meanwhile; all of the batch are found again by their old edition in the next round.
            return 0;
        }

        if (moved.Count > 0) Redated(moved.Count, edition.Revision);
        return moved.Count;
    }

    private async Task AnswerPreviewsAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        var keeper = scope.ServiceProvider.GetRequiredService<IDeadlineEvents<TContext>>().Keeper;
        var open = await db.Set<CalendarPreview>().Where(preview => preview.AnsweredAt == null)
            .OrderBy(preview => preview.RequestedAt).ThenBy(preview => preview.PreviewId).Take(20).ToListAsync(cancellationToken);
        foreach (var preview in open)
        {
            db.Publish(await CountAsync(db, keeper, preview, cancellationToken));
            preview.Answer(db.Now);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return; // another instance answered it
            }
        }
    }

    /// <summary>What the calendars of a preview would do to the running deadlines kept here. Nothing is changed.</summary>
    internal async Task<CalendarPreviewCounted> CountAsync(
        TContext db, string keeper, CalendarPreview preview, CancellationToken cancellationToken)
    {
        var current = clock.Current;
        var would = clock.Under(current.Calendar.Revision + 1, preview.Calendars);
        var today = LegalDay.Of(Time.GetUtcNow());
        var rows = db.Set<DeadlineRow>().AsNoTracking().Where(row => row.State == DeadlineState.Running);
        if (preview.Department.Length > 0) rows = rows.Where(row => row.Department == preview.Department);
        var running = await rows.CountAsync(cancellationToken);
        var (moved, earlier, become, noLonger) = (0, 0, 0, 0);
        if (would.Calendar.DifferenceTo(current.Calendar) is var (from, through))
        {
            var touched = rows.Where(row => (row.StartsOn <= through || row.DueOn <= through) && (row.StartsOn >= from || row.DueOn >= from));
            var after = Guid.Empty;
            while (true)
            {
                var page = await touched.Where(row => row.Id > after).OrderBy(row => row.Id).Take(PageSize)
                    .Select(row => new { row.Id, row.DueOn, row.IsDuty, row.IsSuspended, row.Receipt }).ToListAsync(cancellationToken);
                if (page.Count == 0) break;
                after = page[^1].Id;
                foreach (var row in page)
                {
                    var dueOn = would.Recount(Receipt.FromJson(row.Receipt)).DueOn;
                    if (dueOn == row.DueOn) continue;
                    moved++;
                    if (dueOn < row.DueOn) earlier++;
                    if (!row.IsDuty || row.IsSuspended) continue;
                    if (dueOn < today && row.DueOn >= today) become++;
                    if (dueOn >= today && row.DueOn < today) noLonger++;
                }
            }
        }

        return new CalendarPreviewCounted(
            preview.PreviewId, keeper, preview.Department.Length > 0 ? preview.Department : null, running, moved, earlier, become, noLonger, db.Now);
    }

    /// <summary>A deadline that still rests on an older edition.</summary>
    private sealed record Stale(Guid Id, DateOnly StartsOn, DateOnly DueOn, int CalendarRevision, string Receipt)
    {
        /// <summary>Only one edition behind, what changed is known; a period that does not touch it stays as it is.</summary>
        public bool MayMoveBy(CalendarEdition edition) =>
            CalendarRevision != edition.Revision - 1
            || ((StartsOn <= edition.ChangedThrough || DueOn <= edition.ChangedThrough)
                && (StartsOn >= edition.ChangedFrom || DueOn >= edition.ChangedFrom));

        /// <summary>Whether counting again tells anything new. Most periods in calendar days run over a new day off unchanged.</summary>
        public bool DiffersBy(StatutoryClock current)
        {
            var receipt = Clock.Receipt.FromJson(Receipt);
            try
            {
                return (current.Recount(receipt).Receipt with { CalendarRevision = receipt.CalendarRevision }).ToJson() != Receipt;
            }
            catch (UnknownTimeLimitException)
            {
                return true;
            }
        }
    }

    [LoggerMessage(9103, LogLevel.Information, "{Count} deadlines got another last day by edition {Revision} of the calendar.")]
    private partial void Redated(int count, int revision);

    [LoggerMessage(9104, LogLevel.Error, "Deadline {DeadlineId} could not be counted again: its rule {Limit} is missing from the law folder.")]
    private partial void NotRecounted(Guid deadlineId, string limit);
}
