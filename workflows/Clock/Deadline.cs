namespace Clock;

/// <summary>
/// One time limit running on one case. Immutable: extending, suspending and resuming give a new deadline, whose receipt tells
/// the whole story.
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

    /// <summary>Whether the rule, or any day that decided the due date, is unconfirmed or projected.</summary>
    public bool RestsOnUnconfirmed => Receipt.RestsOnUnconfirmed;

    /// <summary>Whether the clock stands still.</summary>
    public bool IsSuspended => Receipt.Suspensions is [.., { ResumedOn: null }];

    /// <summary>Whether the last day has passed and the clock runs.</summary>
    /// <param name="today">The legal day to judge by.</param>
    public bool IsOverdueOn(DateOnly today) => today > DueOn && !IsSuspended;

    /// <summary>Lengthens the period, once, to the total length the limit's own rule of extension allows.</summary>
    /// <param name="clock">Counts the new end from the old start.</param>
    /// <param name="on">The day of the decision: from the start of the period to its last day.</param>
    /// <param name="ground">Why; must meet the condition of the extension, which is for the person who decides to judge.</param>
    /// <param name="document">The number of the decision or minute.</param>
    /// <exception cref="ClockRuleException">
    /// The limit has no extension or is itself one, it was extended already, the period is over, or the clock stands still.
    /// </exception>
    public Deadline Extend(StatutoryClock clock, DateOnly on, string ground, string? document)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentException.ThrowIfNullOrWhiteSpace(ground);
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
    /// The rule does not lengthen this limit, its total is used up, the period is over, or the clock stands still.
    /// </exception>
    public Deadline ExtendBy(StatutoryClock clock, TimeLimit by, DateOnly on, string ground, string? document)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(ground);
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
    /// The law knows no suspension of this limit, or not yet on that day; the period is over; or the clock stands still.
    /// </exception>
    public Deadline Suspend(StatutoryClock clock, DateOnly on, string ground, string? document)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentException.ThrowIfNullOrWhiteSpace(ground);
        if (Limit.Suspension is not { } suspension || on < suspension.InForceFrom)
            throw Refused(ClockRules.NoSuspension, $"may not be suspended on {on:yyyy-MM-dd}.");
        RequireRunning(on);
        return Recounted(clock, Receipt.Extensions, [.. Receipt.Suspensions, new DeadlineSuspension(on, ground, document)]);
    }

    /// <summary>Lets the clock run again. Counting goes on with the day after this one.</summary>
    /// <param name="clock">The clock that counts.</param>
    /// <param name="on">The day of the decision to go on; not before the day of the suspension.</param>
    /// <param name="document">The number of the decision to go on.</param>
    /// <exception cref="ClockRuleException">The clock is running, or the day lies before the suspension.</exception>
    public Deadline Resume(StatutoryClock clock, DateOnly on, string? document)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (Receipt.Suspensions is not [.., { ResumedOn: null } open])
            throw Refused(ClockRules.NotSuspended, "is not suspended.");
        if (on < open.On)
            throw Refused(ClockRules.BeforeStart, $"was suspended on {open.On:yyyy-MM-dd}, after {on:yyyy-MM-dd}.");
        return Recounted(clock, Receipt.Extensions,
            [.. Receipt.Suspensions.SkipLast(1), open with { ResumedOn = on, ResumedBy = document }]);
    }

    private void RequireRunning(DateOnly on)
    {
        if (IsSuspended)
            throw Refused(ClockRules.Suspended, "is suspended.");
        if (on > DueOn)
            throw Refused(ClockRules.Expired, $"ended on {DueOn:yyyy-MM-dd}, before {on:yyyy-MM-dd}.");
        var from = Receipt.Suspensions is [.., { ResumedOn: { } resumed }] ? resumed : StartsOn;
        if (on < from)
            throw Refused(ClockRules.BeforeStart, $"runs from {from:yyyy-MM-dd}, after {on:yyyy-MM-dd}.");
    }

    private Deadline Recounted(StatutoryClock clock, IReadOnlyList<DeadlineExtension> extensions,
        IReadOnlyList<DeadlineSuspension> suspensions) => clock.Count(Limit, StartsOn, extensions, suspensions).After(Receipt);

    /// <summary>What a count does not know: how often the calendar has moved the end before.</summary>
    internal Deadline After(Receipt earlier) =>
        earlier.Redatings.Count == 0 ? this : new(Limit, Receipt with { Redatings = earlier.Redatings });

    private ClockRuleException Refused(string rule, string reason) => new(rule, LegalBasis, $"{Limit.Code} {reason}");
}
