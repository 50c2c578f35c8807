using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Clock;

/// <summary>A day inside a period that was not counted.</summary>
/// <param name="On">The day.</param>
/// <param name="ReasonVi">Why, in Vietnamese.</param>
/// <param name="ReasonEn">Why, in English.</param>
public sealed record SkippedDay(DateOnly On, string ReasonVi, string ReasonEn);

/// <summary>
/// The move of an end that fell on a day off: to the next working day (Bộ luật Dân sự 91/2015/QH13, Điều 148.5), or, for
/// limits counted back, to the working day before.
/// </summary>
/// <param name="From">The last day as counted.</param>
/// <param name="To">The last day after the move.</param>
/// <param name="Over">The days off that caused it.</param>
public sealed record MovedEnd(DateOnly From, DateOnly To, IReadOnlyList<SkippedDay> Over);

/// <summary>A lengthening of the period.</summary>
/// <param name="On">The day it was decided.</param>
/// <param name="TotalLength">The length in all from then on, in the unit of the limit.</param>
/// <param name="Ground">Why.</param>
/// <param name="Document">The number of the decision or minute.</param>
/// <param name="By">The code of the rule that lengthens, when it is not the limit's own.</param>
public sealed record DeadlineExtension(DateOnly On, int TotalLength, string Ground, string? Document, string? By = null);

/// <summary>A time in which the clock stood still.</summary>
/// <param name="On">The day of the suspension; it still counts.</param>
/// <param name="Ground">Why.</param>
/// <param name="Document">The number of the decision to suspend.</param>
/// <param name="ResumedOn">The day of the decision to go on, not counted itself; <see langword="null"/> while suspended.</param>
/// <param name="ResumedBy">The number of the decision to go on.</param>
public sealed record DeadlineSuspension(
    DateOnly On, string Ground, string? Document, DateOnly? ResumedOn = null, string? ResumedBy = null);

/// <summary>A due date that moved because the calendar became another.</summary>
/// <param name="On">The legal day on which it was counted again.</param>
/// <param name="From">The last day as it was.</param>
/// <param name="To">The last day from then on.</param>
/// <param name="CalendarRevision">The edition of the calendar it was counted by.</param>
/// <param name="Reason">Why the calendar changed: the announcement.</param>
public sealed record Redating(DateOnly On, DateOnly From, DateOnly To, int CalendarRevision, string Reason);

/// <summary>A transitional rule that decided how the law applies to a clock that was running when it changed.</summary>
/// <param name="Code">The code of the rule.</param>
/// <param name="NameVi">The rule in a few words, in Vietnamese.</param>
/// <param name="NameEn">The rule in a few words, in English.</param>
/// <param name="Law">The law that contains it.</param>
/// <param name="Article">Its article.</param>
/// <param name="Confirmed">Whether its text was read; false where the law is silent.</param>
/// <param name="On">The legal day on which it was applied.</param>
/// <param name="AcceptedOn">The day the matter was accepted, when it was judged by that and not by the start of the clock.</param>
public sealed record AppliedTransition(string Code, string NameVi, string NameEn, string Law, string Article, bool Confirmed,
    DateOnly On, DateOnly? AcceptedOn = null);

/// <summary>A supervisor's order that put the clock on another version of its limit.</summary>
/// <param name="On">The legal day of the order.</param>
/// <param name="By">The identifier of the role or officer who gave it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Document">The number of the written order.</param>
/// <param name="RuleInForceFrom">The version ordered: the day it came into force.</param>
/// <param name="InsteadOf">The version the clock would otherwise run under; <see langword="null"/> when there is none.</param>
public sealed record VersionOverride(
    DateOnly On, string By, string Reason, string? Document, DateOnly RuleInForceFrom, DateOnly? InsteadOf);

/// <summary>A period that started anew from a later event.</summary>
/// <param name="On">The day of the later event; it is not counted itself.</param>
/// <param name="Ground">Why.</param>
/// <param name="Document">The number of the document that says so.</param>
/// <param name="Before">The receipt of the period that was given up, as it stood.</param>
public sealed record DeadlineRestart(DateOnly On, string Ground, string Document, Receipt Before);

/// <summary>How a deadline ended.</summary>
public enum DeadlineOutcome
{
    /// <summary>What was to be done was done in time.</summary>
    [JsonStringEnumMemberName("fulfilled")]
    Fulfilled,

    /// <summary>What was to be done was done after the last day.</summary>
    [JsonStringEnumMemberName("late")]
    Late,

    /// <summary>There was nothing to be done any more: withdrawn, terminated, transferred.</summary>
    [JsonStringEnumMemberName("fallen-away")]
    FallenAway,
}

/// <summary>The end of a deadline.</summary>
/// <param name="On">The day it ended.</param>
/// <param name="Outcome">How.</param>
/// <param name="DaysLate">Calendar days between the last day and this one; 0 unless it was late.</param>
/// <param name="Ground">Why, where it fell away.</param>
/// <param name="Document">The number of the document that ended it.</param>
public sealed record DeadlineStop(DateOnly On, DeadlineOutcome Outcome, int DaysLate, string? Ground = null, string? Document = null);

