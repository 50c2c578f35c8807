using Clock;
using Xunit;

namespace Unit.ClockTests;

/// <summary>Periods that start anew and periods that end.</summary>
public sealed class DeadlineSequenceTests
{
    private static readonly StatutoryClock Clock = Law.Clock;

    [Fact]
    public void Restart_CountsFromTheLaterEventWithNothingUsedUp()
    {
        var before = Resolve().Extend(Clock, Law.Day("2026-08-10"), "phức tạp", "1");

        var anew = before.Restart(Clock, Law.Day("2026-09-21"), "cấp trên thụ lý lại", "45/QĐ-UBND");

        Assert.Equal((Law.Day("2026-09-21"), Law.Day("2026-10-21")), (anew.StartsOn, anew.DueOn));
        Assert.Empty(anew.Receipt.Extensions);
        Assert.Equal(Law.Day("2026-11-05"), anew.Extend(Clock, Law.Day("2026-10-21"), "phức tạp", "2").DueOn);
    }

    [Fact]
    public void Restart_KeepsWhatWasBefore()
    {
        var before = Resolve().Suspend(Clock, Law.Day("2026-08-10"), "chờ", "1").Resume(Clock, Law.Day("2026-08-20"), "2");

        var anew = before.Restart(Clock, Law.Day("2026-09-21"), "thụ lý lại", "45");

        var restart = Assert.Single(anew.Receipt.Restarts);
        Assert.Equal((Law.Day("2026-09-21"), "thụ lý lại", "45"), (restart.On, restart.Ground, restart.Document));
        Assert.Equal(before.Receipt.ToJson(), restart.Before.ToJson());
    }

    [Fact]
    public void Restart_Twice_KeepsEveryPeriodInOrder()
    {
        var anew = Resolve().Restart(Clock, Law.Day("2026-09-21"), "lần 1", "a").Restart(Clock, Law.Day("2026-10-05"), "lần 2", "b");

        Assert.Equal(["lần 1", "lần 2"], anew.Receipt.Restarts.Select(restart => restart.Ground));
        Assert.Equal(["2026-08-03", "2026-09-21"], anew.Receipt.Restarts.Select(restart => $"{restart.Before.StartsOn:yyyy-MM-dd}"));
        Assert.All(anew.Receipt.Restarts, restart => Assert.Empty(restart.Before.Restarts));
        Assert.Equal(Law.Day("2026-11-04"), anew.DueOn);
    }

    [Fact]
    public void Restart_AcrossAnAmendment_RunsUnderTheVersionOfTheNewStart()
    {
        var anew = Clock.Start("KN1.ACCEPT", Law.Day("2026-06-29")).Restart(Clock, Law.Day("2026-07-06"), "bổ sung đơn", "3");

        Assert.Equal(Law.Day("2026-07-01"), anew.Limit.InForceFrom);
        Assert.Equal(Law.Day("2026-07-15"), anew.DueOn); // 7 working days from 6 July
    }

    [Fact]
    public void Restart_TheRuleIsNoLongerInForce_IsRefused() =>
        Assert.Throws<UnknownTimeLimitException>(() =>
            Clock.Start("KN1.ACCEPT.ND", Law.Day("2026-06-29")).Restart(Clock, Law.Day("2026-07-06"), "bổ sung đơn", "3"));

    [Fact]
    public void Restart_AfterTheLastDay_IsAllowed() =>
        Assert.Equal(Law.Day("2026-12-31"), Resolve().Restart(Clock, Law.Day("2026-12-01"), "thụ lý lại", "4").DueOn);

    [Fact]
    public void Restart_BeforeTheStart_IsRefused() =>
        Refused(ClockRules.BeforeStart, () => Resolve().Restart(Clock, Law.Day("2026-08-02"), "thụ lý lại", "4"));

    [Fact]
    public void Restart_BeforeWhatTheReceiptNotes_IsRefused()
    {
        var extended = Resolve().Extend(Clock, Law.Day("2026-08-20"), "phức tạp", null);
        var resumed = Resolve().Suspend(Clock, Law.Day("2026-08-10"), "chờ", null).Resume(Clock, Law.Day("2026-08-20"), null);

        Refused(ClockRules.BeforeStart, () => extended.Restart(Clock, Law.Day("2026-08-19"), "thụ lý lại", "4"));
        Refused(ClockRules.BeforeStart, () => resumed.Restart(Clock, Law.Day("2026-08-19"), "thụ lý lại", "4"));
    }

    [Fact]
    public void Restart_WhileSuspended_IsRefused() =>
        Refused(ClockRules.Suspended, () => Resolve().Suspend(Clock, Law.Day("2026-08-10"), "chờ", null)
            .Restart(Clock, Law.Day("2026-08-20"), "thụ lý lại", "4"));

    [Theory]
    [InlineData(" ", "4")]
    [InlineData("thụ lý lại", "")]
    public void Restart_WithoutGroundOrDocument_IsRefused(string ground, string document) =>
        Assert.Throws<ArgumentException>(() => Resolve().Restart(Clock, Law.Day("2026-08-20"), ground, document));

