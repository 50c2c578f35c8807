using Clock;
using Intake.Persistence;
using Microsoft.EntityFrameworkCore;
using Shared.Deadlines;
using Xunit;

namespace Integration;

/// <summary>What time and the calendar do to deadlines: every threshold once and in order, every move explained.</summary>
public sealed class DeadlinesTests
{
    private const string Announcement = "Thông báo 1/TB";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sweep_AfterBeingDownOverSeveralThresholds_AnnouncesEachOnceInOrder(string database)
    {
        // Ten working days from Monday 1 June 2026: due on 15 June.
        await using var keeper = await DeadlineKeeper.StartAsync(database, new DateOnly(2026, 6, 1));
        var row = await keeper.AddAsync(keeper.Clock.Start("TCD.REPLY", new DateOnly(2026, 6, 1)), targetOn: new DateOnly(2026, 6, 10));
        Assert.Equal(new DateOnly(2026, 6, 15), row.DueOn);
        Assert.Equal(0, await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken));

        keeper.MoveTo(new DateOnly(2026, 6, 24));
        Assert.Equal(7, await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["half", "target", "four-fifths", "due", "missed", "overdue 3", "overdue 7"], await keeper.AnnouncedAsync(row.Id));
        Assert.Equal(new DateOnly(2026, 6, 30), (await keeper.RowAsync(row.Id)).NextOn);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sweep_BySeveralInstances_AnnouncesEachOnce(string database)
    {
        await using var keeper = await DeadlineKeeper.StartAsync(database, new DateOnly(2026, 6, 1));
        var deadline = keeper.Clock.Start("TCD.REPLY", new DateOnly(2026, 6, 1));
        await keeper.WorkAsync(db =>
        {
            for (var number = 0; number < 250; number++)
                db.Deadlines.Add(DeadlineRow.Start(Guid.CreateVersion7(), Guid.CreateVersion7(), null, "so-khcn", deadline, isDuty: true));
        });

        keeper.MoveTo(new DateOnly(2026, 6, 16));
        var announced = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(4 * 250, announced.Sum());
        Assert.Equal(250, (await keeper.OutboxAsync()).Count(message => message.Type.EndsWith(".DeadlineMissed", StringComparison.Ordinal)));
        Assert.All(await keeper.AskAsync(db => db.Deadlines.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)), row => Assert.Null(row.ClaimedBy));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sweep_ClaimedByOneThatDied_ComesBackAfterTheLease(string database)
    {
        await using var keeper = await DeadlineKeeper.StartAsync(database, new DateOnly(2026, 6, 16));
        var row = await keeper.AddAsync(keeper.Clock.Start("TCD.REPLY", new DateOnly(2026, 6, 1)));
        var until = keeper.Time.GetUtcNow().AddMinutes(1);
        await keeper.AskAsync(db => db.Deadlines.ExecuteUpdateAsync(
            claimed => claimed.SetProperty(one => one.ClaimedBy, Guid.NewGuid()).SetProperty(one => one.ClaimedUntil, until),
            TestContext.Current.CancellationToken));

        Assert.Equal(0, await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken));
        keeper.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(4, await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["half", "four-fifths", "due", "missed"], await keeper.AnnouncedAsync(row.Id));
    }

    [Fact]
    public async Task Sweep_ClockStandsStill_SaysNothingUntilItRunsAgain()
    {
        await using var keeper = await DeadlineKeeper.StartAsync("SQLite", new DateOnly(2026, 7, 6));
        var started = keeper.Clock.Start("TC.RESOLVE", new DateOnly(2026, 7, 6));
        var row = await keeper.AddAsync(started);
        await keeper.ChangeAsync(row.Id, one => one.Follow(started.Suspend(keeper.Clock, new DateOnly(2026, 7, 8), "Chờ kết quả giám định", null)));
        keeper.MoveTo(new DateOnly(2026, 12, 1));
        Assert.Equal(0, await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken));

        var suspended = keeper.Clock.Restore(Receipt.FromJson((await keeper.RowAsync(row.Id)).Receipt));
        await keeper.ChangeAsync(row.Id, one => one.Follow(suspended.Resume(keeper.Clock, new DateOnly(2026, 12, 1), null)));
        Assert.True((await keeper.RowAsync(row.Id)).DueOn > new DateOnly(2026, 12, 1));
        await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("missed", await keeper.AnnouncedAsync(row.Id));
    }

    [Fact]
    public async Task Sweep_AfterAnExtension_SpeaksOfTheNewPeriodAndRepeatsNothing()
    {
        await using var keeper = await DeadlineKeeper.StartAsync("SQLite", new DateOnly(2026, 7, 6));
        var started = keeper.Clock.Start("KN1.RESOLVE", new DateOnly(2026, 7, 6));
        var row = await keeper.AddAsync(started);
        keeper.MoveTo(started.DueOn);
        await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["half", "four-fifths", "due"], await keeper.AnnouncedAsync(row.Id));

        var extended = started.Extend(keeper.Clock, started.DueOn, "Vụ việc phức tạp", null);
        await keeper.ChangeAsync(row.Id, one => one.Follow(extended));
        keeper.MoveTo(extended.DueOn);
        await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken);
        var announced = await keeper.AnnouncedAsync(row.Id);
        Assert.Equal(["half", "four-fifths", "due", "four-fifths", "due"], announced);
    }

    [Fact]
    public async Task Sweep_PeriodThatOnlyHasToPass_IsAnnouncedToNobody()
    {
        await using var keeper = await DeadlineKeeper.StartAsync("SQLite", new DateOnly(2026, 7, 6));
        var row = await keeper.AddAsync(keeper.Clock.Start("KN1.EFFECT", new DateOnly(2026, 7, 6)), isDuty: false);
        keeper.MoveTo(new DateOnly(2027, 1, 4));
        Assert.Equal(1, await keeper.Sweeper.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await keeper.AnnouncedAsync(row.Id));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Redate_NewHoliday_MovesWhatItTouchesWithReceiptAndEvent(string database)
    {
        await using var keeper = await DeadlineKeeper.StartAsync(database, new DateOnly(2026, 6, 1));
        var over = await keeper.AddAsync(keeper.Clock.Start("TCD.REPLY", new DateOnly(2026, 6, 1)));
        var before = await keeper.AddAsync(keeper.Clock.Start("TCD.REPLY", new DateOnly(2026, 5, 11)));
        var edition = Edition(1, keeper.Clock.Calendar, new DateOnly(2026, 6, 9));
        await keeper.WorkAsync(db => db.Add(edition));
        await keeper.Follower.StartAsync(TestContext.Current.CancellationToken);
        await keeper.Follower.StopAsync(TestContext.Current.CancellationToken);
        await keeper.Follower.RedateAsync(edition, TestContext.Current.CancellationToken);

        var moved = await keeper.RowAsync(over.Id);
        Assert.Equal(new DateOnly(2026, 6, 16), moved.DueOn);
        var receipt = Receipt.FromJson(moved.Receipt);
        Assert.Equal(new Redating(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 15), new DateOnly(2026, 6, 16), 1, Announcement), Assert.Single(receipt.Redatings));
        Assert.Contains(receipt.Skipped, day => day.On == new DateOnly(2026, 6, 9));
        Assert.Equal(["redated"], await keeper.AnnouncedAsync(over.Id));

        var kept = await keeper.RowAsync(before.Id);
        Assert.Equal((before.DueOn, 1), (kept.DueOn, kept.CalendarRevision));
        Assert.Empty(await keeper.AnnouncedAsync(before.Id));
        Assert.Equal(0, await keeper.Follower.RedateAsync(edition, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Redate_DeadlineOfAnInstanceThatKnewAnOlderCalendar_IsFound()
    {
        await using var keeper = await DeadlineKeeper.StartAsync("SQLite", new DateOnly(2026, 6, 1));
        var old = keeper.Clock;
        var edition = Edition(3, old.Calendar, new DateOnly(2026, 6, 9));
        await keeper.WorkAsync(db => db.Add(edition));
        await keeper.Follower.StartAsync(TestContext.Current.CancellationToken);
        await keeper.Follower.StopAsync(TestContext.Current.CancellationToken);
        var late = await keeper.AddAsync(old.Start("TCD.REPLY", new DateOnly(2026, 6, 1)));
        Assert.Equal(1, await keeper.Follower.RedateAsync(edition, TestContext.Current.CancellationToken));
        Assert.Equal(new DateOnly(2026, 6, 16), (await keeper.RowAsync(late.Id)).DueOn);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Preview_OfACalendar_CountsAndChangesNothing(string database)
    {
        await using var keeper = await DeadlineKeeper.StartAsync(database, new DateOnly(2026, 6, 16));
        await keeper.AddAsync(keeper.Clock.Start("TCD.REPLY", new DateOnly(2026, 6, 1)));  // due on 15 June, overdue
        await keeper.AddAsync(keeper.Clock.Start("TCD.REPLY", new DateOnly(2026, 6, 4)));
        await keeper.AddAsync(keeper.Clock.Start("TCD.REPLY", new DateOnly(2026, 5, 4)));
        var preview = new CalendarPreview(
            Guid.CreateVersion7(), "", Edition(1, keeper.Clock.Calendar, new DateOnly(2026, 6, 9)).Calendars, keeper.Time.GetUtcNow());
        var counted = await keeper.AskAsync(db => keeper.Follower.CountAsync(db, "intake", preview, TestContext.Current.CancellationToken));
        Assert.Equal((3, 2, 0, 0, 1), (counted.Running, counted.Moved, counted.Earlier, counted.BecomeOverdue, counted.NoLongerOverdue));
        Assert.Equal(0, keeper.Clock.Calendar.Revision);
        Assert.Empty(await keeper.OutboxAsync());
    }

    private static CalendarEdition Edition(int revision, LegalCalendar calendar, DateOnly holiday)
    {
        var year = calendar.Year(holiday.Year);
        var changed = year with
        {
            Days = [.. year.Days, new CalendarDay(holiday, "Ngày nghỉ mới", "New holiday", DayKind.Holiday, Announcement, Confirmed: true)],
        };
        return new CalendarEdition(revision, [changed.ToJson()], holiday, holiday, Announcement, DateTimeOffset.UnixEpoch);
    }
}
