namespace Contracts.Routing;

/// <summary>A clerk said what the submission is and who is competent.</summary>
public sealed record SubmissionClassified(
    Guid SubmissionId,
    string Kind,
    string? Instance,
    string CompetentBody,
    string LegalBasis,
    bool FollowsProposal,
    DateTimeOffset ClassifiedAt);
