namespace Clock;

/// <summary>The law does not allow what was asked of a deadline.</summary>
/// <param name="rule">The stable code of the refused rule, one of <see cref="ClockRules"/>.</param>
/// <param name="legalBasis">The rule of law the deadline rests on.</param>
/// <param name="reason">What was refused and why, as an English sentence for logs; not shown to citizens.</param>
public sealed class ClockRuleException(string rule, LegalBasis legalBasis, string reason) : Exception($"{reason} [{rule}; {legalBasis}]")
{
    /// <summary>The stable code of the rule, such as <c>clock.already-extended</c>.</summary>
    public string Rule { get; } = rule;

    /// <summary>The rule of law the deadline rests on.</summary>
    public LegalBasis LegalBasis { get; } = legalBasis;
}

/// <summary>The codes of the rules a deadline may refuse by.</summary>
public static class ClockRules
{
    /// <summary>The limit is an event or is permanent: it has no number of days and so no due date.</summary>
    public const string NoLength = "clock.no-length";

    /// <summary>The law gives this limit no extension.</summary>
    public const string NoExtension = "clock.no-extension";

    /// <summary>The deadline already runs to the greatest length the law allows.</summary>
    public const string AlreadyExtended = "clock.already-extended";

    /// <summary>The last day has passed.</summary>
    public const string Expired = "clock.expired";

    /// <summary>
    /// The act would lie before the start of the period or before the last interruption ended: a restart before the start,
    /// suspensions that overlap.
    /// </summary>
    public const string BeforeStart = "clock.before-start";

    /// <summary>The law does not let this limit be suspended, or not yet on that day.</summary>
    public const string NoSuspension = "clock.no-suspension";

    /// <summary>The clock stands still: it must be resumed first.</summary>
    public const string Suspended = "clock.suspended";

    /// <summary>The clock runs: there is nothing to resume.</summary>
    public const string NotSuspended = "clock.not-suspended";

    /// <summary>Only a limit counted back from an event can be asked for the day before it.</summary>
    public const string NotCountedBack = "clock.not-counted-back";

    /// <summary>The deadline was met, missed or fell away: nothing changes it any more.</summary>
    public const string Stopped = "clock.stopped";

    /// <summary>What must last at least so long cannot be over before its last day.</summary>
    public const string TooEarly = "clock.too-early";

    /// <summary>A supervisor's order to use another version gives no reason.</summary>
    public const string OrderWithoutReason = "clock.order-without-reason";

    /// <summary>A supervisor's order does not say by the identifier of a role or officer who gave it.</summary>
    public const string OrderWithoutOfficer = "clock.order-without-officer";

    /// <summary>A supervisor's order names a version the limit does not have.</summary>
    public const string UnknownVersion = "clock.unknown-version";

    /// <summary>The extensions or suspensions of the deadline have no place under the version a supervisor's order names.</summary>
    public const string VersionDoesNotFit = "clock.version-does-not-fit";
}

/// <summary>No version of a time limit was in force on the day asked for, or the code does not exist at all.</summary>
/// <param name="code">The code asked for.</param>
/// <param name="on">The day the clock was to start.</param>
public sealed class UnknownTimeLimitException(string code, DateOnly on)
    : Exception($"No version of the time limit {code} is in force on {on:yyyy-MM-dd}.")
{
    /// <summary>The code asked for.</summary>
    public string Code { get; } = code;

    /// <summary>The day the clock was to start.</summary>
    public DateOnly On { get; } = on;
}

/// <summary>The documents of the law cannot be used. Carries every fault found, not the first.</summary>
/// <param name="errors">One sentence per fault, each beginning with the file it is in.</param>
public sealed class LawDocumentException(IReadOnlyList<string> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>One sentence per fault.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
