namespace Contracts.Resolution;

/// <summary>Command to the department that holds the case: its sender withdrew the submission as a whole.</summary>
public sealed record WithdrawCase(Guid SubmissionId, string Department, DateOnly WithdrawnOn, DateTimeOffset WithdrawnAt);
