namespace Clock;

/// <summary>
/// One time limit running on one case. Immutable: every act – extend, suspend, resume, restart, order, stop – gives a new
/// deadline, whose receipt tells the whole story.
/// </summary>
public sealed record Deadline
{
    internal Deadline(TimeLimit limit, Receipt receipt)
    {
        Limit = limit;
        Receipt = receipt;
    }

    /// <summary>The version of the limit it runs under.</summary>
    public TimeLimit Limit { get; }

    /// <summary>How the due date came about.</summary>
    public Receipt Receipt { get; }

    /// <summary>The day of the event that started it. For limits counted back, the event ahead.</summary>
    public DateOnly StartsOn => Receipt.StartsOn;

    /// <summary>
    /// The last day. While the clock stands still it is the last day as things stood at the suspension; only resuming tells
    /// the new one.
    /// </summary>
    public DateOnly DueOn => Receipt.DueOn;

    /// <summary>The law and article.</summary>
    public LegalBasis LegalBasis => Limit.Basis;

    /// <summary>Whether the rule, a transitional rule, or any day that decided the due date, is unconfirmed or projected.</summary>
    public bool RestsOnUnconfirmed => Receipt.RestsOnUnconfirmed;

    /// <summary>Whether the clock stands still.</summary>
    public bool IsSuspended => Receipt.Suspensions is [.., { ResumedOn: null }] && !IsStopped;

    /// <summary>Whether it has ended: met, missed or fallen away. Nothing changes it any more.</summary>
    public bool IsStopped => Receipt.Stopped is not null;

    /// <summary>Whether the last day has passed and the clock runs.</summary>
    /// <param name="today">The legal day to judge by.</param>
    public bool IsOverdueOn(DateOnly today) => today > DueOn && !IsSuspended && !IsStopped;