/// <summary>
/// How a due date came about: the rule, every day skipped and why, and everything that changed it. Holds all that is needed
/// to count again by hand, and stays readable when the rule has been replaced.
/// </summary>
public sealed record Receipt
{
    // Writes Vietnamese as it is read instead of escaping every other letter; what HTML minds is still escaped.
    private static readonly ReceiptContext Json = new(new JsonSerializerOptions(ReceiptContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>The code of the time limit.</summary>
    public required string Code { get; init; }

    /// <summary>The version of the rule: the day it came into force.</summary>
    public required DateOnly RuleInForceFrom { get; init; }

    /// <summary>What was to be done, in Vietnamese.</summary>
    public required string NameVi { get; init; }

    /// <summary>What was to be done, in English.</summary>
    public required string NameEn { get; init; }

    /// <summary>The law the rule is in.</summary>
    public required string Law { get; init; }

    /// <summary>The article of the rule.</summary>
    public required string Article { get; init; }

    /// <summary>Whether the text of the rule was read in a source.</summary>
    public required bool Confirmed { get; init; }

    /// <summary>What the limit demands.</summary>
    public required LimitKind Kind { get; init; }

    /// <summary>What is counted.</summary>
    public required LimitUnit Unit { get; init; }

    /// <summary>The length the rule sets, in <see cref="Unit"/>, before any extension.</summary>
    public required int Length { get; init; }

    /// <summary>The day of the event, which is not counted (Bộ luật Dân sự 91/2015/QH13, Điều 147).</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day; the period ends with it, at 24:00 (Điều 148.6).</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>How many days were counted; working days for limits in working days, else calendar days.</summary>
    public required int Counted { get; init; }

    /// <summary>The days off inside a period of working days, in order.</summary>
    public IReadOnlyList<SkippedDay> Skipped { get => field ?? []; init; } = [];

    /// <summary>The move of the end, if it fell on a day off.</summary>
    public MovedEnd? MovedEnd { get; init; }

    /// <summary>What lengthened the period, in order.</summary>
    public IReadOnlyList<DeadlineExtension> Extensions { get => field ?? []; init; } = [];

    /// <summary>When the clock stood still, in order.</summary>
    public IReadOnlyList<DeadlineSuspension> Suspensions { get => field ?? []; init; } = [];

    /// <summary>The edition of the calendar it was counted by; 0 for the documents a program was delivered with.</summary>
    public int CalendarRevision { get; init; }

    /// <summary>When a change of the calendar moved the due date, in order.</summary>
    public IReadOnlyList<Redating> Redatings { get => field ?? []; init; } = [];

    /// <summary>The transitional rules applied since the period started, in order.</summary>
    public IReadOnlyList<AppliedTransition> Transitions { get => field ?? []; init; } = [];

    /// <summary>The supervisor's orders under which the period runs, in order; the last one chose the version.</summary>
    public IReadOnlyList<VersionOverride> Overrides { get => field ?? []; init; } = [];

    /// <summary>When the period started anew, in order; each with the receipt of the period before.</summary>
    public IReadOnlyList<DeadlineRestart> Restarts { get => field ?? []; init; } = [];

    /// <summary>How it ended; <see langword="null"/> while it is open.</summary>
    public DeadlineStop? Stopped { get; init; }

    /// <summary>The holidays and swapped days the result rests on that are projected or unconfirmed.</summary>
    public IReadOnlyList<DateOnly> Projected { get => field ?? []; init; } = [];

    /// <summary>The years without an announced calendar the result rests on; more days off or swaps may yet appear in them.</summary>
    public IReadOnlyList<int> UnpublishedYears { get => field ?? []; init; } = [];

    /// <summary>Whether the rule, a transitional rule, or any day that decided the result, is unconfirmed or projected.</summary>
    public bool RestsOnUnconfirmed => !Confirmed || Projected.Count > 0 || UnpublishedYears.Count > 0 || RestsOnUnconfirmedTransition;

    internal bool RestsOnUnconfirmedTransition
    {
        get
        {
            foreach (var transition in Transitions)
            {
                if (!transition.Confirmed)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The receipt as JSON, names in camel case, days as <c>yyyy-MM-dd</c>, Vietnamese unescaped.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json.Receipt);

    /// <summary>Reads a receipt back.</summary>
    /// <exception cref="JsonException">The text is not a receipt.</exception>
    public static Receipt FromJson(string json) =>
        JsonSerializer.Deserialize(json, Json.Receipt) ?? throw new JsonException("The receipt is empty.");

    /// <summary>The receipt in two sentences a citizen can read: what is due when and by which article; how it was counted.</summary>
    /// <param name="language"><c>en</c> (or a region of it) for English; anything else is Vietnamese.</param>
    public string Sentence(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return Languages.IsEnglish(language) ? ReceiptInEnglish.Of(this) : ReceiptInVietnamese.Of(this);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class ReceiptContext : JsonSerializerContext;
