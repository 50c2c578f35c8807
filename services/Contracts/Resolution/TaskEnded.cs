namespace Contracts.Resolution;

/// <summary>A task was completed, or cancelled because the procedure took another way.</summary>
/// <param name="Outcome">The chosen outcome, or null when the task was cancelled.</param>
public sealed record TaskEnded(
    Guid TaskId,
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string? Outcome,
    string? CompletedBy,
    DateTimeOffset EndedAt);
