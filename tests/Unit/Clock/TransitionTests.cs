using Clock;
using Xunit;

namespace Unit.ClockTests;

/// <summary>What becomes of matters under way when the law changes, and how a supervisor may decide otherwise.</summary>
public sealed class TransitionTests
{
    private static readonly StatutoryClock Clock = Law.Clock;
    private static readonly DateOnly Amended = Law.Day("2026-07-01");
    private static readonly DateOnly Original = Law.Day("2012-07-01");
    private static readonly SupervisorOrder Order = new(Law.Day("2026-07-06"), "officer:1042", "đơn nhận sát ngày luật mới", "12/TB");

    [Theory]
    [InlineData("KN1.ACCEPT", "2026-06-30", "2026-06-30", "2012-07-01", null)]
    [InlineData("KN1.ACCEPT", "2026-06-30", "2026-07-01", "2012-07-01", "KN.2026.NOT-YET-ACCEPTED")]
    [InlineData("KN2.ACCEPT", "2026-06-25", "2026-07-06", "2012-07-01", "KN.2026.NOT-YET-ACCEPTED")]
    [InlineData("KNKL.ACCEPT", "2026-06-25", "2026-07-06", "2012-07-01", "KN.2026.NOT-YET-ACCEPTED")]
    [InlineData("KN1.ACCEPT", "2026-07-01", "2026-07-06", "2026-07-01", null)]
    [InlineData("KN1.RESOLVE", "2026-06-15", "2026-07-06", "2012-07-01", null)]
    [InlineData("TC.RESOLVE", "2026-06-15", "2026-06-30", "2019-01-01", null)]
    [InlineData("TC.RESOLVE", "2026-06-15", "2026-07-01", "2019-01-01", "TC.2026.UNDER-WAY")]
    [InlineData("TC.FOLLOWUP.REPORT", "2026-06-15", "2026-07-06", "2019-05-28", "TC.2026.FOLLOW-UP")]
    [InlineData("TC.FOLLOWUP.REPORT", "2026-07-15", "2026-07-15", "2026-07-01", null)]
    public void VersionFor_AClockAroundTheAmendment_NamesTheVersionAndTheRule(
        string code, string startsOn, string today, string version, string? rule)
    {
        var choice = Clock.VersionFor(code, Law.Day(startsOn), Law.Day(today));

        Assert.Equal(Law.Day(version), choice.Limit.InForceFrom);
        Assert.Equal(rule, choice.Transition?.Code);
        Assert.Equal(Law.Day(startsOn), choice.StartsOn);
    }

    [Theory]
    [InlineData("2026-06-10", "KN.2026.UNDER-WAY")]
    [InlineData("2026-07-02", null)]
    public void VersionFor_ADialogueOfAnOldComplaint_FollowsTheNewText(string acceptedOn, string? rule)
    {
        var choice = Clock.VersionFor("KN.DIALOGUE.NOTICE.BEFORE", Law.Day("2026-07-20"), Law.Day("2026-07-08"), Law.Day(acceptedOn));

        Assert.Equal((Amended, rule), (choice.Limit.InForceFrom, choice.Transition?.Code)); // NĐ 155/2026 Điều 22.1
    }

    [Fact]
    public void Start_AGroundForSuspensionFromBefore_CountsFromTheFirstDayOfTheNewText()
    {
        var deadline = Clock.Start("KN.SUSPEND.ISSUE", Law.Day("2026-06-20"), Law.Day("2026-07-02"));

        Assert.Equal((Amended, Amended), (deadline.StartsOn, deadline.DueOn));
        Assert.Equal("KN.2026.UNDER-WAY", Assert.Single(deadline.Receipt.Transitions).Code);
        Assert.Throws<UnknownTimeLimitException>(() => Clock.Start("KN.SUSPEND.ISSUE", Law.Day("2026-06-20"), Law.Day("2026-06-30")));
    }

    [Fact]
    public void Suspend_AComplaintAcceptedBefore_NamesTheTransitionalRuleOnce()
    {
        var deadline = Clock.Start("KN1.RESOLVE", Law.Day("2026-06-15"))
            .Suspend(Clock, Law.Day("2026-07-02"), "bất khả kháng", "1").Resume(Clock, Law.Day("2026-07-06"), "2")
            .Suspend(Clock, Law.Day("2026-07-07"), "bất khả kháng", "3");

        var applied = Assert.Single(deadline.Receipt.Transitions);
        Assert.Equal(("KN.2026.UNDER-WAY", "Nghị định 155/2026/NĐ-CP", "Điều 22.1", Law.Day("2026-07-02")),
            (applied.Code, applied.Law, applied.Article, applied.On));
        Assert.False(deadline.RestsOnUnconfirmed);
    }

    [Fact]
    public void Suspend_AComplaintAcceptedAfter_NamesNoTransitionalRule() =>
        Assert.Empty(Clock.Start("KN1.RESOLVE", Law.Day("2026-07-01")).Suspend(Clock, Law.Day("2026-07-02"), "bất khả kháng", "1")
            .Receipt.Transitions);