    /// <summary>Lengthens the period, once, to the total length the limit's own rule of extension allows.</summary>
    /// <param name="clock">Counts the new end from the old start.</param>
    /// <param name="on">The day of the decision: from the start of the period to its last day.</param>
    /// <param name="ground">Why; must meet the condition of the extension, which is for the person who decides to judge.</param>
    /// <param name="document">The number of the decision or minute.</param>
    /// <exception cref="ClockRuleException">
    /// The limit has no extension or is itself one, it was extended already, the period is over, or the clock does not run.
    /// </exception>
    public Deadline Extend(StatutoryClock clock, DateOnly on, string ground, string? document)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentException.ThrowIfNullOrWhiteSpace(ground);
        RequireOpen();
        if (Limit.Extension is not { } extension || Limit.Extends.Count > 0)
            throw Refused(ClockRules.NoExtension, "has no extension of its own.");
        if (Receipt.Extensions.Count > 0)
            throw Refused(ClockRules.AlreadyExtended, "has been extended already.");
        RequireRunning(on);
        return Recounted(clock, [new DeadlineExtension(on, extension.TotalLength, ground, document)], Receipt.Suspensions);
    }

    /// <summary>
    /// Lengthens the period by a rule that is an extension in its own right (<see cref="TimeLimit.Extends"/>): by its length,
    /// as often as its total length allows, counted from the start of this period.
    /// </summary>
    /// <param name="clock">Counts the new end from the old start.</param>
    /// <param name="by">The rule that lengthens, such as the one for complex denunciations.</param>
    /// <param name="on">The day of the decision: from the start of the period to its last day.</param>
    /// <param name="ground">Why.</param>
    /// <param name="document">The number of the decision.</param>
    /// <exception cref="ClockRuleException">
    /// The rule does not lengthen this limit, its total is used up, the period is over, or the clock does not run.
    /// </exception>
    public Deadline ExtendBy(StatutoryClock clock, TimeLimit by, DateOnly on, string ground, string? document)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(ground);
        RequireOpen();
        if (!by.Extends.Contains(Limit.Code) || by.Length is not { } length || by.Extension is not { } extension
            || by.Unit != Limit.Unit)
            throw Refused(ClockRules.NoExtension, $"is not lengthened by {by.Code}.");
        var current = Receipt.Extensions is [.., var last] ? last.TotalLength : Receipt.Length;
        var total = Math.Min(current + length, extension.TotalLength);
        if (total <= current)
            throw Refused(ClockRules.AlreadyExtended, $"already runs to the {current} that {by.Code} allows in all.");
        RequireRunning(on);
        return Recounted(clock, [.. Receipt.Extensions, new DeadlineExtension(on, total, ground, document, by.Code)],
            Receipt.Suspensions);
    }

    /// <summary>Stops the clock. Days after this one do not count until it is resumed.</summary>
    /// <param name="clock">The clock that counts.</param>
    /// <param name="on">The day of the decision to suspend: from the start of the period to its last day.</param>
    /// <param name="ground">Why.</param>
    /// <param name="document">The number of the decision.</param>
    /// <exception cref="ClockRuleException">
    /// The law knows no suspension of this limit, or not yet on that day; the period is over; or the clock does not run.
    /// </exception>
    public Deadline Suspend(StatutoryClock clock, DateOnly on, string ground, string? document)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentException.ThrowIfNullOrWhiteSpace(ground);
        RequireOpen();
        if (Limit.Suspension is not { } suspension || on < suspension.InForceFrom)
            throw Refused(ClockRules.NoSuspension, $"may not be suspended on {on:yyyy-MM-dd}.");
        RequireRunning(on);
        return Recounted(clock, Receipt.Extensions, [.. Receipt.Suspensions, new DeadlineSuspension(on, ground, document)])
            .Noting(clock.Transitions.FindSuspension(Limit.Code, StartsOn, on), on, acceptedOn: null);
    }

    /// <summary>Lets the clock run again. Counting goes on with the day after this one.</summary>
    /// <param name="clock">The clock that counts.</param>
    /// <param name="on">The day of the decision to go on; not before the day of the suspension.</param>
    /// <param name="document">The number of the decision to go on.</param>
    /// <exception cref="ClockRuleException">The clock is running or has stopped, or the day lies before the suspension.</exception>
    public Deadline Resume(StatutoryClock clock, DateOnly on, string? document)
    {
        ArgumentNullException.ThrowIfNull(clock);
        RequireOpen();
        if (Receipt.Suspensions is not [.., { ResumedOn: null } open])
            throw Refused(ClockRules.NotSuspended, "is not suspended.");
        if (on < open.On)
            throw Refused(ClockRules.BeforeStart, $"was suspended on {open.On:yyyy-MM-dd}, after {on:yyyy-MM-dd}.");
        return Recounted(clock, Receipt.Extensions,
            [.. Receipt.Suspensions.SkipLast(1), open with { ResumedOn = on, ResumedBy = document }]);
    }

    /// <summary>
    /// Starts the period anew from a later event, such as the superior body taking the case over (Nghị định 31/2019/NĐ-CP, Điều 5.3):
    /// under the version that applies to the new start, with nothing used up. The receipt keeps what was before. Allowed after the
    /// last day too: being late is often the ground.
    /// </summary>
    /// <param name="clock">The clock that counts.</param>
    /// <param name="on">The day of the later event; not before the start, nor before anything the receipt notes.</param>
    /// <param name="ground">Why.</param>
    /// <param name="document">The number of the document that says so.</param>
    /// <exception cref="ClockRuleException">The day is too early, the clock stands still, or the deadline has ended.</exception>
    /// <exception cref="UnknownTimeLimitException">No version is in force on the day of the later event.</exception>
    public Deadline Restart(StatutoryClock clock, DateOnly on, string ground, string document)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentException.ThrowIfNullOrWhiteSpace(ground);
        ArgumentException.ThrowIfNullOrWhiteSpace(document);
        RequireOpen();
        if (IsSuspended)
            throw Refused(ClockRules.Suspended, "is suspended.");
        RequireNotBefore(on, LastNoted);
        var anew = clock.Start(Limit.Code, on);
        return new(anew.Limit, anew.Receipt with
        {
            Restarts = [.. Receipt.Restarts, new DeadlineRestart(on, ground, document, Receipt with { Restarts = [] })],
        });
    }

    /// <summary>
    /// Applies the transitional rules to a clock that was running when the law changed: counts it again under the version they give
    /// and names the rule. Nothing changes when none speaks, or a supervisor has chosen the version.
    /// </summary>
    /// <param name="clock">The clock that counts, with the transitional rules.</param>
    /// <param name="on">The legal day to judge by.</param>
    /// <param name="acceptedOn">The day the matter was accepted, when that is not what started this clock.</param>
    /// <exception cref="ClockRuleException">The deadline has ended, or its extensions have no place under the other version.</exception>
    public Deadline Transit(StatutoryClock clock, DateOnly on, DateOnly? acceptedOn = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        RequireOpen();
        if (Receipt.Overrides.Count > 0 || clock.Transitions.Find(Limit.Code, StartsOn, on, acceptedOn) is null)
            return this;
        var choice = clock.VersionFor(Limit.Code, StartsOn, on, acceptedOn);
        return Under(clock, choice.Limit).Noting(choice.Transition, on, acceptedOn);
    }

    /// <summary>
    /// Counts the deadline again under another version of its limit because a supervisor orders it; the receipt names the order.
    /// Allowed after the last day too, since whether that has passed may be what the order settles.
    /// </summary>
    /// <param name="clock">The clock that counts.</param>
    /// <param name="version">The version: the day it came into force.</param>
    /// <param name="order">Who ordered it, why and when.</param>
    /// <exception cref="ClockRuleException">
    /// The order names no officer or gives no reason, there is no such version, the extensions or suspensions have no place under
    /// it, the clock stands still, or the deadline has ended.
    /// </exception>
    public Deadline Override(StatutoryClock clock, DateOnly version, SupervisorOrder order)
    {
        ArgumentNullException.ThrowIfNull(clock);
        RequireOpen();
        var limit = clock.Ordered(Limit, version, order);
        if (IsSuspended)
            throw Refused(ClockRules.Suspended, "is suspended.");
        return Under(clock, limit).Noting(order, Limit.InForceFrom);
    }

    /// <summary>
    /// Ends the deadline. Whether what was done was done in time is told by the day: of <see cref="DeadlineOutcome.Fulfilled"/> and
    /// <see cref="DeadlineOutcome.Late"/> the receipt says the one that is true. While the clock stands still nothing is late.
    /// Afterwards every other act is refused.
    /// </summary>
    /// <param name="on">The day it was done or fell away; not before the start of the period or its last interruption.</param>
    /// <param name="outcome">Done, or fallen away.</param>
    /// <param name="ground">Why; required where it fell away.</param>
    /// <param name="document">The number of the document.</param>
    /// <exception cref="ClockRuleException">
    /// It has ended already, the day is too early, or it must last and the last day has not come.
    /// </exception>
    public Deadline Stop(DateOnly on, DeadlineOutcome outcome, string? ground = null, string? document = null)
    {
        RequireOpen();
        if (outcome == DeadlineOutcome.FallenAway)
            ArgumentException.ThrowIfNullOrWhiteSpace(ground);
        if (Limit.Kind != LimitKind.Before) // the event lies ahead: what is due before it may be done at any time
            RequireNotBefore(on, LastInterruption);
        var late = 0;
        if (outcome != DeadlineOutcome.FallenAway)
        {
            // A duty to keep something up is met when its last day is over, and met still if it is kept up longer.
            if (Limit.Kind == LimitKind.Minimum && on < DueOn)
                throw Refused(ClockRules.TooEarly, $"must last to {DueOn:yyyy-MM-dd}, beyond {on:yyyy-MM-dd}.");
            late = Limit.Kind == LimitKind.Minimum || !IsOverdueOn(on) ? 0 : on.DayNumber - DueOn.DayNumber;
            outcome = late > 0 ? DeadlineOutcome.Late : DeadlineOutcome.Fulfilled;
        }

        return new(Limit, Receipt with { Stopped = new DeadlineStop(on, outcome, late, ground, document) });
    }

    internal void RequireOpen()
    {
        if (Receipt.Stopped is { } stopped)
            throw Refused(ClockRules.Stopped, $"ended on {stopped.On:yyyy-MM-dd}.");
    }

    private void RequireRunning(DateOnly on)
    {
        if (IsSuspended)
            throw Refused(ClockRules.Suspended, "is suspended.");
        if (on > DueOn)
            throw Refused(ClockRules.Expired, $"ended on {DueOn:yyyy-MM-dd}, before {on:yyyy-MM-dd}.");
        RequireNotBefore(on, LastInterruption);
    }

    private void RequireNotBefore(DateOnly on, DateOnly from)
    {
        if (on < from)
            throw Refused(ClockRules.BeforeStart, $"runs from {from:yyyy-MM-dd}, after {on:yyyy-MM-dd}.");
    }

    private DateOnly LastInterruption =>
        Receipt.Suspensions is [.., var last] ? last.ResumedOn ?? last.On : StartsOn;

    private DateOnly LastNoted =>
        Receipt.Extensions is [.., var last] && last.On > LastInterruption ? last.On : LastInterruption;

    private Deadline Recounted(StatutoryClock clock, IReadOnlyList<DeadlineExtension> extensions,
        IReadOnlyList<DeadlineSuspension> suspensions) => clock.Count(Limit, StartsOn, extensions, suspensions).After(Receipt);

    private Deadline Under(StatutoryClock clock, TimeLimit version)
    {
        // A length granted in days means nothing in working days, and a standstill nothing where the law knows none.
        if ((Receipt.Extensions.Count > 0 && version.Unit != Limit.Unit)
            || (Receipt.Suspensions.Count > 0 && version.Suspension is null))
            throw Refused(ClockRules.VersionDoesNotFit, $"cannot be carried over to the version of {version.InForceFrom:yyyy-MM-dd}.");
        return clock.Count(version, StartsOn, Receipt.Extensions, Receipt.Suspensions).After(Receipt);
    }

    /// <summary>What a count does not know: what else the receipt tells of.</summary>
    internal Deadline After(Receipt earlier) =>
        earlier.Redatings.Count == 0 && earlier.Restarts.Count == 0 && earlier.Transitions.Count == 0 && earlier.Overrides.Count == 0
            && earlier.Stopped is null
            ? this
            : new(Limit, Receipt with
            {
                Redatings = earlier.Redatings,
                Restarts = earlier.Restarts,
                Transitions = earlier.Transitions,
                Overrides = earlier.Overrides,
                Stopped = earlier.Stopped,
            });

    internal Deadline Noting(TransitionRule? rule, DateOnly on, DateOnly? acceptedOn) =>
        rule is null || Receipt.Transitions.Any(applied => applied.Code == rule.Code)
            ? this
            : new(Limit, Receipt with
            {
                Transitions =
                [
                    .. Receipt.Transitions,
                    new(rule.Code, rule.Name.Vi, rule.Name.En, rule.Law, rule.Article, rule.Confirmed, on, acceptedOn),
                ],
            });

    internal Deadline Noting(SupervisorOrder order, DateOnly? insteadOf) => new(Limit, Receipt with
    {
        Overrides =
        [
            .. Receipt.Overrides,
            new(order.On, order.By, order.Reason, order.Document, Limit.InForceFrom, insteadOf),
        ],
    });

    private ClockRuleException Refused(string rule, string reason) => new(rule, LegalBasis, $"{Limit.Code} {reason}");
}
