namespace Contracts.Resolution;

/// <summary>
/// A task was brought before the head of the department by itself. Published once for each time it lies untaken, and once for each day it is
/// due.
/// </summary>
/// <param name="Step"><c>untaken</c> (nobody has taken it for too long) or <c>due-near</c>.</param>
/// <param name="Revision">That of the task, as in <see cref="TaskAssigned"/>.</param>
public sealed record TaskEscalated(
    Guid TaskId,
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string Activity,
    string Step,
    string? Assignee,
    DateOnly? DueOn,
    int Revision,
    DateTimeOffset EscalatedAt);
