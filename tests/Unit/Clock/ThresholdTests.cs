using Clock;
using CsCheck;
using Xunit;

namespace Unit.ClockTests;

/// <summary>When a deadline has to be spoken of.</summary>
public sealed class ThresholdTests
{
    [Fact]
    public void Next_OfADuty_IsHalfFourFifthsTargetDuePassedAndOverdue() => Assert.Equal(
        [
            (ThresholdKind.Half, "2026-08-18", 0), (ThresholdKind.FourFifths, "2026-08-27", 0), (ThresholdKind.Target, "2026-09-01", 0),
            (ThresholdKind.Due, "2026-09-02", 0), (ThresholdKind.Passed, "2026-09-03", 1), (ThresholdKind.Overdue, "2026-09-05", 3),
            (ThresholdKind.Overdue, "2026-09-09", 7), (ThresholdKind.Overdue, "2026-09-17", 15), (ThresholdKind.Overdue, "2026-10-02", 30),
            (ThresholdKind.Overdue, "2026-11-01", 60), (ThresholdKind.Overdue, "2026-12-01", 90),
        ],
        Walk(Law.Day("2026-08-03"), Law.Day("2026-09-02"), Law.Day("2026-09-01"), isDuty: true, Law.Day("2026-08-03"), 11)
            .Select(threshold => (threshold.Kind, $"{threshold.On:yyyy-MM-dd}", threshold.DaysOverdue)));

    [Fact]
    public void Next_OfAPeriodThatOnlyPasses_IsItsEndAndNothingMore()
    {
        var passed = Thresholds.Next(Law.Day("2026-08-03"), Law.Day("2026-09-02"), null, isDuty: false, Law.Day("2026-08-03"));

        Assert.Equal(new Threshold(ThresholdKind.Passed, Law.Day("2026-09-03"), 1), passed);
        Assert.Null(Thresholds.Next(Law.Day("2026-08-03"), Law.Day("2026-09-02"), null, isDuty: false, passed!.Value.On));
    }

    [Fact]
    public void Next_TwoOnOneDay_TheMorePressingStays()
    {
        // Two days: half is 4 August, four fifths would be 5 August, the last day itself.
        Assert.Equal([ThresholdKind.Half, ThresholdKind.Due, ThresholdKind.Passed],
            Walk(Law.Day("2026-08-03"), Law.Day("2026-08-05"), null, isDuty: true, Law.Day("2026-08-03"), 3).Select(threshold => threshold.Kind));
        Assert.Equal(ThresholdKind.Target,
            Thresholds.Next(Law.Day("2026-08-03"), Law.Day("2026-09-02"), Law.Day("2026-08-18"), isDuty: true, Law.Day("2026-08-17"))!.Value.Kind);
    }

    [Fact]
    public void Next_ATargetOutsideThePeriod_IsNotAnnounced()
    {
        foreach (var target in new[] { "2026-08-01", "2026-08-03", "2026-09-02", "2026-12-01" })
        {
            Assert.DoesNotContain(ThresholdKind.Target, Walk(Law.Day("2026-08-03"), Law.Day("2026-09-02"), Law.Day(target), isDuty: true,
                Law.Day("2026-07-01"), 12).Select(threshold => threshold.Kind));
        }
    }

    [Fact]
    public void Next_OfALimitCountedBack_HasNoRemindersBeforeItsLastDay() =>
        Assert.Equal([ThresholdKind.Due, ThresholdKind.Passed, ThresholdKind.Overdue],
            Walk(Law.Day("2026-08-26"), Law.Day("2026-08-21"), null, isDuty: true, Law.Day("2026-08-01"), 3).Select(threshold => threshold.Kind));

    [Fact]
    public void Next_AnyDeadline_AgreesWithNaiveEnumeration() =>
        Gen.Select(Gen.Int[0, 120], Gen.Int[-5, 130], Gen.Bool, Gen.Bool, Gen.Int[-10, 200]).Sample((span, target, hasTarget, isDuty, after) =>
        {
            var startsOn = Law.Day("2026-01-05");
            var dueOn = startsOn.AddDays(span);
            DateOnly? targetOn = hasTarget ? startsOn.AddDays(target) : null;
            var expected = Enumerate(startsOn, dueOn, targetOn, isDuty).Where(threshold => threshold.On > startsOn.AddDays(after)).Take(14).ToList();
            var walked = Walk(startsOn, dueOn, targetOn, isDuty, startsOn.AddDays(after), 14);
            return walked.SequenceEqual(expected) && walked.Zip(walked.Skip(1)).All(pair => pair.First.On < pair.Second.On);
        }, iter: 20_000);

    // Day by day, each asked alone: what is said of it, the most pressing first.
    private static IEnumerable<Threshold> Enumerate(DateOnly startsOn, DateOnly dueOn, DateOnly? targetOn, bool isDuty)
    {
        var span = dueOn.DayNumber - startsOn.DayNumber;
        for (var day = startsOn; day <= dueOn.AddDays(1000); day = day.AddDays(1))
        {
            var run = day.DayNumber - startsOn.DayNumber;
            var over = day.DayNumber - dueOn.DayNumber;
            if (over == 1)
                yield return new(ThresholdKind.Passed, day, 1);
            else if (!isDuty)
                continue;
            else if (over is 3 or 7 or 15 || (over > 0 && over % 30 == 0))
                yield return new(ThresholdKind.Overdue, day, over);
            else if (over == 0)
                yield return new(ThresholdKind.Due, day, 0);
            else if (over < 0 && run > 0 && day == targetOn)
                yield return new(ThresholdKind.Target, day, 0);
            else if (over < 0 && run > 0 && 5 * run >= 4 * span && 5 * (run - 1) < 4 * span)
                yield return new(ThresholdKind.FourFifths, day, 0);
            else if (over < 0 && run > 0 && 2 * run >= span && 2 * (run - 1) < span)
                yield return new(ThresholdKind.Half, day, 0);
        }
    }

    private static List<Threshold> Walk(DateOnly startsOn, DateOnly dueOn, DateOnly? targetOn, bool isDuty, DateOnly after, int most)
    {
        var walked = new List<Threshold>();
        while (walked.Count < most && Thresholds.Next(startsOn, dueOn, targetOn, isDuty, after) is { } next)
        {
            walked.Add(next);
            after = next.On;
        }

        return walked;
    }
}