    [Fact]
    public void Start_AnAcceptanceTheLawIsSilentOn_IsUnconfirmedAndSaysSo()
    {
        var deadline = Clock.Start("KN1.ACCEPT", Law.Day("2026-06-25"), Law.Day("2026-07-06"));

        Assert.Equal(Law.Day("2026-07-06"), deadline.DueOn); // 10 days: 5 July is a Sunday
        Assert.True(deadline.RestsOnUnconfirmed);
        Assert.Contains("còn tạm tính vì văn bản không quy định trường hợp này", deadline.Receipt.Sentence("vi"), StringComparison.Ordinal);
    }

    [Fact]
    public void Transit_ARunningClock_NotesTheRuleAndKeepsTheRest()
    {
        var running = Clock.Start("TC.RESOLVE", Law.Day("2026-06-15"))
            .Suspend(Clock, Law.Day("2026-06-20"), "giám định", "1").Resume(Clock, Law.Day("2026-06-25"), "2");

        Assert.Same(running, running.Transit(Clock, Law.Day("2026-06-30")));
        var transited = running.Transit(Clock, Amended);

        Assert.Equal("TC.2026.UNDER-WAY", Assert.Single(transited.Receipt.Transitions).Code);
        Assert.Equal((running.DueOn, 1), (transited.DueOn, transited.Receipt.Suspensions.Count));
        Assert.Equal(transited.Receipt.ToJson(), transited.Transit(Clock, Law.Day("2026-07-02")).Receipt.ToJson());
    }

    [Fact]
    public void Transit_ToANewText_CountsUnderIt()
    {
        var rule = Rule("X") with { Limits = ["KN1.ACCEPT"] };
        var clock = new StatutoryClock(Law.Calendar, Law.Limits, new TransitionBook([rule]));

        var transited = clock.Start("KN1.ACCEPT", Law.Day("2026-06-29")).Transit(clock, Amended);

        Assert.Equal((Amended, Law.Day("2026-06-29"), Law.Day("2026-07-08")),
            (transited.Limit.InForceFrom, transited.StartsOn, transited.DueOn)); // 7 working days from 29 June
    }

    [Fact]
    public void Override_CountsUnderTheOrderedVersionAndTellsWhoAndWhy()
    {
        var deadline = Clock.Start("KN1.ACCEPT", Law.Day("2026-06-29")); // 10 days: 9 July

        var ordered = deadline.Override(Clock, Amended, Order);

        Assert.Equal((Law.Day("2026-07-09"), Law.Day("2026-07-08")), (deadline.DueOn, ordered.DueOn));
        Assert.Equal(new VersionOverride(Order.On, "officer:1042", Order.Reason, "12/TB", Amended, Original),
            Assert.Single(ordered.Receipt.Overrides));
        Assert.Contains("theo yêu cầu ngày 06/07/2026 của officer:1042 (12/TB), áp dụng quy định có hiệu lực từ ngày 01/07/2026 thay cho "
            + "quy định có hiệu lực từ ngày 01/07/2012 vì đơn nhận sát ngày luật mới", ordered.Receipt.Sentence("vi"), StringComparison.Ordinal);
        Assert.Contains("ordered on 6 July 2026 by officer:1042 (12/TB) to follow the rule in force since 1 July 2026 instead of the one "
            + "since 1 July 2012 because", ordered.Receipt.Sentence("en"), StringComparison.Ordinal);
        Assert.Same(ordered, ordered.Transit(Clock, Law.Day("2026-07-07")));
    }

    [Fact]
    public void StartUnder_RunsUnderTheOrderedVersion()
    {
        var deadline = Clock.StartUnder("KN1.ACCEPT", Amended, Law.Day("2026-06-29"), Order);

        Assert.Equal(Law.Day("2026-07-08"), deadline.DueOn);
        Assert.Equal(Original, Assert.Single(deadline.Receipt.Overrides).InsteadOf);
        Assert.Equal(deadline.Receipt.ToJson(), Clock.Recount(deadline.Receipt).Receipt.ToJson());
    }

