using System.Globalization;
using Portal.Access;

namespace Portal.Components;

/// <summary>Words for the codes of the API, and texts with their blanks filled.</summary>
public static class Say
{
    /// <summary>The four kinds of letter, as the API writes them.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["complaint", "denunciation", "petition", "feedback"];

    public static IReadOnlyList<string> Instances { get; } = ["first", "second"];

    public static string With(string text, params object?[] blanks) => string.Format(CultureInfo.InvariantCulture, text, blanks);

    public static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Kind(string? kind) => kind switch
    {
        "complaint" => Texts.KindComplaint,
        "denunciation" => Texts.KindDenunciation,
        "petition" => Texts.KindPetition,
        "feedback" => Texts.KindFeedback,
        null or "" => Texts.KindUnknown,
        _ => kind,
    };

    public static string Channel(string? channel) => channel switch
    {
        "web" => Texts.ChannelWeb,
        "counter" => Texts.ChannelCounter,
        "post" => Texts.ChannelPost,
        "phone" => Texts.ChannelPhone,
        "email" => Texts.ChannelEmail,
        "referral" => Texts.ChannelReferral,
        _ => channel ?? "",
    };

    public static string Instance(string? instance) => instance switch
    {
        "first" => Texts.InstanceFirst,
        "second" => Texts.InstanceSecond,
        null or "" => Texts.InstanceNone,
        _ => instance,
    };

    public static string CompetenceState(string state) => state switch
    {
        "awaiting-clerk" => Texts.StateAwaitingClerk,
        "classified" => Texts.StateClassified,
        "transferred-outside" => Texts.StateTransferredOutside,
        "in-resolution" => Texts.StateInResolution,
        "concluded" => Texts.StateConcluded,
        _ => state,
    };

    public static string TransferState(string? state) => state switch
    {
        "pending" => Texts.TransferPending,
        "received" => Texts.TransferReceived,
        "returned" => Texts.TransferReturned,
        "answered" => Texts.TransferAnswered,
        "awaiting-answer" => Texts.TransferAwaitingAnswer,
        _ => state ?? "",
    };

    public static string Action(string? action) => action switch
    {
        "accept" => Texts.ActionAccept,
        "transfer" => Texts.ActionTransfer,
        "guide" => Texts.ActionGuide,
        "file" => Texts.ActionFile,
        "refuse" => Texts.ActionRefuse,
        "split" => Texts.ActionSplit,
        _ => action ?? "",
    };

    public static string Role(string? role) => role switch
    {
        "reception" => Texts.RoleReception,
        "clerk" => Texts.RoleClerk,
        "officer" => Texts.RoleOfficer,
        "head" => Texts.RoleHead,
        "inspector" => Texts.RoleInspector,
        "submitter" => Texts.RoleSubmitter,
        "against" => Texts.RoleAgainst,
        _ => role ?? "",
    };

    /// <summary>What a procedure waits for: the name of an event, or <c>deadline-passed:</c> and the code of a time limit.</summary>
    /// <param name="nameOf">The name of a time limit by its code, where it is known.</param>
    public static string Awaited(string awaited, Func<string, string?> nameOf)
    {
        var parts = awaited.Split(':', 2);
        return parts[0] switch
        {
            "complaint-withdrawn" => Texts.EventComplaintWithdrawn,
            "second-complaint-filed" => Texts.EventSecondComplaintFiled,
            "complexity-determined" => Texts.EventComplexityDetermined,
            "protection-requested" => Texts.EventProtectionRequested,
            "recommendation-handled" => Texts.EventRecommendationHandled,
            "suspension-decided" => Texts.EventSuspensionDecided,
            "suspension-ground-gone" => Texts.EventSuspensionGroundGone,
            "complaint-partly-withdrawn" => Texts.EventComplaintPartlyWithdrawn,
            "decision-set-aside" => Texts.EventDecisionSetAside,
            "lawsuit-filed" => Texts.EventLawsuitFiled,
            "resumption-decided" => Texts.EventResumptionDecided,
            "stay-of-execution-decided" => Texts.EventStayOfExecutionDecided,
            "stay-of-execution-lifted" => Texts.EventStayOfExecutionLifted,
            "termination-decided" => Texts.EventTerminationDecided,
            "deadline-passed" when parts is [_, var code] && nameOf(code) is { } name => With(Texts.EventDeadlinePassedOf, name),
            "deadline-passed" => Texts.EventDeadlinePassed,
            _ => Texts.EventOther,
        };
    }

    /// <summary>Who did it, for a reader: never an account's id or the name of a piece of the system.</summary>
    public static string Who(string? who, IReadOnlyDictionary<string, string> names) => who switch
    {
        null or "" => "",
        _ when names.TryGetValue(who, out var name) => name,
        _ when who.StartsWith("system:", StringComparison.Ordinal) => Texts.BySystem,
        _ when Guid.TryParse(who, out _) => Texts.ByColleague,
        _ => who,
    };

    /// <summary>Who did it, and in whose stead: "X thay Y".</summary>
    public static string Who(string? who, string? insteadOf, IReadOnlyDictionary<string, string> names) =>
        string.IsNullOrEmpty(insteadOf) ? Who(who, names) : With(Texts.WhoInTheSteadOf, Who(who, names), Who(insteadOf, names));

    public static string Escalation(string step) => step switch
    {
        "untaken" => Texts.EscalatedUntaken,
        "due-near" => Texts.EscalatedDueNear,
        _ => step,
    };

    public static string IncidentEnd(string? endedAs) => endedAs switch
    {
        "retried" => Texts.IncidentRetried,
        "continued-by-hand" => Texts.IncidentContinued,
        _ => Texts.IncidentWentOn,
    };

    public static string CaseStatus(string? status) => status switch
    {
        "open" => Texts.CaseOpen,
        "suspended" => Texts.CaseSuspended,
        "closed" => Texts.CaseClosed,
        _ => status ?? "",
    };

    /// <summary>How far away a day is, seen from today: "still 3 days", "today", "2 days past".</summary>
    public static string Distance(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        0 => Texts.DueToday,
        1 => Texts.DueTomorrow,
        > 1 and var days => With(Texts.DueInDays, days),
        -1 => Texts.OverdueOneDay,
        var days => With(Texts.OverdueDays, -days),
    };

    public static string Day(DateOnly? on) => on is { } day ? LegalDay.Show(day) : Texts.NotGiven;

    public static string OrNone(string? text) => string.IsNullOrWhiteSpace(text) ? Texts.NotGiven : text;
}
