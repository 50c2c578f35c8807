namespace Clock;

/// <summary>A point of a running deadline that somebody should hear of.</summary>
public enum ThresholdKind
{
    /// <summary>Half of the period has passed.</summary>
    Half,

    /// <summary>Four fifths of the period have passed.</summary>
    FourFifths,

    /// <summary>The day by which the body itself means to be done, earlier than the law demands.</summary>
    Target,

    /// <summary>The last day has come.</summary>
    Due,

    /// <summary>The last day has passed.</summary>
    Passed,

    /// <summary>The last day passed some days ago and the duty is still open.</summary>
    Overdue,
}

/// <summary>One threshold of one deadline.</summary>
/// <param name="Kind">Which.</param>
/// <param name="On">The day it is reached.</param>
/// <param name="DaysOverdue">Calendar days since the last day; 0 until it has passed.</param>
public readonly record struct Threshold(ThresholdKind Kind, DateOnly On, int DaysOverdue);

/// <summary>
/// When a deadline has to be spoken of. These are reminders and have no legal effect: they divide the calendar days between the start
/// and the last day. No two fall on one day; where they would, the more pressing one stays.
/// </summary>
public static class Thresholds
{
    /// <summary>The days after the last day on which an open duty is called overdue again; later every 30 days.</summary>
    public static readonly IReadOnlyList<int> OverdueAfter = [3, 7, 15, 30];

    private const int EveryDays = 30;

    /// <summary>The first threshold after a day; null when there is none any more.</summary>
    /// <param name="startsOn">The day of the event, or for limits counted back the event ahead.</param>
    /// <param name="dueOn">The last day.</param>
    /// <param name="targetOn">The day the body set itself, if it did.</param>
    /// <param name="isDuty">False for a period that only has to pass: nobody is reminded of it, and nobody can be late.</param>
    /// <param name="after">The day up to which everything has been announced.</param>
    public static Threshold? Next(DateOnly startsOn, DateOnly dueOn, DateOnly? targetOn, bool isDuty, DateOnly after)
    {
        if (isDuty)
        {
            var span = dueOn.DayNumber - startsOn.DayNumber;
            Threshold? reminder = null;
            Consider(ThresholdKind.Half, startsOn.AddDays((span + 1) / 2));
            Consider(ThresholdKind.FourFifths, startsOn.AddDays(((span * 4) + 4) / 5));
            if (targetOn is { } target)
                Consider(ThresholdKind.Target, target);
            if (reminder is not null)
                return reminder;
            if (dueOn > after)
                return new(ThresholdKind.Due, dueOn, 0);

            void Consider(ThresholdKind kind, DateOnly on)
            {
                if (on > startsOn && on < dueOn && on > after && (reminder is not { } known || on <= known.On))
                    reminder = new(kind, on, 0);
            }
        }

        if (dueOn.AddDays(1) > after)
            return new(ThresholdKind.Passed, dueOn.AddDays(1), 1);
        if (!isDuty)
            return null;
        foreach (var days in OverdueAfter)
        {
            if (dueOn.AddDays(days) > after)
                return new(ThresholdKind.Overdue, dueOn.AddDays(days), days);
        }

        var next = ((after.DayNumber - dueOn.DayNumber) / EveryDays + 1) * EveryDays;
        return new(ThresholdKind.Overdue, dueOn.AddDays(next), next);
    }
}
