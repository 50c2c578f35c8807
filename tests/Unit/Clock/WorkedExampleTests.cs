using System.Globalization;
using Clock;
using Xunit;

namespace Unit.ClockTests;

/// <summary>Every example written beside a rule, counted by hand.</summary>
public sealed class WorkedExampleTests
{
    public static TheoryData<string, string, int> Examples()
    {
        var rows = new TheoryData<string, string, int>();
        foreach (var limit in Law.Limits.All)
        {
            for (var index = 0; index < limit.Examples.Count; index++)
                rows.Add(limit.Code, Text(limit.InForceFrom), index);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Start_GivesTheDayCountedByHand(string code, string version, int index)
    {
        var example = Law.Limits.Find(code, Law.Day(version)).Examples[index];

        var deadline = Law.Clock.Start(code, example.StartsOn);
        Assert.Equal(version, Text(deadline.Limit.InForceFrom));
        if (example.Suspensions.Count == 0)
            Assert.Equal(Text(deadline.DueOn), Text(Law.Clock.DueOn(deadline.Limit, deadline.StartsOn)));
        foreach (var suspension in example.Suspensions)
            deadline = deadline.Suspend(Law.Clock, suspension.On, "tạm đình chỉ", null).Resume(Law.Clock, suspension.ResumedOn, null);

        Assert.Equal(Text(example.DueOn), Text(deadline.DueOn));
        if (example.ExtendedDueOn is { } extended)
        {
            var on = example.Suspensions is [.., var last] ? last.ResumedOn : deadline.StartsOn;
            Assert.Equal(Text(extended), Text(deadline.Extend(Law.Clock, on, "vụ việc phức tạp", null).DueOn));
        }
    }

    [Fact]
    public void EveryLimitWithALength_HasThreeExamples_AndThereAreThreeHundredInAll()
    {
        Assert.Empty(Law.Limits.All.Where(limit => limit.Kind != LimitKind.Event && limit.Examples.Distinct().Count() < 3)
            .Select(limit => $"{limit.Code} of {Text(limit.InForceFrom)}"));
        Assert.True(All.Count() >= 300, $"{All.Count()} examples");
    }

    [Fact]
    public void DaysThatAreEasilyCountedWrong_EachHaveAnExample()
    {
        var cases = new Dictionary<string, Func<TimeLimit, WorkedExample, bool>>
        {
            ["Tết 2026"] = (_, example) => Within(example, "2026-02-16", "2026-02-20"),
            ["30 April–1 May"] = (_, example) => Within(example, "2026-04-30", "2026-05-01"),
            ["Saturday 10 January 2026, worked"] = (limit, example) => Counts(limit, example, "2026-01-10"),
            ["Saturday 22 August 2026, worked"] = (limit, example) => Counts(limit, example, "2026-08-22"),
            ["24 November 2026"] = (_, example) => Within(example, "2026-11-24", "2026-11-24"),
            ["from 30 June to 1 July 2026"] = (_, example) => example.StartsOn == Law.Day("2026-06-30") && example.DueOn >= Law.Day("2026-07-01"),
            ["29 February"] = (_, example) => Within(example, "2024-02-29", "2024-02-29"),
            ["the end of a year"] = (limit, example) => limit.Unit == LimitUnit.WorkingDay && example.StartsOn.Year + 1 == example.DueOn.Year,
            ["suspended on a Friday, resumed on a holiday"] = (_, example) => example.Suspensions.Any(suspension =>
                suspension.On.DayOfWeek == DayOfWeek.Friday && Law.Calendar.Of(suspension.ResumedOn).Kind == DayKind.Holiday),
        };

        Assert.Equal(9, cases.Count);
        Assert.Empty(cases.Where(wanted => !All.Any(row => wanted.Value(row.Limit, row.Example))).Select(wanted => wanted.Key));
    }

    [Fact]
    public void EveryExample_SaysWhy() =>
        Assert.All(Law.Limits.All.SelectMany(limit => limit.Examples), example => Assert.NotEmpty(example.Why));

    private static IEnumerable<(TimeLimit Limit, WorkedExample Example)> All =>
        Law.Limits.All.SelectMany(limit => limit.Examples.Select(example => (limit, example)));

    private static bool Within(WorkedExample example, string first, string last) =>
        example.StartsOn < Law.Day(first) && Law.Day(last) <= example.DueOn;

    // As the last day of a period of days, or inside one of working days.
    private static bool Counts(TimeLimit limit, WorkedExample example, string day) => limit.Unit == LimitUnit.WorkingDay
        ? Within(example, day, day)
        : example.DueOn == Law.Day(day) && limit.Kind == LimitKind.Maximum;

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