    [Theory]
    [InlineData("2026-08-03", DeadlineOutcome.Fulfilled, DeadlineOutcome.Fulfilled, 0)]
    [InlineData("2026-09-03", DeadlineOutcome.Fulfilled, DeadlineOutcome.Fulfilled, 0)]
    [InlineData("2026-09-04", DeadlineOutcome.Fulfilled, DeadlineOutcome.Late, 1)]
    [InlineData("2026-09-03", DeadlineOutcome.Late, DeadlineOutcome.Fulfilled, 0)]
    [InlineData("2026-10-03", DeadlineOutcome.Late, DeadlineOutcome.Late, 30)]
    [InlineData("2026-10-03", DeadlineOutcome.FallenAway, DeadlineOutcome.FallenAway, 0)]
    public void Stop_TheDayTellsWhetherItWasInTime(string on, DeadlineOutcome said, DeadlineOutcome outcome, int daysLate)
    {
        var stopped = Resolve().Stop(Law.Day(on), said, "rút khiếu nại", "9");

        Assert.Equal(new DeadlineStop(Law.Day(on), outcome, daysLate, "rút khiếu nại", "9"), stopped.Receipt.Stopped);
        Assert.True(stopped.IsStopped);
        Assert.False(stopped.IsOverdueOn(Law.Day("2027-01-04")));
        Assert.Equal(Law.Day("2026-09-03"), stopped.DueOn);
    }

    [Fact]
    public void Stop_WhileSuspended_IsNeverLate()
    {
        var stopped = Resolve().Suspend(Clock, Law.Day("2026-08-10"), "chờ", null).Stop(Law.Day("2026-12-10"), DeadlineOutcome.Fulfilled);

        Assert.Equal(DeadlineOutcome.Fulfilled, stopped.Receipt.Stopped!.Outcome);
        Assert.False(stopped.IsSuspended);
    }

    [Fact]
    public void Stop_FallenAwayWithoutAGround_IsRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => Resolve().Stop(Law.Day("2026-08-20"), DeadlineOutcome.FallenAway));

    [Fact]
    public void Stop_BeforeTheStartOrTheLastInterruption_IsRefused()
    {
        var suspended = Resolve().Suspend(Clock, Law.Day("2026-08-10"), "chờ", null);

        Refused(ClockRules.BeforeStart, () => Resolve().Stop(Law.Day("2026-08-02"), DeadlineOutcome.Fulfilled));
        Refused(ClockRules.BeforeStart, () => suspended.Stop(Law.Day("2026-08-09"), DeadlineOutcome.FallenAway, "rút"));
    }

    [Fact]
    public void Stop_AMinimum_OnlyOnItsLastDayOrLaterAndNeverLate()
    {
        var posted = Clock.Start("KN.PUBLISH.POST.MIN", Law.Day("2026-08-03")); // to 18 August

        Refused(ClockRules.TooEarly, () => posted.Stop(Law.Day("2026-08-17"), DeadlineOutcome.Fulfilled));
        Assert.Equal(DeadlineOutcome.Fulfilled, posted.Stop(Law.Day("2026-08-18"), DeadlineOutcome.Fulfilled).Receipt.Stopped!.Outcome);
        Assert.Equal(0, posted.Stop(Law.Day("2026-09-18"), DeadlineOutcome.Fulfilled).Receipt.Stopped!.DaysLate);
    }

    [Fact]
    public void Stop_ANoticeBeforeAnEvent_IsInTimeUpToItsLastDay()
    {
        var notice = Clock.Start("KN.DIALOGUE.NOTICE.BEFORE", Law.Day("2026-08-26")); // by 21 August

        Assert.Equal(DeadlineOutcome.Fulfilled, notice.Stop(Law.Day("2026-08-14"), DeadlineOutcome.Fulfilled).Receipt.Stopped!.Outcome);
        Assert.Equal(DeadlineOutcome.Late, notice.Stop(Law.Day("2026-08-24"), DeadlineOutcome.Fulfilled).Receipt.Stopped!.Outcome);
    }

    [Fact]
    public void Stopped_EveryOtherActIsRefusedWithTheArticle()
    {
        var stopped = Resolve().Stop(Law.Day("2026-08-20"), DeadlineOutcome.Fulfilled);
        var on = Law.Day("2026-08-21");
        var complex = Clock.Limits.Find("TC.EXTEND.COMPLEX", on);
        var order = new SupervisorOrder(on, "officer:1", "vì");

        Func<object>[] acts =
        [
            () => stopped.Extend(Clock, on, "phức tạp", null),
            () => stopped.ExtendBy(Clock, complex, on, "phức tạp", null),
            () => stopped.Suspend(Clock, on, "chờ", null),
            () => stopped.Resume(Clock, on, null),
            () => stopped.Restart(Clock, on, "thụ lý lại", "1"),
            () => stopped.Transit(Clock, on),
            () => stopped.Override(Clock, Law.Day("2012-07-01"), order),
            () => stopped.Stop(on, DeadlineOutcome.Fulfilled),
            () => Clock.Redate(stopped.Receipt, on, "lịch mới"),
        ];

        Assert.All(acts, act => Assert.Equal("Điều 28", Refused(ClockRules.Stopped, act).LegalBasis.Article));
    }

    [Fact]
    public void Recount_OfAStoppedDeadline_KeepsItsEnd()
    {
        var stopped = Resolve().Restart(Clock, Law.Day("2026-08-20"), "a", "b").Stop(Law.Day("2026-09-20"), DeadlineOutcome.Late);

        Assert.Equal(stopped.Receipt.ToJson(), Clock.Recount(stopped.Receipt).Receipt.ToJson());
    }

    private static Deadline Resolve() => Clock.Start("KN1.RESOLVE", Law.Day("2026-08-03")); // due 3 September

    private static ClockRuleException Refused(string rule, Func<object> act)
    {
        var refused = Assert.Throws<ClockRuleException>(act);
        Assert.Equal(rule, refused.Rule);
        return refused;
    }
}
