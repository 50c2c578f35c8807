using System.Globalization;
using System.Text;

namespace Checker;

public enum FindingKind
{
    /// <summary>Something that must be there is not.</summary>
    Missing,

    /// <summary>Something is there more often than once.</summary>
    Repeated,

    /// <summary>Two places tell it differently, or it stands still.</summary>
    Disagreeing,
}

/// <summary>Something that is wrong.</summary>
/// <param name="Subject">What it concerns: an id, a queue, a database.</param>
public sealed record Finding(FindingKind Kind, string Subject, string What);

/// <summary>What an inspection found.</summary>
/// <param name="Acknowledged">Registrations that were answered.</param>
/// <param name="Found">Those of them that exist exactly once, with nothing wrong about them.</param>
/// <param name="Acts">Classifications and completions that were answered.</param>
/// <param name="Unanswered">Submissions that exist although nobody got an answer: allowed, and checked like the others.</param>
/// <param name="SealedAlone">Letters in the vault without a submission: what a kill between the two leaves, by design.</param>
public sealed record Report(
    int Acknowledged, int Found, int Acts, int Unanswered, int SealedAlone, IReadOnlyList<Finding> Findings)
{
    private const int Shown = 40;

    public bool IsClean => Findings.Count == 0 && Found == Acknowledged;

    public int Count(FindingKind kind) => Findings.Count(finding => finding.Kind == kind);

    public string Summary => string.Create(CultureInfo.InvariantCulture,
        $"acknowledged {Acknowledged}, found {Found}, repeated {Count(FindingKind.Repeated)}, missing {Count(FindingKind.Missing)}, disagreeing {Count(FindingKind.Disagreeing)}");

    public override string ToString()
    {
        var text = new StringBuilder(Summary).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"(also answered: {Acts} classifications and completions; kept without an answer: {Unanswered} submissions; sealed without a submission: {SealedAlone} letters)");
        foreach (var finding in Findings.Take(Shown)) text.AppendLine(CultureInfo.InvariantCulture, $"  {finding.Kind}: {finding.Subject}: {finding.What}");
        if (Findings.Count > Shown) text.AppendLine(CultureInfo.InvariantCulture, $"  … and {Findings.Count - Shown} more");
        return text.ToString().TrimEnd();
    }
}
