namespace Contracts.Intake;

/// <summary>
/// The sender withdrew the submission as a whole (Complaints Act art. 10). Published once per withdrawal.
/// </summary>
public sealed record SubmissionWithdrawn(Guid SubmissionId, DateOnly WithdrawnOn, DateTimeOffset WithdrawnAt);
