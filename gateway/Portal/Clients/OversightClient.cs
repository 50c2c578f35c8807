namespace Portal.Clients;

/// <summary>Figures, and what is overdue.</summary>
internal sealed class OversightClient(ApiChannel api)
{
    public Task<Answer<Overview>> OverviewAsync() => api.GetAsync<Overview>("oversight/overview");

    public Task<Answer<Page<OverdueLine>>> OverdueAsync(string? after) =>
        api.GetAsync<Page<OverdueLine>>(ApiChannel.Query("oversight/overdue", ("after", after), ("limit", "50")));
}

public sealed record StatusCount(string Status, string StatusText, int Count);

public sealed record SubmissionFigures(int Total, int Open, int Closed, IReadOnlyList<StatusCount>? ByStatus);

public sealed record DeadlineFigures(int Running, int Overdue, int Met, int Late);

public sealed record DepartmentFigures(
    string Department, string Name, int Open, int Closed, int Overdue, int Met, int Late, DateOnly? OldestOverdueOn);

public sealed record TransferFigures(int Total, int AwaitingAnswer, int Returned);

public sealed record Overview(
    DateOnly? AsOf, SubmissionFigures? Submissions, DeadlineFigures? Deadlines, IReadOnlyList<DepartmentFigures>? ByDepartment,
    TransferFigures? Transfers, int Incidents, int Escalations);

public sealed record OverdueLine(
    Guid DeadlineId, Guid SubmissionId, string? Reference, Guid? CaseId, string? Department, string? DepartmentName, string? Limit, string Name,
    DateOnly DueOn, int DaysLate, string? LegalBasis, string? ResponsibleBody);
