namespace Clock;

/// <summary>
/// Counts the periods the law sets. Pure: the same rule, day and calendar give the same result, whenever and wherever.
/// Immutable; safe to share.
/// </summary>
/// <remarks>
/// The method is that of Bộ luật Dân sự 91/2015/QH13, which Điều 145 applies unless another law says otherwise: the day of the
/// event is not counted (Điều 147); months end on the corresponding day, or the last day of a month that has none
/// (Điều 148.3); an end on a day off moves to the next working day (Điều 148.5); the last day ends at 24:00 (Điều 148.6).
/// </remarks>
/// <param name="calendar">Which days are worked.</param>
/// <param name="limits">The rules.</param>
public sealed class StatutoryClock(LegalCalendar calendar, TimeLimitBook limits)
{
    /// <summary>Which days are worked.</summary>
    public LegalCalendar Calendar { get; } = calendar;

    /// <summary>The rules.</summary>
    public TimeLimitBook Limits { get; } = limits;

    /// <summary>The clock of a folder of law documents: <c>Calendars/</c> and <c>TimeLimits/</c> in it.</summary>
    /// <param name="directory">The folder that holds both.</param>
    /// <exception cref="LawDocumentException">A document is faulty; names every fault.</exception>
    public static StatutoryClock Load(string directory) =>
        new(LegalCalendar.Load(Path.Combine(directory, "Calendars")), TimeLimitBook.Load(Path.Combine(directory, "TimeLimits")));

    /// <summary>Starts a time limit under the version in force on the day it starts.</summary>
    /// <param name="code">The code of the limit.</param>
    /// <param name="startsOn">The day of the event; for limits counted back, the day of the event that lies ahead.</param>
    /// <exception cref="UnknownTimeLimitException">No version is in force on that day.</exception>
    /// <exception cref="ClockRuleException">The limit has no number of days (<see cref="LimitKind.Event"/>).</exception>
    public Deadline Start(string code, DateOnly startsOn) => Start(Limits.Find(code, startsOn), startsOn);

