using Clock;

namespace Procedures.Rules;

/// <summary>
/// A condition a definition may ask by name. A rule is a pure function of the facts and the day: the same question gets the same
/// answer on every run of a burst.
/// </summary>
public interface IRule
{
    string Name { get; }
    BilingualText Meaning { get; }

    /// <summary>The article that makes the difference.</summary>
    string Article { get; }

    /// <summary>The facts it looks at.</summary>
    IReadOnlyList<string> Facts { get; }

    bool Holds(RuleContext context);
}

/// <summary>What a rule may look at.</summary>
/// <param name="Facts">The facts of the case; one that is missing is not true.</param>
/// <param name="Today">The legal day on which the question is asked.</param>
public sealed record RuleContext(IReadOnlyDictionary<string, string> Facts, DateOnly Today)
{
    public bool IsTrue(string fact) => bool.TryParse(Facts.GetValueOrDefault(fact), out var value) && value;

    public int Number(string fact) => int.TryParse(
        Facts.GetValueOrDefault(fact), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0;
}

/// <summary>All rules, by name.</summary>
public static class NamedRules
{
    private static readonly Dictionary<string, IRule> ByName =
        new IRule[]
        {
            new RemoteArea(), new GroupComplaint(), new DisciplinaryDecision(), new AmendedComplaintLaw(),
            new AmendedDenunciationDecree(),
            new CorruptionOrWaste(),
            new CrimeSigns(),
            new OverdueDenunciation(),
            new RecommendationsMade(),
            new SuperiorResolves(),
            new TakenOver(),
            new UrgentProtection(),
        }.ToDictionary(rule => rule.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<IRule> All => ByName.Values;

    public static IRule? Find(string name) => ByName.GetValueOrDefault(name);
}
