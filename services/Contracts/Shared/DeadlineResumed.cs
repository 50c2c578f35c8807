namespace Contracts.Shared;

/// <summary>The clock of a suspended deadline runs again, to a later last day.</summary>
/// <param name="Version">Rises with every change of the deadline; an older message must not undo a later one.</param>
public sealed record DeadlineResumed(
    Guid DeadlineId,
    Guid SubmissionId,
    string Department,
    string Limit,
    DateOnly ResumedOn,
    DateOnly DueOn,
    string Receipt,
    int Version,
    DateTimeOffset ResumedAt);
