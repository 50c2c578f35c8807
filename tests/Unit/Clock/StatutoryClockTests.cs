using Clock;
using Xunit;

namespace Unit.ClockTests;

public sealed class StatutoryClockTests
{
    [Theory]
    [InlineData("2026-02-13", 1, "2026-02-23")]  // a Friday; Tết takes the whole week after
    [InlineData("2026-02-12", 3, "2026-02-24")]
    [InlineData("2026-04-24", 3, "2026-05-04")]  // Giỗ Tổ in lieu on the 27th; 28, 29; 30 April–1 May; 4 May
    [InlineData("2026-01-07", 3, "2026-01-10")]  // Saturday worked for 2 January
    [InlineData("2025-12-31", 1, "2026-01-05")]  // 1 January, 2 January swapped off, weekend
    [InlineData("2026-08-20", 2, "2026-08-22")]  // Saturday worked for 31 August
    [InlineData("2026-08-28", 1, "2026-09-03")]  // 31 August swapped off, 1–2 September
    [InlineData("2026-11-23", 1, "2026-11-25")]  // Culture Day
    [InlineData("2024-02-28", 1, "2024-02-29")]
    public void DueOn_WorkingDays_SkipsDaysOffAndCountsSwappedSaturdays(string startsOn, int length, string dueOn) =>
        AssertDue(Law.Limit(length, LimitUnit.WorkingDay), startsOn, dueOn);

    [Theory]
    [InlineData("2026-03-02", 30, "2026-04-01")]
    [InlineData("2026-01-10", 37, "2026-02-23")] // mùng 1 is the day after the 37th: the end lies in Tết
    [InlineData("2026-04-01", 29, "2026-05-04")] // 30 April, a holiday before a holiday and a weekend
    [InlineData("2026-07-23", 30, "2026-08-22")] // a Saturday that is worked: not moved
    [InlineData("2026-08-01", 30, "2026-09-03")] // 31 August, swapped off
    [InlineData("2026-10-25", 30, "2026-11-25")] // Culture Day
    [InlineData("2024-01-30", 30, "2024-02-29")]
    [InlineData("2025-12-02", 30, "2026-01-05")] // 1 January
    public void DueOn_CalendarDays_EndsOnTheNextWorkingDayWhenTheLastIsOff(string startsOn, int length, string dueOn) =>
        AssertDue(Law.Limit(length, LimitUnit.CalendarDay), startsOn, dueOn); // BLDS Điều 147, 148.5

    [Theory]
    [InlineData("2024-01-31", 1, "2024-02-29")]
    [InlineData("2025-01-31", 1, "2025-02-28")]
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2025-12-31", 2, "2026-03-02")]  // 28 February 2026 is a Saturday
    [InlineData("2025-11-30", 3, "2026-03-02")]
    [InlineData("2026-01-24", 10, "2026-11-25")]
    public void DueOn_Months_EndsOnTheCorrespondingOrLastDay(string startsOn, int length, string dueOn) =>
        AssertDue(Law.Limit(length, LimitUnit.Month), startsOn, dueOn); // BLDS Điều 148.3, 148.5

    [Theory]
    [InlineData("2026-11-24")]
    [InlineData("2026-08-01")]
    [InlineData("2026-07-15")]
    public void DueOn_AtOnce_IsTheSameDayEvenIfItIsOff(string on) =>
        AssertDue(Law.Limit(0, LimitUnit.CalendarDay, LimitKind.AtOnce), on, on);

    [Theory]
    [InlineData(5, LimitUnit.WorkingDay, "2026-08-26", "2026-08-20")]  // 25, 24, Saturday 22, 21, 20
    [InlineData(5, LimitUnit.WorkingDay, "2026-09-07", "2026-08-26")]  // 4, 3, 28, 27, 26
    [InlineData(1, LimitUnit.WorkingDay, "2026-02-23", "2026-02-13")]
    [InlineData(5, LimitUnit.CalendarDay, "2026-08-26", "2026-08-21")]
    [InlineData(3, LimitUnit.CalendarDay, "2026-11-27", "2026-11-23")] // the 24th is off: the day before
    public void CountBack_DoesNotCountTheEventAndNeverShortensTheNotice(int length, LimitUnit unit, string eventOn, string by)
    {
        var limit = Law.Limit(length, unit, LimitKind.Before);

        Assert.Equal(Law.Day(by), Law.Clock.CountBack(limit, Law.Day(eventOn)));
        AssertDue(limit, eventOn, by);
    }