    /// <summary>Starts a given version of a time limit.</summary>
    /// <param name="limit">The version; not checked against the day, so that a case can stay on the version it began under.</param>
    /// <param name="startsOn">The day of the event; for limits counted back, the day of the event that lies ahead.</param>
    /// <exception cref="ClockRuleException">The limit has no number of days (<see cref="LimitKind.Event"/>).</exception>
    public Deadline Start(TimeLimit limit, DateOnly startsOn)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return Count(limit, startsOn, [], []);
    }

    /// <summary>
    /// Starts a time limit and every rule it conflicts with that is in force on the day (law against decree). The strictest,
    /// that is the earliest, comes first and is the one to ring.
    /// </summary>
    /// <exception cref="UnknownTimeLimitException">No version of <paramref name="code"/> is in force on that day.</exception>
    public IReadOnlyList<Deadline> StartAll(string code, DateOnly startsOn)
    {
        var limit = Limits.Find(code, startsOn);
        var deadlines = new List<Deadline> { Start(limit, startsOn) };
        foreach (var other in limit.ConflictsWith)
        {
            if (Limits.TryFind(other, startsOn, out var conflicting))
                deadlines.Add(Start(conflicting, startsOn));
        }

        return [.. deadlines.OrderBy(deadline => deadline.DueOn)];
    }

    /// <summary>The last day to act before an event, under the version in force on the day of the event.</summary>
    /// <exception cref="UnknownTimeLimitException">No version is in force on that day.</exception>
    /// <exception cref="ClockRuleException">The limit is not counted back.</exception>
    public DateOnly CountBack(string code, DateOnly eventOn) => CountBack(Limits.Find(code, eventOn), eventOn);

    /// <summary>The last day to act before an event.</summary>
    /// <remarks>
    /// No article read regulates counting back. As in counting forward the day of the event is not counted; where the day
    /// reached is a day off the working day before it is taken, since any later one would leave less than the law demands.
    /// </remarks>
    /// <param name="limit">A limit of kind <see cref="LimitKind.Before"/>.</param>
    /// <param name="eventOn">The day of the event.</param>
    /// <exception cref="ClockRuleException">The limit is not counted back.</exception>
    public DateOnly CountBack(TimeLimit limit, DateOnly eventOn)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return limit.Kind == LimitKind.Before
            ? DueOn(limit, eventOn)
            : throw new ClockRuleException(ClockRules.NotCountedBack, limit.Basis, $"{limit.Code} is not counted back from an event.");
    }

    /// <summary>
    /// The due date alone, without a receipt: the same day <see cref="Start(TimeLimit, DateOnly)"/> gives, at the cost of two
    /// table look-ups and no allocation. For sweeps and replays over many cases.
    /// </summary>
    /// <exception cref="ClockRuleException">The limit has no number of days (<see cref="LimitKind.Event"/>).</exception>
    public DateOnly DueOn(TimeLimit limit, DateOnly startsOn)
    {
        ArgumentNullException.ThrowIfNull(limit);
        var length = LengthOf(limit);
        return limit.Kind switch
        {
            LimitKind.AtOnce => startsOn,
            LimitKind.Before when limit.Unit == LimitUnit.WorkingDay => Calendar.AddWorkingDays(startsOn, -length),
            LimitKind.Before => Calendar.OnOrPreviousWorkingDay(startsOn.AddDays(-length)),
            LimitKind.Recurring when limit.RecursEvery == RecurrencePeriod.Week => EndOfWeek(startsOn),
            LimitKind.Recurring when limit.RecursEvery == RecurrencePeriod.Month => EndOfMonth(startsOn),
            _ when limit.Unit == LimitUnit.WorkingDay => Calendar.AddWorkingDays(startsOn, length),
            _ => Calendar.OnOrNextWorkingDay(NominalEnd(limit.Unit, startsOn, length)),
        };
    }

    /// <summary>
    /// A deadline as it was stored, exactly as its receipt says. Nothing is counted again, even if rule or calendar have
    /// changed since.
    /// </summary>
    /// <exception cref="UnknownTimeLimitException">The version named by the receipt is not in the book.</exception>
    public Deadline Restore(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        foreach (var version in Limits.Versions(receipt.Code))
        {
            if (version.InForceFrom == receipt.RuleInForceFrom)
                return new Deadline(version, receipt);
        }

        throw new UnknownTimeLimitException(receipt.Code, receipt.RuleInForceFrom);
    }

    /// <summary>
    /// Counts a stored deadline again under this calendar, with its extensions and suspensions: to check a receipt, or to
    /// settle a projected one once the State has announced the year.
    /// </summary>
    /// <exception cref="UnknownTimeLimitException">The version named by the receipt is not in the book.</exception>
    public Deadline Recount(Receipt receipt)
    {
        var stored = Restore(receipt);
        return Count(stored.Limit, receipt.StartsOn, receipt.Extensions, receipt.Suspensions).After(receipt);
    }

    /// <summary>
    /// Counts a running deadline again because the calendar became another, and notes on its receipt when that moved it.
    /// </summary>
    /// <param name="receipt">The receipt under the old calendar.</param>
    /// <param name="on">The legal day of the new count.</param>
    /// <param name="reason">Why the calendar changed: the announcement.</param>
    /// <exception cref="UnknownTimeLimitException">The version named by the receipt is not in the book.</exception>
    public Deadline Redate(Receipt receipt, DateOnly on, string reason)
    {
        var recounted = Recount(receipt);
        return recounted.DueOn == receipt.DueOn ? recounted : new Deadline(recounted.Limit, recounted.Receipt with
        {
            Redatings = [.. receipt.Redatings, new Redating(on, receipt.DueOn, recounted.DueOn, Calendar.Revision, reason)],
        });
    }

    /// <summary>The same rules under another calendar.</summary>
    public StatutoryClock With(LegalCalendar other) => new(other, Limits);

    internal Deadline Count(TimeLimit limit, DateOnly startsOn,
        IReadOnlyList<DeadlineExtension> extensions, IReadOnlyList<DeadlineSuspension> suspensions)
    {
        var length = extensions.Count > 0 ? extensions[^1].TotalLength : LengthOf(limit);
        var counting = new Counting(Calendar, startsOn, suspensions);
        switch (limit.Kind)
        {
            case LimitKind.AtOnce:
                counting.EndOn(startsOn);
                break;
            case LimitKind.Recurring when limit.RecursEvery != RecurrencePeriod.Interval:
                counting.EndOn(DueOn(limit, startsOn));
                break;
            case LimitKind.Before when limit.Unit == LimitUnit.WorkingDay:
                counting.WorkingDaysBack(length);
                break;
            case LimitKind.Before:
                counting.CalendarDaysBack(length);
                break;
            case var _ when limit.Unit == LimitUnit.WorkingDay:
                counting.WorkingDays(length);
                break;
            default:
                counting.Through(NominalEnd(limit.Unit, startsOn, length));
                break;
        }

        return new Deadline(limit, counting.ToReceipt(limit, extensions));
    }

    private static int LengthOf(TimeLimit limit) => limit.Kind != LimitKind.Event && limit.Length is { } length
        ? length
        : throw new ClockRuleException(ClockRules.NoLength, limit.Basis, $"{limit.Code} has no number of days to count.");

    private static DateOnly NominalEnd(LimitUnit unit, DateOnly startsOn, int length) =>
        unit == LimitUnit.Month ? startsOn.AddMonths(length) : startsOn.AddDays(length);

    private static DateOnly EndOfWeek(DateOnly day) => day.AddDays((7 - (int)day.DayOfWeek) % 7);

    private static DateOnly EndOfMonth(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
