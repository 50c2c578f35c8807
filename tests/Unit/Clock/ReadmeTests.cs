using System.Reflection;
using System.Text.RegularExpressions;
using Clock;
using Support;
using Xunit;

namespace Unit.ClockTests;

/// <summary>The page that explains the clock: each of its examples is one of these tests, word for word.</summary>
public sealed class ReadmeTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "workflows", "Clock", "README.md"));
    private readonly StatutoryClock clock = Law.Clock;

    [Fact]
    public void StartingAClock()
    {
        var folder = Law.Directory;
        var receivedAt = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

        var clock = StatutoryClock.Load(folder);
        var deadline = clock.Start("KN1.ACCEPT", LegalDay.Of(receivedAt)); // received on Friday 20 November 2026
        var dueOn = deadline.DueOn;                       // 2 December: the 24th is a holiday
        var endsAt = LegalDay.EndsAt(dueOn);              // the instant the period is over, in UTC
        var forTheCitizen = deadline.Receipt.Sentence("vi");
        var forAMachine = deadline.Receipt.ToJson();

        Assert.Equal(Law.Day("2026-12-02"), dueOn);
        Assert.Equal(new DateTimeOffset(2026, 12, 2, 17, 0, 0, TimeSpan.Zero), endsAt);
        Assert.Contains("Ngày Văn hóa Việt Nam", forTheCitizen, StringComparison.Ordinal);
        Assert.Contains("2026-12-02", forAMachine, StringComparison.Ordinal);
    }

    [Fact]
    public void FromStartToEnd()
    {
        var resolve = clock.Start("KN1.RESOLVE", new DateOnly(2026, 8, 3));                                  // 3 September
        resolve = resolve.Extend(clock, new DateOnly(2026, 8, 5), "vụ việc phức tạp", "12/QĐ-UBND");         // 17 September
        resolve = resolve.Suspend(clock, new DateOnly(2026, 8, 14), "chờ kết quả giám định", "14a/QĐ-UBND"); // stands still
        resolve = resolve.Resume(clock, new DateOnly(2026, 9, 2), "14b/QĐ-UBND");                            // 6 October
        var anew = resolve.Restart(clock, new DateOnly(2026, 9, 21), "cấp trên thụ lý lại", "45/QĐ-UBND");   // 21 October
        var done = anew.Stop(new DateOnly(2026, 10, 22), DeadlineOutcome.Fulfilled, document: "60/QĐ-UBND");
        var outcome = done.Receipt.Stopped!.Outcome;                                                         // Late: the day tells

        Assert.Equal(Law.Day("2026-10-06"), resolve.DueOn);
        Assert.Equal(Law.Day("2026-10-21"), anew.DueOn);
        Assert.Equal(DeadlineOutcome.Late, outcome);
    }

    [Fact]
    public void WhatIsRefused()
    {
        string? rule = null;
        LegalBasis? article = null;
        try
        {
            clock.Start("KN1.SEND", new DateOnly(2026, 8, 3)).Extend(clock, new DateOnly(2026, 8, 4), "bận", null);
        }
        catch (ClockRuleException refused)
        {
            rule = refused.Rule;           // clock.no-extension
            article = refused.LegalBasis;  // Luật Khiếu nại 02/2011/QH13, Điều 32 …
        }

        Assert.Equal("clock.no-extension", rule);
        Assert.StartsWith("Luật Khiếu nại 02/2011/QH13, Điều 32", article!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhenTheLawChanges()
    {
        var choice = clock.VersionFor("KN1.ACCEPT", startsOn: new DateOnly(2026, 6, 29), today: new DateOnly(2026, 7, 6));
        var version = choice.Limit.InForceFrom;   // 1 July 2012: 10 days
        var why = choice.Transition?.Code;        // KN.2026.NOT-YET-ACCEPTED, which is not confirmed

        var accept = clock.Start("KN1.ACCEPT", new DateOnly(2026, 6, 29), today: new DateOnly(2026, 7, 6));
        var order = new SupervisorOrder(new DateOnly(2026, 7, 6), By: "officer:1042", Reason: "đơn nhận sát ngày luật mới", Document: "12/TB");
        var ordered = accept.Override(clock, version: new DateOnly(2026, 7, 1), order);   // 8 July instead of 9 July

        Assert.Equal((Law.Day("2012-07-01"), "KN.2026.NOT-YET-ACCEPTED"), (version, why));
        Assert.Equal((Law.Day("2026-07-09"), Law.Day("2026-07-08")), (accept.DueOn, ordered.DueOn));
    }

    [Fact]
    public void WhenTheCalendarChanges()
    {
        var year = clock.Calendar.Year(2026);
        var holiday = new CalendarDay(new DateOnly(2026, 9, 16), "Quốc tang", "National mourning", DayKind.Holiday, "Thông cáo", Confirmed: true);
        var edition = clock.Calendar.With([year with { Days = [.. year.Days, holiday] }], revision: 1);

        var touched = edition.DifferenceTo(clock.Calendar);                               // only 16 September
        var stored = clock.Start("KN1.RESOLVE", new DateOnly(2026, 8, 17)).Receipt;       // 16 September
        var redated = clock.With(edition).Redate(stored, new DateOnly(2026, 9, 10), "Thông cáo");   // 17 September, and the receipt says why

        Assert.Equal((holiday.Date, holiday.Date), touched);
        Assert.Equal((Law.Day("2026-09-16"), Law.Day("2026-09-17")), (stored.DueOn, redated.DueOn));
        Assert.Contains("Thông cáo", redated.Receipt.Sentence("vi"), StringComparison.Ordinal);
    }

    [Fact]
    public void RulesOfOnesOwn()
    {
        var reply = new TimeLimit("OWN.REPLY", new BilingualText("Trả lời", "Reply"), 5, LimitUnit.WorkingDay, LimitKind.Maximum,
            Extension: null, new LegalBasis("Quy chế của cơ quan", "Điều 3"), new DateOnly(2026, 1, 1), InForceTo: null, Confirmed: true);
        var own = new StatutoryClock(new LegalCalendar([]), new TimeLimitBook([reply]));
        var replyBy = own.DueOn(reply, new DateOnly(2026, 3, 2));   // 9 March: the due date alone, without a receipt or an allocation

        Assert.Equal(Law.Day("2026-03-09"), replyBy);
    }

    [Fact]
    public void Reminders()
    {
        var days = new List<Threshold>();
        var after = new DateOnly(2026, 8, 3);
        while (days.Count < 5 && Thresholds.Next(after: after, startsOn: new DateOnly(2026, 8, 3), dueOn: new DateOnly(2026, 9, 3),
            targetOn: null, isDuty: true) is { } next)
        {
            days.Add(next);   // half, four fifths, due, passed, overdue by three days
            after = next.On;
        }

        Assert.Equal([ThresholdKind.Half, ThresholdKind.FourFifths, ThresholdKind.Due, ThresholdKind.Passed, ThresholdKind.Overdue],
            days.Select(day => day.Kind));
    }

    [Fact]
    public void EveryExample_IsOneOfTheseTests()
    {
        var tests = Lines(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Unit", "Clock", "ReadmeTests.cs")));
        var examples = Regex.Matches(Page, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => Lines(match.Groups[1].Value)).ToList();

        Assert.Equal(7, examples.Count);
        Assert.All(examples, example => Assert.Contains(example, tests, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryPublicType_HasItsPurpose() =>
        Assert.All(typeof(StatutoryClock).Assembly.GetExportedTypes(),
            type => Assert.Contains($"`{type.Name}`", Page, StringComparison.Ordinal));

    [Fact]
    public void EveryRefusal_IsListed() =>
        Assert.All(typeof(ClockRules).GetFields(BindingFlags.Public | BindingFlags.Static),
            field => Assert.Contains($"| `{field.GetRawConstantValue()}` |", Page, StringComparison.Ordinal));

    // Without indentation and blank lines, which differ between a page and a method.
    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