    [Fact]
    public void CountBack_OfALimitThatRunsForward_IsRefused()
    {
        var refused = Assert.Throws<ClockRuleException>(() => Law.Clock.CountBack("KN1.RESOLVE", Law.Day("2026-08-03")));

        Assert.Equal(ClockRules.NotCountedBack, refused.Rule);
    }

    [Theory]
    [InlineData("TCD.HEAD.COMMUNE.FREQ", "2026-06-24", "2026-06-28")] // each week, until the amendment
    [InlineData("TCD.HEAD.COMMUNE.FREQ", "2026-07-01", "2026-07-31")] // each month since
    [InlineData("TCD.BOARD.MEETING.FREQ", "2028-02-01", "2028-02-29")]
    [InlineData("PAKN.GOVPORTAL.UPDATE.FREQ", "2026-08-24", "2026-09-03")]
    public void Start_Recurring_EndsWithItsPeriod(string code, string startsOn, string dueOn) =>
        Assert.Equal(Law.Day(dueOn), Law.Clock.Start(code, Law.Day(startsOn)).DueOn);

    [Fact]
    public void Start_AnEvent_HasNoDueDate()
    {
        var refused = Assert.Throws<ClockRuleException>(() => Law.Clock.Start("TC.WITHDRAW.UNTIL", Law.Day("2026-08-03")));

        Assert.Equal(ClockRules.NoLength, refused.Rule);
        Assert.Contains("Điều 33", refused.LegalBasis.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-06-30", "2026-07-10")] // 10 days under the old law
    [InlineData("2026-07-01", "2026-07-10")] // 7 working days under the new
    [InlineData("2026-11-20", "2026-12-02")] // 7 working days across Culture Day
    public void Start_AcceptanceAroundTheAmendment_RunsUnderTheVersionOfItsStart(string startsOn, string dueOn) =>
        Assert.Equal(Law.Day(dueOn), Law.Clock.Start("KN1.ACCEPT", Law.Day(startsOn)).DueOn);

    [Fact]
    public void StartAll_LawAndDecreeDiffer_TheStricterIsFirst()
    {
        var both = Law.Clock.StartAll("KN2.SEND.ND", Law.Day("2026-08-03"));

        Assert.Equal(["KN2.SEND", "KN2.SEND.ND"], both.Select(deadline => deadline.Limit.Code));
        Assert.Equal([Law.Day("2026-08-10"), Law.Day("2026-08-12")], both.Select(deadline => deadline.DueOn));
    }

    [Fact]
    public void StartAll_TheConflictHasEnded_IsOneDeadline() =>
        Assert.Equal("KN1.ACCEPT", Assert.Single(Law.Clock.StartAll("KN1.ACCEPT", Law.Day("2026-07-01"))).Limit.Code);

    [Fact]
    public void StartAll_BeforeTheAmendment_KeepsBothAcceptances() =>
        Assert.Equal(["KN1.ACCEPT", "KN1.ACCEPT.ND"],
            Law.Clock.StartAll("KN1.ACCEPT", Law.Day("2026-06-30")).Select(deadline => deadline.Limit.Code));

    [Theory]
    [InlineData("KN1.RESOLVE", "2026-08-03", false)]
    [InlineData("KN1.RESOLVE", "2026-12-20", true)]  // ends in 2027, which is not announced
    [InlineData("KN1.ACCEPT", "2026-12-25", true)]
    [InlineData("KN.SUSPEND.ISSUE", "2027-03-01", false)] // at once: no calendar is asked
    [InlineData("RETAIN.CASE", "2025-07-15", true)]  // the rule itself is unconfirmed
    public void RestsOnUnconfirmed_TellsWhetherAnythingDecisiveMayChange(string code, string startsOn, bool unconfirmed) =>
        Assert.Equal(unconfirmed, Law.Clock.Start(code, Law.Day(startsOn)).RestsOnUnconfirmed);

    [Fact]
    public void DueOn_DoesNotAllocate()
    {
        var limits = Law.Limits.All.Where(limit => limit.Kind != LimitKind.Event).ToArray();
        var start = Law.Day("2026-01-05");
        var sum = Sum(); // once before measuring, so that everything is compiled

        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = Sum();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(sum, again);
        Assert.Equal(0, allocated);

        long Sum()
        {
            long total = 0;
            foreach (var limit in limits)
                total += Law.Clock.DueOn(limit, start).DayNumber;
            return total;
        }
    }

    private static void AssertDue(TimeLimit limit, string startsOn, string dueOn)
    {
        Assert.Equal(Law.Day(dueOn), Law.Clock.DueOn(limit, Law.Day(startsOn)));
        Assert.Equal(Law.Day(dueOn), Law.Clock.Start(limit, Law.Day(startsOn)).DueOn);
    }
}
