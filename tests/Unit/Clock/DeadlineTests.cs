using Clock;
using Xunit;

namespace Unit.ClockTests;

public sealed class DeadlineTests
{
    private static readonly StatutoryClock Clock = Law.Clock;

    [Fact]
    public void Extend_AComplexCase_RunsToTheTotalFromTheOldStart()
    {
        var extended = Resolve().Extend(Clock, Law.Day("2026-08-28"), "vụ việc phức tạp", "12/QĐ-UBND");

        Assert.Equal(Law.Day("2026-09-17"), extended.DueOn); // 45 days from 3 August
        var entry = Assert.Single(extended.Receipt.Extensions);
        Assert.Equal((45, "vụ việc phức tạp", "12/QĐ-UBND"), (entry.TotalLength, entry.Ground, entry.Document));
        Assert.Equal(30, extended.Receipt.Length);
        Assert.Equal(45, extended.Receipt.Counted);
    }

    [Fact]
    public void Extend_OnTheLastDay_IsAllowed() =>
        Assert.Equal(Law.Day("2026-09-17"), Resolve().Extend(Clock, Law.Day("2026-09-03"), "phức tạp", null).DueOn);

    [Fact]
    public void Extend_AfterTheLastDay_IsRefused() =>
        Refused(ClockRules.Expired, () => Resolve().Extend(Clock, Law.Day("2026-09-04"), "phức tạp", null));

    [Fact]
    public void Extend_BeforeTheStart_IsRefused() =>
        Refused(ClockRules.BeforeStart, () => Resolve().Extend(Clock, Law.Day("2026-08-02"), "phức tạp", null));

    [Fact]
    public void Extend_ASecondTime_IsRefused()
    {
        var once = Resolve().Extend(Clock, Law.Day("2026-08-10"), "phức tạp", null);

        Refused(ClockRules.AlreadyExtended, () => once.Extend(Clock, Law.Day("2026-08-11"), "phức tạp", null));
    }

    [Fact]
    public void Extend_ALimitWithoutExtension_IsRefusedWithItsArticle()
    {
        var send = Clock.Start("KN1.SEND", Law.Day("2026-08-03"));

        var refused = Refused(ClockRules.NoExtension, () => send.Extend(Clock, Law.Day("2026-08-04"), "chậm", null));
        Assert.Contains("Điều 32", refused.LegalBasis.Article, StringComparison.Ordinal);
    }

