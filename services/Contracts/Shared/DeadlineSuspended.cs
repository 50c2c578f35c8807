namespace Contracts.Shared;

/// <summary>The clock of a deadline stands still on a ground the law knows; it is not overdue while it does.</summary>
/// <param name="Version">Rises with every change of the deadline; an older message must not undo a later one.</param>
public sealed record DeadlineSuspended(
    Guid DeadlineId,
    Guid SubmissionId,
    string Department,
    string Limit,
    DateOnly SuspendedOn,
    string Receipt,
    int Version,
    DateTimeOffset SuspendedAt);
