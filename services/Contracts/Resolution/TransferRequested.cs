namespace Contracts.Resolution;

/// <summary>A procedure found that another body is competent. Routing passes the submission on; the case here has ended.</summary>
/// <param name="ToBody">The body, by the name the law gives it.</param>
/// <param name="Reason">Why, in the words of the procedure, never of the letter.</param>
public sealed record TransferRequested(
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string ToBody,
    string Reason,
    string LegalBasis,
    DateTimeOffset RequestedAt);
