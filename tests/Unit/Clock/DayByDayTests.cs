using Clock;
using CsCheck;
using Xunit;

namespace Unit.ClockTests;

/// <summary>
/// The clock against a second one that walks day by day, as a person with a wall calendar would: a hundred thousand timelines, and
/// more than a million when <c>DONTHU_LONG=1</c> is set.
/// </summary>
[Trait("Category", "long")]
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
        }, iter: Timelines(30_000));

    [Fact]
    public void Start_AnyLengthAndUnit_AgreesWithWalking() =>
        Gen.Select(Gen.Int[1, 400], Gen.OneOf(LimitUnit.CalendarDay, LimitUnit.WorkingDay), Gen.OneOf(LimitKind.Maximum, LimitKind.Before), Day)
            .Sample((length, unit, kind, startsOn) =>
            {
                var limit = Law.Limit(length, unit, kind);
                var deadline = Law.Clock.Start(limit, startsOn);
                return deadline.DueOn == Walk(limit, startsOn, length, []) && Explains(deadline.Receipt);
            }, iter: Timelines(20_000));

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
            }, iter: Timelines(20_000));
    }

    [Fact]
    public void ExtendBy_AnyChain_AgreesWithWalking()
    {
        var standstill = new LimitSuspension(Text, new DateOnly(2000, 1, 1));
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 30], Gen.Int[0, 90], Gen.OneOf(LimitUnit.CalendarDay, LimitUnit.WorkingDay), Day,
            Gen.Select(Gen.Bool, Gen.Int[0, 25], Gen.Int[0, 40]).Array[0, 5]).Sample((length, more, room, unit, startsOn, acts) =>
            {
                var limit = Law.Limit(length, unit) with { Suspension = standstill };
                var by = Law.Limit(more, unit) with { Code = "TEST.MORE", Extends = [limit.Code], Extension = new(length + room, Text) };
                var (deadline, total, from) = (Law.Clock.Start(limit, startsOn), length, startsOn);
                foreach (var (suspend, run, stand) in acts)
                {
                    if (from.AddDays(run) > deadline.DueOn)
                        break;
                    if (suspend)
                    {
                        var on = from.AddDays(run);
                        from = on.AddDays(stand);
                        deadline = deadline.Suspend(Law.Clock, on, "a", null).Resume(Law.Clock, from, null);
                    }
                    else if (total < length + room)
                    {
                        total = Math.Min(total + more, length + room);
                        deadline = deadline.ExtendBy(Law.Clock, by, from.AddDays(run), "a", null);
                    }
                    else if (Refusal(() => deadline.ExtendBy(Law.Clock, by, from.AddDays(run), "a", null)) != ClockRules.AlreadyExtended)
                    {
                        return false;
                    }
                }

                return deadline.DueOn == Walk(limit, startsOn, total, deadline.Receipt.Suspensions);
            }, iter: Timelines(15_000));
    }

    [Fact]
    public void Restart_AnyPeriods_AgreesWithWalkingEach()
    {
        var standstill = new LimitSuspension(Text, new DateOnly(2000, 1, 1));
        Gen.Select(Gen.Int[1, 60], Gen.OneOf(LimitUnit.CalendarDay, LimitUnit.WorkingDay, LimitUnit.Month), Day,
            Gen.Select(Gen.Int[0, 100], Gen.Int[0, 15], Gen.Int[0, 30]).Array[1, 4], Gen.Int[-5, 100]).Sample((length, unit, startsOn, periods, end) =>
            {
                var limit = Law.Limit(unit == LimitUnit.Month ? length % 12 + 1 : length, unit) with { Suspension = standstill };
                var clock = new StatutoryClock(Law.Calendar, new TimeLimitBook([limit]));
                var deadline = clock.Start(limit, startsOn);
                var walked = new List<DateOnly>();
                foreach (var (later, run, stand) in periods)
                {
                    var on = deadline.StartsOn.AddDays(run);
                    if (on <= deadline.DueOn)
                        deadline = deadline.Suspend(clock, on, "a", null).Resume(clock, on.AddDays(stand), null);
                    var anew = deadline.StartsOn.AddDays(run + stand + later);
                    walked.Add(Walk(limit, deadline.StartsOn, limit.Length!.Value, deadline.Receipt.Suspensions));
                    deadline = deadline.Restart(clock, anew, "a", "b");
                    if (deadline.StartsOn != anew)
                        return false;
                }

                var last = Walk(limit, deadline.StartsOn, limit.Length!.Value, []);
                var stopOn = last.AddDays(end);
                if (stopOn < deadline.StartsOn)
                    return Refusal(() => deadline.Stop(stopOn, DeadlineOutcome.Fulfilled)) == ClockRules.BeforeStart;
                deadline = deadline.Stop(stopOn, DeadlineOutcome.Fulfilled);
                return deadline.DueOn == last && deadline.Receipt.Stopped!.DaysLate == Math.Max(0, end)
                    && deadline.Receipt.Restarts.Select(restart => restart.Before.DueOn).SequenceEqual(walked);
            }, iter: Timelines(10_000));
    }

    [Fact]
    public void Redate_AnyEditionsOfTheCalendar_AgreesWithWalkingEach()
    {
        var standstill = new LimitSuspension(Text, new DateOnly(2000, 1, 1));
        var editions = Editions();
        Gen.Select(Gen.Int[1, 90], Gen.OneOf(LimitUnit.CalendarDay, LimitUnit.WorkingDay), Gen.Int[0, 1400], Gen.Int[0, 30], Gen.Int[0, 40],
            Gen.Int[0, editions.Length - 1].Array[1, 5]).Sample((length, unit, start, run, stand, changes) =>
            {
                var limit = Law.Limit(length, unit) with { Suspension = standstill };
                var book = new TimeLimitBook([limit]);
                var clock = new StatutoryClock(editions[0], book);
                var startsOn = new DateOnly(2024, 1, 1).AddDays(start);
                var deadline = clock.Start(limit, startsOn);
                if (startsOn.AddDays(run) <= deadline.DueOn)
                {
                    deadline = deadline.Suspend(clock, startsOn.AddDays(run), "a", null)
                        .Resume(clock, startsOn.AddDays(run + stand), null);
                }

                var moves = 0;
                foreach (var change in changes)
                {
                    var before = deadline.DueOn;
                    deadline = new StatutoryClock(editions[change], book).Redate(deadline.Receipt, startsOn, "a");
                    var walked = Walk(limit, startsOn, length, deadline.Receipt.Suspensions, editions[change]);
                    moves += walked == before ? 0 : 1;
                    if (deadline.DueOn != walked || deadline.Receipt.Redatings.Count != moves
                        || (walked != before && deadline.Receipt.Redatings[^1] != new Redating(startsOn, before, walked, change, "a")))
                        return false;
                }

                return true;
            }, iter: Timelines(15_000));
    }

    private static readonly BilingualText Text = new("a", "b");

    // CI counts so many; with DONTHU_LONG=1 ten times as many, above a million in all.
    private static int Timelines(int usual) =>
        Environment.GetEnvironmentVariable("DONTHU_LONG") == "1" ? usual * 10 : usual;

    private static string? Refusal(Func<object> act)
    {
        try
        {
            act();
            return null;
        }
        catch (ClockRuleException refused)
        {
            return refused.Rule;
        }
    }

    // The calendar as it is, then with days taken off, days given back and Saturdays worked in the years 2024 to 2028.
    private static LegalCalendar[] Editions()
    {
        var editions = new List<LegalCalendar> { Law.Calendar };
        for (var edition = 1; edition <= 6; edition++)
        {
            var years = new List<CalendarYear>();
            for (var number = 2024; number <= 2028; number++)
            {
                var year = Law.Calendar.Year(number);
                var days = year.Days.Where((_, index) => index % 7 != edition).ToDictionary(day => day.Date);
                for (var day = new DateOnly(number, 1, 1).AddDays(edition); day.Year == number; day = day.AddDays(11 + edition))
                {
                    var kind = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.SwappedWorking : DayKind.Holiday;
                    days.TryAdd(day, new CalendarDay(day, "a", "b", kind, "c", Confirmed: true));
                }

                years.Add(year with { Days = [.. days.Values] });
            }

            editions.Add(Law.Calendar.With(years, edition));
        }

        return [.. editions];
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

    private static DateOnly Walk(TimeLimit limit, DateOnly startsOn, int length, IReadOnlyList<DeadlineSuspension> suspensions,
        LegalCalendar? calendar = null)
    {
        bool Works(DateOnly on) => (calendar ?? Law.Calendar).Of(on).IsWorkingDay;
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
            (length, day) = (day.DayNumber - startsOn.DayNumber, startsOn); // a standstill leaves so many days of those months
        }

        for (var left = length; left > 0;)
        {
            day = day.AddDays(1);
            if (!Stands(day) && (limit.Unit != LimitUnit.WorkingDay || Works(day)))
                left--;
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
