using System.Globalization;
using Clock;
using Xunit;

namespace Unit.ClockTests;

/// <summary>Every example written beside a rule, counted by hand.</summary>
public sealed class WorkedExampleTests
{
    public static TheoryData<string, string, string, string, string?> Examples()
    {
        var rows = new TheoryData<string, string, string, string, string?>();
        foreach (var limit in Law.Limits.All)
        {
            foreach (var example in limit.Examples)
            {
                rows.Add(limit.Code, Text(limit.InForceFrom), Text(example.StartsOn), Text(example.DueOn),
                    example.ExtendedDueOn is { } extended ? Text(extended) : null);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Start_GivesTheDayCountedByHand(string code, string version, string startsOn, string dueOn, string? extendedDueOn)
    {
        var deadline = Law.Clock.Start(code, Law.Day(startsOn));

        Assert.Equal(Law.Day(version), deadline.Limit.InForceFrom);
        Assert.Equal(dueOn, Text(deadline.DueOn));
        Assert.Equal(deadline.DueOn, Law.Clock.DueOn(deadline.Limit, deadline.StartsOn));
        if (extendedDueOn is not null)
            Assert.Equal(extendedDueOn, Text(deadline.Extend(Law.Clock, deadline.StartsOn, "vụ việc phức tạp", null).DueOn));
    }

    [Fact]
    public void EveryLimitWithALength_HasAnExample() =>
        Assert.All(Law.Limits.All.Where(limit => limit.Kind != LimitKind.Event), limit => Assert.NotEmpty(limit.Examples));

    [Fact]
    public void LimitsOfTheFirstComplaint_HaveThree()
    {
        string[] others = ["TCD.REPLY", "TC.INITIAL", "TC.TRANSFER", "PAKN.REG.TRANSFER"];
        var wanted = Law.Limits.All.Where(limit => limit.Kind != LimitKind.Event
            && (limit.Code.StartsWith("KN.", StringComparison.Ordinal) || limit.Code.StartsWith("KN1.", StringComparison.Ordinal)
                || others.Contains(limit.Code)));

        Assert.All(wanted, limit => Assert.True(limit.Examples.Count >= 3, limit.Code));
    }

    [Fact]
    public void EveryExample_SaysWhy() =>
        Assert.All(Law.Limits.All.SelectMany(limit => limit.Examples), example => Assert.NotEmpty(example.Why));

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
