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
public sealed class StatutoryClock
{
    /// <summary>A clock without transitional rules.</summary>
    /// <param name="calendar">Which days are worked.</param>
    /// <param name="limits">The rules.</param>
    public StatutoryClock(LegalCalendar calendar, TimeLimitBook limits)
        : this(calendar, limits, TransitionBook.Empty)
    {
    }

    /// <summary>A clock.</summary>
    /// <param name="calendar">Which days are worked.</param>
    /// <param name="limits">The rules.</param>
    /// <param name="transitions">What becomes of clocks that run while the rules change.</param>
    /// <exception cref="LawDocumentException">A transitional rule names a limit that does not exist.</exception>
    public StatutoryClock(LegalCalendar calendar, TimeLimitBook limits, TransitionBook transitions)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(transitions);
        (Calendar, Limits, Transitions) = (calendar, limits, transitions);
        var errors = transitions.All.SelectMany(rule => rule.Limits.Concat(rule.Suspends)
            .Where(code => limits.Versions(code).Count == 0)
            .Select(code => $"Transitional rule {rule.Code}: refers to {code}, which does not exist.")).ToList();
        if (errors.Count > 0)
            throw new LawDocumentException(errors);
    }

    /// <summary>Which days are worked.</summary>
    public LegalCalendar Calendar { get; }

    /// <summary>The rules.</summary>
    public TimeLimitBook Limits { get; }

    /// <summary>What becomes of clocks that run while the rules change.</summary>
    public TransitionBook Transitions { get; }

    /// <summary>
    /// The clock of a folder of law documents: <c>Calendars/</c>, <c>TimeLimits/</c> and, where the law has any, <c>Transitions/</c>.
    /// </summary>
    /// <param name="directory">The folder that holds them.</param>
    /// <exception cref="LawDocumentException">A document is faulty; names every fault.</exception>
    public static StatutoryClock Load(string directory)
    {
        var transitions = Path.Combine(directory, "Transitions");
        return new(
            LegalCalendar.Load(Path.Combine(directory, "Calendars")),
            TimeLimitBook.Load(Path.Combine(directory, "TimeLimits")),
            Directory.Exists(transitions) ? TransitionBook.Load(transitions) : TransitionBook.Empty);
    }

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
    /// The version of a limit that applies on a day, and the transitional rule that chose it: for clocks that were, or whose matter
    /// was, under way when the law changed. Without such a rule it is the version in force on the day the clock starts.
    /// </summary>
    /// <param name="code">The code of the limit.</param>
    /// <param name="startsOn">The day of the event.</param>
    /// <param name="today">The legal day to judge by.</param>
    /// <param name="acceptedOn">The day the matter was accepted, when that is not what starts this clock.</param>
    /// <exception cref="UnknownTimeLimitException">No version applies.</exception>
    public VersionChoice VersionFor(string code, DateOnly startsOn, DateOnly today, DateOnly? acceptedOn = null)
    {
        var rule = Transitions.Find(code, startsOn, today, acceptedOn);
        if (rule is not { Applies: TransitionChoice.NewText } || startsOn >= rule.From)
            return new(Limits.Find(code, startsOn), startsOn, rule);
        var limit = Limits.Find(code, rule.From);
        return new(limit, Limits.TryFind(code, startsOn, out _) ? startsOn : rule.From, rule);
    }

    /// <summary>Starts a time limit under the version <see cref="VersionFor"/> chooses; the receipt names the transitional rule.</summary>
    /// <param name="code">The code of the limit.</param>
    /// <param name="startsOn">The day of the event.</param>
    /// <param name="today">The legal day to judge by.</param>
    /// <param name="acceptedOn">The day the matter was accepted, when that is not what starts this clock.</param>
    /// <exception cref="UnknownTimeLimitException">No version applies.</exception>
    /// <exception cref="ClockRuleException">The limit has no number of days (<see cref="LimitKind.Event"/>).</exception>
    public Deadline Start(string code, DateOnly startsOn, DateOnly today, DateOnly? acceptedOn = null)
    {
        var choice = VersionFor(code, startsOn, today, acceptedOn);
        return Start(choice.Limit, choice.StartsOn).Noting(choice.Transition, today, acceptedOn);
    }

    /// <summary>Starts a time limit under the version a supervisor orders; the receipt names the order.</summary>
    /// <param name="code">The code of the limit.</param>
    /// <param name="version">The version: the day it came into force.</param>
    /// <param name="startsOn">The day of the event.</param>
    /// <param name="order">Who ordered it, why and when.</param>
    /// <exception cref="UnknownTimeLimitException">There is no limit of that code.</exception>
    /// <exception cref="ClockRuleException">
    /// The order names no officer or gives no reason, there is no such version, or the limit has no number of days.
    /// </exception>
    public Deadline StartUnder(string code, DateOnly version, DateOnly startsOn, SupervisorOrder order)
    {
        var versions = Limits.Versions(code);
        if (versions.Count == 0)
            throw new UnknownTimeLimitException(code, startsOn);
        var limit = Ordered(versions[^1], version, order);
        DateOnly? otherwise = Limits.TryFind(code, startsOn, out var usual) ? usual.InForceFrom : null;
        return Start(limit, startsOn).Noting(order, otherwise);
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
    /// Counts a running deadline again because the calendar became another, and notes on its receipt when that moved it. What has
    /// ended keeps its last day: it was met or missed by the calendar of its time.
    /// </summary>
    /// <param name="receipt">The receipt under the old calendar.</param>
    /// <param name="on">The legal day of the new count.</param>
    /// <param name="reason">Why the calendar changed: the announcement.</param>
    /// <exception cref="UnknownTimeLimitException">The version named by the receipt is not in the book.</exception>
    /// <exception cref="ClockRuleException">The deadline has ended.</exception>
    public Deadline Redate(Receipt receipt, DateOnly on, string reason)
    {
        Restore(receipt).RequireOpen();
        var recounted = Recount(receipt);
        return recounted.DueOn == receipt.DueOn ? recounted : new Deadline(recounted.Limit, recounted.Receipt with
        {
            Redatings = [.. receipt.Redatings, new Redating(on, receipt.DueOn, recounted.DueOn, Calendar.Revision, reason)],
        });
    }

    /// <summary>The same rules under another calendar.</summary>
    public StatutoryClock With(LegalCalendar other) => new(other, Limits, Transitions);

    internal TimeLimit Ordered(TimeLimit known, DateOnly version, SupervisorOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (string.IsNullOrWhiteSpace(order.Reason))
            throw new ClockRuleException(ClockRules.OrderWithoutReason, known.Basis, $"{known.Code} changes its version only for a reason.");
        if (string.IsNullOrEmpty(order.By) || order.By.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !"-_.:/@".Contains(letter)))
            throw new ClockRuleException(ClockRules.OrderWithoutOfficer, known.Basis,
                $"{known.Code} changes its version only by order of a role or officer, given by identifier.");
        return Limits.Versions(known.Code).FirstOrDefault(limit => limit.InForceFrom == version)
            ?? throw new ClockRuleException(ClockRules.UnknownVersion, known.Basis, $"{known.Code} has no version of {version:yyyy-MM-dd}.");
    }

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
