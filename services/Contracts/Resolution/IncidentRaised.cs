namespace Contracts.Resolution;

/// <summary>A procedure could not go on by itself and waits for an operator. Never a silent stop.</summary>
public sealed record IncidentRaised(
    Guid IncidentId,
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string Activity,
    string Reason,
    DateTimeOffset RaisedAt);