    [Fact]
    public void Override_KeepsSuspensionsAndRefusesWhatHasNoPlace()
    {
        var limit = Law.Limit(10, LimitUnit.CalendarDay) with
        {
            InForceTo = Law.Day("2026-06-30"),
            Suspension = new(new("a", "a"), Original),
            Extension = new(20, new("a", "a")),
        };
        var later = limit with { Length = 7, Unit = LimitUnit.WorkingDay, InForceFrom = Amended, InForceTo = null };
        var bare = later with { Suspension = null, InForceFrom = Law.Day("2026-08-01") };
        var clock = new StatutoryClock(Law.Calendar, new TimeLimitBook([limit, later with { InForceTo = Law.Day("2026-07-31") }, bare]));
        var suspended = clock.Start("TEST.LIMIT", Law.Day("2026-06-22")).Suspend(clock, Law.Day("2026-06-24"), "a", null);
        var resumed = suspended.Resume(clock, Law.Day("2026-06-26"), null);

        Assert.Equal(Law.Day("2026-07-03"), resumed.Override(clock, Amended, Order).DueOn); // 2 days used, 5 left from 26 June
        Refused(ClockRules.VersionDoesNotFit, () => resumed.Override(clock, Law.Day("2026-08-01"), Order));
        Refused(ClockRules.Suspended, () => suspended.Override(clock, Amended, Order));
        Refused(ClockRules.VersionDoesNotFit, () => clock.Start("TEST.LIMIT", Law.Day("2026-06-22"))
            .Extend(clock, Law.Day("2026-06-23"), "a", null).Override(clock, Amended, Order));
    }

    [Theory]
    [InlineData("officer:1042", " ", ClockRules.OrderWithoutReason)]
    [InlineData("", "vì", ClockRules.OrderWithoutOfficer)]
    [InlineData("Nguyễn Văn A", "vì", ClockRules.OrderWithoutOfficer)]
    public void Override_WithoutReasonOrIdentifier_IsRefused(string by, string reason, string rule)
    {
        var order = Order with { By = by, Reason = reason };

        Refused(rule, () => Clock.Start("KN1.ACCEPT", Law.Day("2026-06-29")).Override(Clock, Amended, order));
        Refused(rule, () => Clock.StartUnder("KN1.ACCEPT", Amended, Law.Day("2026-06-29"), order));
    }

    [Fact]
    public void Override_ToAnUnknownVersion_IsRefused()
    {
        Refused(ClockRules.UnknownVersion, () => Clock.Start("KN1.ACCEPT", Law.Day("2026-06-29")).Override(Clock, Law.Day("2020-01-01"), Order));
        Refused(ClockRules.UnknownVersion, () => Clock.StartUnder("KN1.ACCEPT", Law.Day("2020-01-01"), Law.Day("2026-06-29"), Order));
        Assert.Throws<UnknownTimeLimitException>(() => Clock.StartUnder("NO.SUCH", Amended, Law.Day("2026-06-29"), Order));
    }

    [Fact]
    public void Rules_OfTheDocuments_SayWhatTheyRestOn() => Assert.All(Clock.Transitions.All, rule =>
    {
        Assert.False(string.IsNullOrWhiteSpace(rule.Law) || string.IsNullOrWhiteSpace(rule.Article), rule.Code);
        Assert.All(new[] { rule.Name, rule.Matters }, text => Assert.False(string.IsNullOrWhiteSpace(text.Vi) || string.IsNullOrWhiteSpace(text.En)));
    });

    [Fact]
    public void Rules_TheLawIsSilentOn_AreMarked() => Assert.Equal(["KN.2026.NOT-YET-ACCEPTED", "TC.2026.FOLLOW-UP"],
        Clock.Transitions.All.Where(rule => !rule.Confirmed).Select(rule => rule.Code));

    [Fact]
    public void Rules_ThatContradictThemselves_AreRefusedWithEveryFault()
    {
        var refused = Assert.Throws<LawDocumentException>(() => new TransitionBook(
        [
            Rule("A") with { Limits = ["KN1.ACCEPT"] },
            Rule("B") with { Limits = ["KN1.ACCEPT"] },        // decides the same limit on the same day
            Rule("C") with { From = Law.Day("2026-06-01") },   // applied too early, and concerns nothing
            Rule("D") with { Limits = ["KN2.ACCEPT"] },
            Rule("D") with { Suspends = ["KN1.RESOLVE"] },     // given twice
        ]));

        Assert.Equal(4, refused.Errors.Count);
    }

    [Fact]
    public void Rules_OfALimitNobodyKnows_AreRefused()
    {
        var book = new TransitionBook([Rule("A") with { Limits = ["NO.SUCH"] }]);

        Assert.Contains("NO.SUCH", Assert.Single(Assert.Throws<LawDocumentException>(
            () => new StatutoryClock(Law.Calendar, Law.Limits, book)).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AFieldNobodyKnows_IsRefusedWithTheFile()
    {
        var directory = Directory.CreateTempSubdirectory("donthu-clock-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "odd.json"), """{ "rules": [], "more": 1 }""");

            var refused = Assert.Throws<LawDocumentException>(() => TransitionBook.Load(directory.FullName));

            Assert.StartsWith("odd.json:", Assert.Single(refused.Errors), StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static TransitionRule Rule(string code) =>
        new(code, new("a", "a"), new("a", "a"), "Luật thử", "Điều 1", Amended, Amended, TransitionChoice.NewText, [], Confirmed: true);

    private static void Refused(string rule, Func<object> act) => Assert.Equal(rule, Assert.Throws<ClockRuleException>(act).Rule);
}
