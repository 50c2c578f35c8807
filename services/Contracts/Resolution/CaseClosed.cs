namespace Contracts.Resolution;

/// <summary>The case ended. Published once per case.</summary>
/// <param name="Outcome"><c>resolved</c>, <c>refused</c>, <c>withdrawn</c>, …: the outcome the procedure names.</param>
public sealed record CaseClosed(
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string Outcome,
    DateOnly ClosedOn,
    DateTimeOffset ClosedAt);
