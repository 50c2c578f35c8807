namespace Contracts.Resolution;

/// <summary>A procedure could not go on by itself and waits for an operator. Never a silent stop.</summary>
/// <param name="CaseId">Null when no case could be opened.</param>
/// <param name="Reason">The kind of failure; no text of an error, which may quote a letter.</param>
public sealed record IncidentRaised(
    Guid IncidentId,
    Guid? CaseId,
    Guid SubmissionId,
    string Department,
    string Activity,
    string Reason,
    DateTimeOffset RaisedAt);
