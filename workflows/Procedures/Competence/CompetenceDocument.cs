using Clock;

namespace Procedures.Competence;

/// <summary>The rules of competence in force from one date, as written in the document.</summary>
internal sealed record CompetenceDocument
{
    public required DateOnly InForceFrom { get; init; }
    public required BilingualText Title { get; init; }

    /// <summary>Where the rules come from and what is still to be confirmed.</summary>
    public required string Source { get; init; }

    /// <summary>Facts every example starts from, so that an example shows only what matters.</summary>
    public required IReadOnlyDictionary<string, string> ExamplesStartFrom { get; init; }

    /// <summary>Which kind a letter is; the first that holds decides.</summary>
    public required IReadOnlyList<KindRule> Kinds { get; init; }

    /// <summary>Who is competent, by kind; see <see cref="CompetenceRule.Decisive"/> for rules that hold together.</summary>
    public required IReadOnlyList<CompetenceRule> Competence { get; init; }

    /// <summary>Circumstances in which a clerk must look, whatever rule fired.</summary>
    public required IReadOnlyList<Doubt> Doubts { get; init; }

    /// <summary>What to do with the letter; the first that holds is suggested.</summary>
    public required IReadOnlyList<HandlingRule> Handling { get; init; }
}

internal sealed record LegalBasisReference(string Law, string Article)
{
    public override string ToString() => $"{Law}, {Article}";
}

internal sealed record KindRule
{
    public required string Id { get; init; }
    public required Condition When { get; init; }
    public required string Kind { get; init; }
    public bool Sure { get; init; }
    public BilingualText? Ask { get; init; }
}

internal sealed record CompetenceRule
{
    public required string Id { get; init; }

    /// <summary>Kinds the rule is for; petition and feedback mostly share one.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    public string? Instance { get; init; }
    public bool Disciplinary { get; init; }
    public required Condition When { get; init; }

    /// <summary>The competent office, or null where the law leaves it to be determined.</summary>
    public OfficeTemplate? Office { get; init; }

    public required LegalBasisReference LegalBasis { get; init; }

    /// <summary>Whether the text of the article was read when the rule was written.</summary>
    public required bool Confirmed { get; init; }

    public required bool Sure { get; init; }
    public BilingualText? Ask { get; init; }
    public required BilingualText Explanation { get; init; }

    /// <summary>Decides although rules further down hold as well; without it two offices are a conflict for a clerk.</summary>
    public bool Decisive { get; init; }

    public required IReadOnlyList<CompetenceExample> Examples { get; init; }
}

/// <summary>An office whose territory and department come from the first of the named facts that was told.</summary>
internal sealed record OfficeTemplate
{
    public required string Code { get; init; }
    public IReadOnlyList<string>? TerritoryFrom { get; init; }
    public IReadOnlyList<string>? DepartmentFrom { get; init; }
    public string? Department { get; init; }
}

internal sealed record CompetenceExample
{
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>Name of the expected office, or null when a clerk must find it.</summary>
    public required string? Office { get; init; }
}

internal sealed record Doubt
{
    public required string Id { get; init; }
    public required Condition When { get; init; }
    public required BilingualText Ask { get; init; }
}

internal sealed record HandlingRule
{
    public required string Id { get; init; }
    public required Condition When { get; init; }

    /// <summary>accept, transfer, guide, split, refuse, file – or null: the law leaves it to a person.</summary>
    public required string? Action { get; init; }

    public required LegalBasisReference LegalBasis { get; init; }
}
