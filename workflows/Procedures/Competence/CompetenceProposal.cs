namespace Procedures.Competence;

/// <summary>What the rules propose for one letter. It binds nobody: a clerk confirms or changes it.</summary>
public sealed record CompetenceProposal
{
    /// <summary>complaint, denunciation, petition, feedback, admin-regulation, judicial, mixed or unknown.</summary>
    public required string Kind { get; init; }

    /// <summary>first or second, for complaints; otherwise null.</summary>
    public string? Instance { get; init; }

    /// <summary>Whether the complaint is about a disciplinary decision, which has its own procedure.</summary>
    public bool Disciplinary { get; init; }

    /// <summary>The competent office, or null: a clerk must find it.</summary>
    public Office? CompetentOffice { get; init; }

    /// <summary>Id of the rule that fired, or null.</summary>
    public string? RuleId { get; init; }

    /// <summary>Article behind the competence.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>Whether the text of that article was read when the rule was written.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Why this office, for the clerk.</summary>
    public BilingualText? Explanation { get; init; }

    /// <summary>Whether nothing speaks against the proposal. False means: needs a clerk's judgement, not only a look.</summary>
    public required bool Sure { get; init; }

    /// <summary>What the clerk should look at, when not sure; one entry per doubt.</summary>
    public IReadOnlyList<BilingualText> AskClerkBecause { get; init; } = [];

    /// <summary>accept, transfer, guide, split, refuse, file – or null where it is left to the clerk.</summary>
    public string? SuggestedAction { get; init; }

    /// <summary>Article behind the suggested action.</summary>
    public string? ActionLegalBasis { get; init; }

    /// <summary>Other offices whose rules hold as well.</summary>
    public IReadOnlyList<Office> RunnersUp { get; init; } = [];

    /// <summary>Start of the version of the rules that was applied, or null when none was in force.</summary>
    public DateOnly? RulesInForceFrom { get; init; }
}
