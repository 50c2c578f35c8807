using Clock;
using Shared.Hosting;

namespace Catalogue.Domain;

/// <summary>A time in which the clock stood still.</summary>
/// <param name="From">The day of the suspension; it still counts.</param>
/// <param name="To">The day of the decision to go on; null while it stands still.</param>
internal sealed record Standstill(DateOnly From, DateOnly? To);

/// <summary>A question to the calculator: which limit, from which day, and what happened to it.</summary>
/// <param name="ExtendedBy">The rule that lengthens it, when that is a rule of its own.</param>
internal sealed record Calculation(
    TimeLimit Limit, DateOnly StartsOn, bool Extended, TimeLimit? ExtendedBy, DateOnly ExtendedOn, IReadOnlyList<Standstill> Standstills)
{
    /// <summary>Asks the clock, act by act in their order.</summary>
    /// <exception cref="RuleViolation">The law does not allow one of the acts, or there is nothing to count.</exception>
    public Deadline Count(StatutoryClock clock)
    {
        try
        {
            var deadline = clock.Start(Limit, StartsOn);
            var extended = !Extended;
            foreach (var standstill in Standstills)
            {
                if (!extended && ExtendedOn <= standstill.From) Extend();
                deadline = deadline.Suspend(clock, standstill.From, Standing, null);
                if (standstill.To is { } to) deadline = deadline.Resume(clock, to, null);
            }

            if (!extended) Extend();
            return deadline;

            void Extend()
            {
                extended = true;
                deadline = ExtendedBy is { } rule
                    ? deadline.ExtendBy(clock, rule, ExtendedOn, rule.Name.In(Language.Current), null)
                    : deadline.Extend(clock, ExtendedOn, Limit.Extension?.Condition.In(Language.Current) ?? Limit.Code, null);
            }
        }
        catch (ClockRuleException refused)
        {
            throw RuleViolation.Unprocessable(refused.Rule, refused.LegalBasis.ToString());
        }
        catch (ArgumentOutOfRangeException)
        {
            // The calendar ends, and so does what can be counted.
            throw RuleViolation.Unprocessable("calculation.out-of-range");
        }
    }

    /// <summary>The same question put to a rule that conflicts; what that one does not allow is left out.</summary>
    public Deadline CountOther(StatutoryClock clock, TimeLimit other)
    {
        try
        {
            return (this with { Limit = other }).Count(clock);
        }
        catch (RuleViolation)
        {
            return new Calculation(other, StartsOn, false, null, ExtendedOn, []).Count(clock);
        }
    }

    private static string Standing => Language.Of("giả định của phép tính", "this calculation assumes so");
}

/// <summary>What a day is in a period.</summary>
internal enum DayRole
{
    /// <summary>The day of the event, not counted; for limits counted back, the event ahead.</summary>
    Start,
    Counted,

    /// <summary>A day off in a period of working days.</summary>
    Skipped,

    /// <summary>The clock stands still.</summary>
    Suspended,

    /// <summary>A day off the end moved over.</summary>
    MovedOver,

    /// <summary>The last day.</summary>
    Due,
}

internal sealed record PeriodDay(DateOnly On, DayRole Role, string? Reason);

internal sealed record ReceiptView(int Counted, IReadOnlyList<SkippedView> Skipped, IReadOnlyList<StepView> Steps);
internal sealed record SkippedView(DateOnly On, string Reason);
internal sealed record StepView(DateOnly On, string Text);

/// <summary>A receipt retold: nothing is counted here, everything is read from it.</summary>
internal static class ReceiptReading
{
    /// <summary>A period as long as that is not looked at day by day.</summary>
    private const int MostDays = 800;

    public static ReceiptView View(Receipt receipt) => new(receipt.Counted, [.. Skipped(receipt)], [.. Steps(receipt).OrderBy(step => step.On)]);

    /// <summary>Every day of the period and what it is; none when the period is longer than anybody looks through.</summary>
    public static IReadOnlyList<PeriodDay> Days(Receipt receipt)
    {
        var (first, last) = receipt.StartsOn <= receipt.DueOn ? (receipt.StartsOn, receipt.DueOn) : (receipt.DueOn, receipt.StartsOn);
        if (receipt.Suspensions is [.., { ResumedOn: null } open] && open.On > last) last = open.On;
        if (last.DayNumber - first.DayNumber > MostDays) return [];

        var skipped = receipt.Skipped.ToDictionary(day => day.On, Reason);
        var over = receipt.MovedEnd?.Over.ToDictionary(day => day.On, Reason) ?? [];
        var days = new List<PeriodDay>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            days.Add(day switch
            {
                _ when day == receipt.DueOn => new(day, DayRole.Due, null),
                _ when day == receipt.StartsOn => new(day, DayRole.Start, null),
                _ when receipt.Suspensions.Any(stop => day > stop.On && (stop.ResumedOn is not { } go || day <= go)) => new(day, DayRole.Suspended, null),
                _ when over.TryGetValue(day, out var moved) => new(day, DayRole.MovedOver, moved),
                _ when skipped.TryGetValue(day, out var off) => new(day, DayRole.Skipped, off),
                _ => new(day, DayRole.Counted, null),
            });
        }

        return days;
    }

    private static IEnumerable<SkippedView> Skipped(Receipt receipt) =>
        receipt.Skipped.Concat(receipt.MovedEnd?.Over ?? []).DistinctBy(day => day.On).OrderBy(day => day.On)
            .Select(day => new SkippedView(day.On, Reason(day)));

    private static IEnumerable<StepView> Steps(Receipt receipt)
    {
        yield return new(receipt.StartsOn, receipt.Kind switch
        {
            LimitKind.AtOnce => Language.Of("Ngày xảy ra sự kiện, phải làm ngay trong ngày.", "The day of the event; due the same day."),
            LimitKind.Before => Language.Of("Ngày diễn ra sự kiện, không tính; đếm ngược từ đây.", "The day of the event, not counted; counted back from here."),
            _ => Language.Of("Ngày xảy ra sự kiện, không tính.", "The day of the event, not counted."),
        });
        foreach (var extension in receipt.Extensions)
        {
            yield return new(extension.On, Language.Of(
                $"Gia hạn: tổng cộng {extension.TotalLength} {Unit(receipt.Unit)}.", $"Extended: {extension.TotalLength} {Unit(receipt.Unit)} in all."));
        }

        foreach (var suspension in receipt.Suspensions)
        {
            yield return new(suspension.On, Language.Of("Tạm đình chỉ; ngày này vẫn tính.", "Suspended; this day still counts."));
            if (suspension.ResumedOn is { } resumed)
                yield return new(resumed, Language.Of("Quyết định tiếp tục; ngày này không tính.", "Decision to go on; this day does not count."));
        }

        if (receipt.MovedEnd is { } moved)
            yield return new(moved.From, Language.Of("Ngày cuối theo phép đếm, là ngày nghỉ nên được dời.", "The last day as counted, a day off, so it moves."));
        yield return new(receipt.DueOn, Language.Of("Ngày cuối của thời hạn, hết vào 24 giờ.", "The last day; the period ends at 24:00."));
    }

    private static string Reason(SkippedDay day) => Language.Of(day.ReasonVi, day.ReasonEn);

    private static string Unit(LimitUnit unit) => unit switch
    {
        LimitUnit.WorkingDay => Language.Of("ngày làm việc", "working days"),
        LimitUnit.Month => Language.Of("tháng", "months"),
        _ => Language.Of("ngày", "days"),
    };
}
