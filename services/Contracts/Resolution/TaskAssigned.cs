namespace Contracts.Resolution;

/// <summary>A step of the procedure waits for a person. Published when the task opens and whenever its assignee changes.</summary>
/// <param name="Revision">Grows with every change of this task; a smaller one than already seen is out of date.</param>
public sealed record TaskAssigned(
    Guid TaskId,
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string Activity,
    string NameVi,
    string NameEn,
    string Role,
    string? Assignee,
    DateOnly? DueOn,
    int Revision,
    DateTimeOffset AssignedAt);
