namespace Contracts.Routing;

/// <summary>
/// The rules proposed who is competent. A proposal decides nothing: a clerk confirms or changes it.
/// </summary>
/// <param name="CompetentBody">The office in its territory, as the law names it, or null when no rule was sure enough to name one.</param>
/// <param name="Rule">Which rule fired, or null.</param>
public sealed record CompetenceProposed(
    Guid SubmissionId,
    string Kind,
    string? CompetentBody,
    string? Rule,
    string? LegalBasis,
    bool NeedsClerk,
    DateTimeOffset ProposedAt);
