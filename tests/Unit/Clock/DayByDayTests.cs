using Clock;
using CsCheck;
using Xunit;

namespace Unit.ClockTests;

/// <summary>The clock against a second one that walks day by day, as a person with a wall calendar would.</summary>
public sealed class DayByDayTests
{
    private static readonly TimeLimit[] Limits = [.. Law.Limits.All.Where(limit => limit.Kind != LimitKind.Event)];
    private static readonly Gen<DateOnly> Day = Gen.Int[new DateOnly(2012, 7, 1).DayNumber, new DateOnly(2045, 12, 31).DayNumber]
        .Select(DateOnly.FromDayNumber);

    [Fact]
    public void Start_AnyLimitAnyDay_AgreesWithWalking() =>
        Gen.Select(Gen.OneOf(Limits), Day).Sample((limit, startsOn) =>
        {
            var deadline = Law.Clock.Start(limit, startsOn);
            var walked = Walk(limit, startsOn, limit.Length!.Value, []);
            return deadline.DueOn == walked && Law.Clock.DueOn(limit, startsOn) == walked && Explains(deadline.Receipt);
        }, iter: 30_000);

    [Fact]
    public void Start_AnyLengthAndUnit_AgreesWithWalking() =>
        Gen.Select(Gen.Int[1, 400], Gen.OneOf(LimitUnit.CalendarDay, LimitUnit.WorkingDay), Gen.OneOf(LimitKind.Maximum, LimitKind.Before), Day)
            .Sample((length, unit, kind, startsOn) =>
            {
                var limit = Law.Limit(length, unit, kind);
                var deadline = Law.Clock.Start(limit, startsOn);
                return deadline.DueOn == Walk(limit, startsOn, length, []) && Explains(deadline.Receipt);
            }, iter: 20_000);

    [Fact]
    public void Resume_AnySuspensionsAndExtension_AgreesWithWalking()
    {
        var suspension = new LimitSuspension(new BilingualText("a", "b"), new DateOnly(2000, 1, 1));
        Gen.Select(Gen.Int[1, 90], Gen.OneOf(LimitUnit.CalendarDay, LimitUnit.WorkingDay), Day,
            Gen.Select(Gen.Int[0, 20], Gen.Int[0, 60]).Array[0, 3], Gen.Bool).Sample((length, unit, startsOn, stops, extend) =>
            {
                var limit = Law.Limit(length, unit) with
                {
                    Suspension = suspension,
                    Extension = new LimitExtension(length + 15, new BilingualText("a", "b")),
                };
                var deadline = Law.Clock.Start(limit, startsOn);
                var from = startsOn;
                foreach (var (run, stand) in stops)
                {
                    var on = from.AddDays(run);
                    if (on > deadline.DueOn)
                        break;
                    from = on.AddDays(stand);
                    deadline = deadline.Suspend(Law.Clock, on, "a", null).Resume(Law.Clock, from, null);
                }

                if (extend && from <= deadline.DueOn)
                    deadline = deadline.Extend(Law.Clock, from, "a", null);
                var total = deadline.Receipt.Extensions is [var extension] ? extension.TotalLength : length;
                return deadline.DueOn == Walk(limit, startsOn, total, deadline.Receipt.Suspensions);
            }, iter: 20_000);
    }

    private static bool Works(DateOnly day) => Law.Calendar.Of(day).IsWorkingDay;

    // Nothing is left out: for working days, what was counted and what was skipped make up the whole period.
    private static bool Explains(Receipt receipt)
    {
        if (receipt.Kind is LimitKind.AtOnce or LimitKind.Recurring)
            return true;
        var span = Math.Abs(receipt.DueOn.DayNumber - receipt.StartsOn.DayNumber);
        var moved = receipt.MovedEnd is { } end ? Math.Abs(end.To.DayNumber - end.From.DayNumber) : 0;
        return receipt.Counted + receipt.Skipped.Count + moved == span && receipt.Skipped.All(day => !Works(day.On))
            && (receipt.MovedEnd?.Over.Count ?? 0) == moved;
    }

    private static DateOnly Walk(TimeLimit limit, DateOnly startsOn, int length, IReadOnlyList<DeadlineSuspension> suspensions)
    {
        var day = startsOn;
        switch (limit.Kind)
        {
            case LimitKind.AtOnce:
                return day;
            case LimitKind.Recurring when limit.RecursEvery == RecurrencePeriod.Week:
                while (day.DayOfWeek != DayOfWeek.Sunday)
                    day = day.AddDays(1);
                return day;
            case LimitKind.Recurring when limit.RecursEvery == RecurrencePeriod.Month:
                while (day.AddDays(1).Month == day.Month)
                    day = day.AddDays(1);
                return day;
            case LimitKind.Before:
                for (var left = length; left > 0;)
                {
                    day = day.AddDays(-1);
                    if (limit.Unit == LimitUnit.CalendarDay || Works(day))
                        left--;
                }

                while (!Works(day))
                    day = day.AddDays(-1);
                return day;
            default:
                break;
        }

        if (limit.Unit == LimitUnit.Month)
        {
            for (var month = 0; month < length; month++) // to the first of the month that many months on, then to the day
                day = new DateOnly(day.Year, day.Month, 1).AddMonths(1);
            while (day.Day < startsOn.Day && day.AddDays(1).Month == day.Month)
                day = day.AddDays(1);
        }
        else
        {
            for (var left = length; left > 0;)
            {
                day = day.AddDays(1);
                if (!Stands(day) && (limit.Unit == LimitUnit.CalendarDay || Works(day)))
                    left--;
            }
        }

        // A suspension on what was the last day leaves nothing to count: the period ends where it goes on.
        foreach (var suspension in suspensions)
        {
            if (suspension.On >= day && suspension.ResumedOn is { } resumed && resumed > day)
                day = resumed;
        }

        while (!Works(day))
            day = day.AddDays(1);
        return day;

        bool Stands(DateOnly on) => suspensions.Any(suspension => on > suspension.On && on <= suspension.ResumedOn);
    }
}
