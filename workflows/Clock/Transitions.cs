using System.Text.Json.Serialization;

namespace Clock;

/// <summary>Which text a transitional rule gives to a clock that was running when the law changed.</summary>
public enum TransitionChoice
{
    /// <summary>The text in force from <see cref="TransitionRule.From"/> on, although the matter began before.</summary>
    [JsonStringEnumMemberName("new-text")]
    NewText,

    /// <summary>The text in force on the day the clock started, although another has come into force meanwhile.</summary>
    [JsonStringEnumMemberName("start-day")]
    StartDay,
}

/// <summary>What the law says, or leaves open, about matters that were under way when it changed.</summary>
/// <param name="Code">The stable code of the rule.</param>
/// <param name="Name">The rule in a few words.</param>
/// <param name="Matters">Which matters under way it concerns; whether one is such a matter is for the person who decides to judge.</param>
/// <param name="Law">The law that contains the rule.</param>
/// <param name="Article">Its article.</param>
/// <param name="Before">Matters that began before this day.</param>
/// <param name="From">The first day on which the rule is applied.</param>
/// <param name="Applies">Which text applies.</param>
/// <param name="Limits">The codes of the time limits whose version it decides.</param>
/// <param name="Confirmed">Whether the text was read; false where the law is silent and the rule is only a recommendation.</param>
public sealed record TransitionRule(
    string Code,
    BilingualText Name,
    BilingualText Matters,
    string Law,
    string Article,
    DateOnly Before,
    DateOnly From,
    TransitionChoice Applies,
    IReadOnlyList<string> Limits,
    bool Confirmed)
{
    /// <summary>The codes of running limits that the rule lets be suspended on the grounds of the new text.</summary>
    public IReadOnlyList<string> Suspends { get => field ?? []; init; } = [];

    /// <summary>What a reader of the rule has to know besides.</summary>
    public BilingualText? Note { get; init; }

    /// <summary>The law and article.</summary>
    [JsonIgnore]
    public LegalBasis Basis => new(Law, Article);
}

/// <summary>
/// All transitional rules: what becomes of clocks that run while the law changes. Where none of them speaks, the version in force
/// on the day a clock starts applies. Immutable; safe to share.
/// </summary>
public sealed class TransitionBook
{
    /// <summary>A book without rules.</summary>
    public static readonly TransitionBook Empty = new([]);

    private readonly ILookup<string, TransitionRule> _byLimit;
    private readonly ILookup<string, TransitionRule> _bySuspended;

    /// <summary>Builds the book.</summary>
    /// <param name="rules">Every transitional rule.</param>
    /// <exception cref="LawDocumentException">Rules contradict themselves or each other; names every fault.</exception>
    public TransitionBook(IEnumerable<TransitionRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        All = [.. rules.OrderBy(rule => rule.From).ThenBy(rule => rule.Code, StringComparer.Ordinal)];
        _byLimit = All.SelectMany(rule => rule.Limits.Select(limit => (limit, rule))).ToLookup(pair => pair.limit, pair => pair.rule);
        _bySuspended = All.SelectMany(rule => rule.Suspends.Select(limit => (limit, rule))).ToLookup(pair => pair.limit, pair => pair.rule);

        var errors = Faults().ToList();
        if (errors.Count > 0)
            throw new LawDocumentException(errors);
    }

    /// <summary>Reads the book from the <c>*.json</c> documents of a directory.</summary>
    /// <exception cref="LawDocumentException">A document cannot be read, or rules contradict each other; names every fault.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static TransitionBook Load(string directory) =>
        new(LawDocuments.ReadAll(directory, LawDocumentContext.Default.TransitionDocument).SelectMany(read => read.Document.Rules));

    /// <summary>Every rule, by the day it is applied from.</summary>
    public IReadOnlyList<TransitionRule> All { get; }

    /// <summary>The rule that decides the version of a limit, if there is one.</summary>
    /// <param name="limit">The code of the limit.</param>
    /// <param name="startsOn">The day the clock starts.</param>
    /// <param name="today">The legal day to judge by: no rule is applied before its time.</param>
    /// <param name="acceptedOn">The day the matter was accepted, when that is not what starts the clock.</param>
    public TransitionRule? Find(string limit, DateOnly startsOn, DateOnly today, DateOnly? acceptedOn = null) =>
        _byLimit[limit].LastOrDefault(rule => today >= rule.From
            && (rule.Applies == TransitionChoice.NewText ? acceptedOn ?? startsOn : startsOn) < rule.Before);

    /// <summary>The rule by which a limit that was running may be suspended under the new text, if there is one.</summary>
    /// <param name="limit">The code of the running limit.</param>
    /// <param name="startsOn">The day its clock started.</param>
    /// <param name="on">The day of the suspension.</param>
    public TransitionRule? FindSuspension(string limit, DateOnly startsOn, DateOnly on) =>
        _bySuspended[limit].LastOrDefault(rule => on >= rule.From && startsOn < rule.Before);

    private IEnumerable<string> Faults()
    {
        foreach (var twice in All.GroupBy(rule => rule.Code, StringComparer.Ordinal).Where(rules => rules.Count() > 1))
            yield return $"Transitional rule {twice.Key}: given {twice.Count()} times.";
        foreach (var rule in All)
        {
            if (rule.From < rule.Before)
                yield return $"Transitional rule {rule.Code}: is applied before the matters it concerns are closed off.";
            if (rule.Limits.Count == 0 && rule.Suspends.Count == 0)
                yield return $"Transitional rule {rule.Code}: concerns no time limit.";
        }

        foreach (var clash in _byLimit.SelectMany(rules => rules.GroupBy(rule => rule.From).Where(same => same.Count() > 1)
            .Select(same => (Limit: rules.Key, Rules: same))))
            yield return $"Transitional rules {string.Join(" and ", clash.Rules.Select(rule => rule.Code))}: both decide {clash.Limit}.";
    }
}

/// <summary>The version of a limit that a clock runs under, and what chose it.</summary>
/// <param name="Limit">The version.</param>
/// <param name="StartsOn">
/// The day the clock starts: the day of the event, or the first day of the new text where a transitional rule gives that and no
/// version was in force before.
/// </param>
/// <param name="Transition">The transitional rule that chose it; <see langword="null"/> when the day of the event did.</param>
public sealed record VersionChoice(TimeLimit Limit, DateOnly StartsOn, TransitionRule? Transition);

/// <summary>The order of a supervisor that a clock runs under another version of its limit than the rules would choose.</summary>
/// <param name="On">The legal day of the order.</param>
/// <param name="By">Who ordered it: the identifier of a role or officer, such as <c>officer:1042</c>. Never a name.</param>
/// <param name="Reason">Why. An order without a reason is refused.</param>
/// <param name="Document">The number of the written order.</param>
public sealed record SupervisorOrder(DateOnly On, string By, string Reason, string? Document = null);