    [Fact]
    public void Extend_WithoutAGround_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Resolve().Extend(Clock, Law.Day("2026-08-10"), " ", null));

    [Fact]
    public void ExtendBy_AParticularlyComplexDenunciation_TwiceAndNoMore()
    {
        var special = Clock.Limits.Find("TC.EXTEND.SPECIAL", Law.Day("2026-08-03"));
        var resolve = Clock.Start("TC.RESOLVE", Law.Day("2026-08-03"));
        Assert.Equal(Law.Day("2026-09-03"), resolve.DueOn); // 2 September is a holiday

        var once = resolve.ExtendBy(Clock, special, Law.Day("2026-09-01"), "đặc biệt phức tạp", "1");
        var twice = once.ExtendBy(Clock, special, Law.Day("2026-10-01"), "đặc biệt phức tạp", "2");

        Assert.Equal(Law.Day("2026-10-02"), once.DueOn);
        Assert.Equal(Law.Day("2026-11-02"), twice.DueOn); // 1 November is a Sunday
        Assert.Equal([60, 90], twice.Receipt.Extensions.Select(extension => extension.TotalLength));
        Refused(ClockRules.AlreadyExtended, () => twice.ExtendBy(Clock, special, Law.Day("2026-10-30"), "nữa", null));
    }

    [Fact]
    public void ExtendBy_AComplexDenunciation_Once()
    {
        var complex = Clock.Limits.Find("TC.EXTEND.COMPLEX", Law.Day("2026-08-03"));
        var once = Clock.Start("TC.RESOLVE", Law.Day("2026-08-03")).ExtendBy(Clock, complex, Law.Day("2026-08-20"), "phức tạp", null);

        Assert.Equal(Law.Day("2026-10-02"), once.DueOn);
        Refused(ClockRules.AlreadyExtended, () => once.ExtendBy(Clock, complex, Law.Day("2026-08-21"), "phức tạp", null));
    }

    [Fact]
    public void ExtendBy_ARuleForSomethingElse_IsRefused()
    {
        var complex = Clock.Limits.Find("TC.EXTEND.COMPLEX", Law.Day("2026-08-03"));

        Refused(ClockRules.NoExtension, () => Resolve().ExtendBy(Clock, complex, Law.Day("2026-08-10"), "phức tạp", null));
    }

    [Fact]
    public void Extend_AnExtension_IsRefused()
    {
        var extension = Clock.Start("TC.EXTEND.COMPLEX", Law.Day("2026-09-03"));

        Refused(ClockRules.NoExtension, () => extension.Extend(Clock, Law.Day("2026-09-04"), "phức tạp", null));
    }

    [Fact]
    public void Resume_GoesOnWithTheDaysThatWereLeft()
    {
        var suspended = Resolve().Suspend(Clock, Law.Day("2026-08-13"), "chờ kết quả giám định", "14a/1");
        Assert.True(suspended.IsSuspended);
        Assert.False(suspended.IsOverdueOn(Law.Day("2026-12-01")));

        var resumed = suspended.Resume(Clock, Law.Day("2026-09-21"), "14b/1");

        // 10 days used, 20 left: 21 September + 20 = 11 October, a Sunday.
        Assert.False(resumed.IsSuspended);
        Assert.Equal(Law.Day("2026-10-12"), resumed.DueOn);
        Assert.True(resumed.IsOverdueOn(Law.Day("2026-10-13")));
        Assert.Equal(30, resumed.Receipt.Counted);
    }

    [Fact]
    public void Suspend_BeforeArticle11aWasInForce_IsRefused()
    {
        var old = Clock.Start("KN1.RESOLVE", Law.Day("2026-06-15"));

        Refused(ClockRules.NoSuspension, () => old.Suspend(Clock, Law.Day("2026-06-30"), "bất khả kháng", null));
        Assert.True(old.Suspend(Clock, Law.Day("2026-07-01"), "bất khả kháng", null).IsSuspended);
    }

    [Fact]
    public void Suspend_ALimitTheLawDoesNotSuspend_IsRefused() =>
        Refused(ClockRules.NoSuspension,
            () => Clock.Start("KN1.ACCEPT", Law.Day("2026-08-03")).Suspend(Clock, Law.Day("2026-08-04"), "bận", null));

    [Fact]
    public void Suspended_NothingElseIsAllowed()
    {
        var suspended = Resolve().Suspend(Clock, Law.Day("2026-08-13"), "chờ", null);

        Refused(ClockRules.Suspended, () => suspended.Suspend(Clock, Law.Day("2026-08-14"), "chờ", null));
        Refused(ClockRules.Suspended, () => suspended.Extend(Clock, Law.Day("2026-08-14"), "phức tạp", null));
        Refused(ClockRules.BeforeStart, () => suspended.Resume(Clock, Law.Day("2026-08-12"), null));
    }

    [Fact]
    public void Resume_ARunningClock_IsRefused() =>
        Refused(ClockRules.NotSuspended, () => Resolve().Resume(Clock, Law.Day("2026-08-13"), null));

    [Fact]
    public void Suspend_BeforeTheLastResumption_IsRefused()
    {
        var resumed = Resolve().Suspend(Clock, Law.Day("2026-08-13"), "chờ", null).Resume(Clock, Law.Day("2026-08-20"), null);

        Refused(ClockRules.BeforeStart, () => resumed.Suspend(Clock, Law.Day("2026-08-19"), "chờ", null));
    }

    [Theory]
    [InlineData("2026-09-03", false)]
    [InlineData("2026-09-04", true)]
    public void IsOverdueOn_OnlyAfterTheLastDay(string today, bool overdue) =>
        Assert.Equal(overdue, Resolve().IsOverdueOn(Law.Day(today)));

    private static Deadline Resolve() => Clock.Start("KN1.RESOLVE", Law.Day("2026-08-03")); // due 3 September

    private static ClockRuleException Refused(string rule, Func<object> act)
    {
        var refused = Assert.Throws<ClockRuleException>(act);
        Assert.Equal(rule, refused.Rule);
        return refused;
    }
}
