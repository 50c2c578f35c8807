using System.Text.Json.Serialization;

namespace Clock;

/// <summary>What a limit counts.</summary>
public enum LimitUnit
{
    /// <summary>Every day, <i>ngày</i>.</summary>
    [JsonStringEnumMemberName("calendar-day")]
    CalendarDay,

    /// <summary>Working days only, <i>ngày làm việc</i>.</summary>
    [JsonStringEnumMemberName("working-day")]
    WorkingDay,

    /// <summary>Months, to the corresponding day, <i>tháng</i>.</summary>
    [JsonStringEnumMemberName("month")]
    Month,
}

/// <summary>What a limit demands.</summary>
public enum LimitKind
{
    /// <summary>Act by the last day at the latest. The usual kind.</summary>
    [JsonStringEnumMemberName("maximum")]
    Maximum,

    /// <summary>Keep something up for at least so long (posting a decision): the due date is the last day it must last.</summary>
    [JsonStringEnumMemberName("minimum")]
    Minimum,

    /// <summary>Act so long before an event: counted back from it, the due date lies before the start date.</summary>
    [JsonStringEnumMemberName("before")]
    Before,

    /// <summary>A duty that returns: the due date is the end of the current period (<see cref="TimeLimit.RecursEvery"/>).</summary>
    [JsonStringEnumMemberName("recurring")]
    Recurring,

    /// <summary>At once: due on the day it starts.</summary>
    [JsonStringEnumMemberName("at-once")]
    AtOnce,

    /// <summary>Bound to an event, permanent or left to the body: no number of days, so no due date can be counted.</summary>
    [JsonStringEnumMemberName("event")]
    Event,
}

/// <summary>The period in which a recurring duty returns.</summary>
public enum RecurrencePeriod
{
    /// <summary>Monday to Sunday; the length is the number of times.</summary>
    [JsonStringEnumMemberName("week")]
    Week,

    /// <summary>A month of the solar calendar; the length is the number of times.</summary>
    [JsonStringEnumMemberName("month")]
    Month,

    /// <summary>The length itself, counted from the last time.</summary>
    [JsonStringEnumMemberName("interval")]
    Interval,
}

/// <summary>How far a limit may be lengthened.</summary>
/// <param name="TotalLength">The length in all, the first length included, in the unit of the limit.</param>
/// <param name="Condition">When it may be.</param>
public sealed record LimitExtension(int TotalLength, BilingualText Condition);

/// <summary>When the clock of a limit stands still.</summary>
/// <param name="When">The grounds.</param>
/// <param name="InForceFrom">The first day on which the law allows it. Grounds apply to running deadlines too.</param>
public sealed record LimitSuspension(BilingualText When, DateOnly InForceFrom);

/// <summary>One version of a time limit the law sets.</summary>
/// <param name="Code">The stable code; versions of one rule share it.</param>
/// <param name="Name">What is to be done.</param>
/// <param name="Length">How long, in <paramref name="Unit"/>; 0 for at once; <see langword="null"/> when it is no number.</param>
/// <param name="Unit">What is counted. Calendar days and working days differ by weeks.</param>
/// <param name="Kind">What the limit demands.</param>
/// <param name="Extension">How far it may be lengthened, if at all.</param>
/// <param name="Basis">The law and article.</param>
/// <param name="InForceFrom">The first day a clock may start under this version.</param>
/// <param name="InForceTo">The last such day; <see langword="null"/> when it is still in force.</param>
/// <param name="Confirmed">Whether the text was read in a source; unconfirmed rules mark everything that rests on them.</param>
public sealed record TimeLimit(
    string Code,
    BilingualText Name,
    int? Length,
    LimitUnit Unit,
    LimitKind Kind,
    LimitExtension? Extension,
    LegalBasis Basis,
    DateOnly InForceFrom,
    DateOnly? InForceTo,
    bool Confirmed)
{
    /// <summary>The procedure the limit belongs to.</summary>
    public BilingualText? Procedure { get; init; }

    /// <summary>Who must act.</summary>
    public BilingualText? Actor { get; init; }

    /// <summary>The event whose day starts the clock. For <see cref="LimitKind.Before"/>, the event counted back from.</summary>
    public BilingualText? StartEvent { get; init; }

    /// <summary>When the clock stands still; <see langword="null"/> when the law knows no such ground.</summary>
    public LimitSuspension? Suspension { get; init; }

    /// <summary>What a reader of the rule has to know besides.</summary>
    public BilingualText? Note { get; init; }

    /// <summary>The period in which a recurring duty returns; set exactly for <see cref="LimitKind.Recurring"/>.</summary>
    public RecurrencePeriod? RecursEvery { get; init; }

    /// <summary>
    /// Codes of rules of equal subject and different length (law against decree). All are kept;
    /// <see cref="StatutoryClock.StartAll"/> starts them together and puts the stricter first.
    /// </summary>
    public IReadOnlyList<string> ConflictsWith { get; init; } = [];

    /// <summary>
    /// Codes of the limits this one lengthens, when an extension is a rule of its own (denunciations). Its
    /// <see cref="Extension"/> then holds the total length, counted from the start of the limit it lengthens.
    /// </summary>
    public IReadOnlyList<string> Extends { get; init; } = [];

    /// <summary>Worked examples, counted by hand.</summary>
    public IReadOnlyList<WorkedExample> Examples { get; init; } = [];

    /// <summary>Whether a clock that starts on the day runs under this version.</summary>
    public bool IsInForceOn(DateOnly on) => InForceFrom <= on && (InForceTo is not { } to || on <= to);
}

/// <summary>A due date counted by hand, beside the rule it shows.</summary>
/// <param name="StartsOn">The day of the event.</param>
/// <param name="DueOn">The last day.</param>
/// <param name="Why">The counting in words, in Vietnamese.</param>
/// <param name="ExtendedDueOn">The last day after the extension, where the example shows one.</param>
public sealed record WorkedExample(DateOnly StartsOn, DateOnly DueOn, string Why, DateOnly? ExtendedDueOn = null)
{
    /// <summary>When the clock stood still in the example, in order; <see cref="DueOn"/> is the last day after all of them.</summary>
    public IReadOnlyList<WorkedSuspension> Suspensions { get => field ?? []; init; } = [];
}

/// <summary>A time in which the clock of an example stood still.</summary>
/// <param name="On">The day of the suspension; it still counts.</param>
/// <param name="ResumedOn">The day of the decision to go on, not counted itself.</param>
public sealed record WorkedSuspension(DateOnly On, DateOnly ResumedOn);
