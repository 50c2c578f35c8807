namespace Contracts.Shared;

/// <summary>The due date of a duty passed with the duty not done. Published once per deadline and due date.</summary>
public sealed record DeadlineMissed(
    Guid DeadlineId,
    Guid SubmissionId,
    string Department,
    string Limit,
    DateOnly DueOn,
    DateTimeOffset MissedAt);
