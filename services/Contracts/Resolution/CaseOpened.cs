namespace Contracts.Resolution;

/// <summary>A department opened a case and started a procedure on it. Published once per case.</summary>
public sealed record CaseOpened(
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string CaseNumber,
    string Kind,
    string Procedure,
    DateOnly ProcedureInForceFrom,
    DateOnly OpenedOn,
    DateTimeOffset OpenedAt);
