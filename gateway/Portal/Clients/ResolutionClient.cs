using System.Text.Json;

namespace Portal.Clients;

/// <summary>Tasks and cases.</summary>
internal sealed class ResolutionClient(ApiChannel api)
{
    public Task<Answer<Page<TaskLine>>> TasksAsync(string assigned, string? after) =>
        api.GetAsync<Page<TaskLine>>(ApiChannel.Query("tasks", ("assigned", assigned), ("after", after), ("limit", "100")));

    public Task<Answer<Nothing>> ClaimAsync(string task) => api.PostAsync<Nothing>($"tasks/{Uri.EscapeDataString(task)}/claim", null);

    public Task<Answer<Nothing>> ReleaseAsync(string task) => api.PostAsync<Nothing>($"tasks/{Uri.EscapeDataString(task)}/release", null);

    public Task<Answer<Nothing>> CompleteAsync(string task, string? outcome, IReadOnlyDictionary<string, object> data, string? note, string? idempotencyKey) =>
        api.PostAsync<Nothing>($"tasks/{Uri.EscapeDataString(task)}/completion", new { outcome, data, note }, ("Idempotency-Key", idempotencyKey));

    public Task<Answer<Nothing>> HandOverAsync(string task, string to, string? reason) =>
        api.PostAsync<Nothing>($"tasks/{Uri.EscapeDataString(task)}/assignment", new { to, reason });

    public Task<Answer<Nothing>> ProposeAsync(string task, string? to, string? reason) =>
        api.PostAsync<Nothing>($"tasks/{Uri.EscapeDataString(task)}/proposal", new { to, reason });

    public Task<Answer<IReadOnlyList<Colleague>>> ColleaguesAsync(string department) =>
        api.GetAsync<IReadOnlyList<Colleague>>($"departments/{ApiChannel.Segment(department)}/colleagues");

    public Task<Answer<Page<Absence>>> AbsencesAsync(string department) =>
        api.GetAsync<Page<Absence>>(ApiChannel.Query($"departments/{ApiChannel.Segment(department)}/absences", ("limit", "200")));

    public Task<Answer<Nothing>> DeclareAbsenceAsync(string department, string? absent, string standIn, string from, string until) =>
        api.PostAsync<Nothing>($"departments/{ApiChannel.Segment(department)}/absences", new { absent, standIn, from, until });

    public Task<Answer<Nothing>> EndAbsenceAsync(string department, Guid id) =>
        api.PostAsync<Nothing>($"departments/{ApiChannel.Segment(department)}/absences/{id}/end", null);

    public Task<Answer<Page<Incident>>> IncidentsAsync(string department, string? after) =>
        api.GetAsync<Page<Incident>>(ApiChannel.Query($"departments/{ApiChannel.Segment(department)}/incidents", ("after", after), ("limit", "50")));

    public Task<Answer<Nothing>> RetryAsync(string department, Guid incident) =>
        api.PostAsync<Nothing>($"departments/{ApiChannel.Segment(department)}/incidents/{incident}/retry", null);

    public Task<Answer<Nothing>> ContinueAsync(string department, Guid incident, string outcome, string reason) =>
        api.PostAsync<Nothing>($"departments/{ApiChannel.Segment(department)}/incidents/{incident}/continuation", new { outcome, reason });

    public Task<Answer<Case>> FindAsync(string department, Guid id) =>
        api.GetAsync<Case>($"departments/{ApiChannel.Segment(department)}/cases/{id}");

    public Task<Answer<Nothing>> ExtendAsync(string department, Guid id, string ground, string document) =>
        api.PostAsync<Nothing>($"departments/{ApiChannel.Segment(department)}/cases/{id}/extension", new { ground, document });
}

public sealed record TaskLine(
    string Id, string Name, string? Activity, Guid CaseId, string? CaseNumber, string Department, Guid? SubmissionId, string? Role,
    string? Assignee, string? AssigneeName, DateOnly? DueOn, int? DaysLeft, string? State, DateOnly? TargetOn, bool TargetPassed,
    bool ProposedToMe, string? StandingInFor, IReadOnlyList<string>? Escalations);

public sealed record Choice(string Value, string Label);

public sealed record FieldDescription(
    string Name, string Type, string Label, bool Required, IReadOnlyList<string>? RequiredFor, IReadOnlyList<Choice>? Choices);

public sealed record CaseTask(
    string Id, string Name, string? Activity, Guid CaseId, string? CaseNumber, string? Department, string? Role, string? Assignee,
    string? AssigneeName, DateOnly? DueOn, int? DaysLeft, string? State, string? Article, IReadOnlyList<FieldDescription>? Form,
    IReadOnlyList<Choice>? Outcomes, string? Outcome, string? CompletedBy, DateTimeOffset? CompletedAt,
    IReadOnlyDictionary<string, JsonElement>? Data, DateOnly? TargetOn, bool TargetPassed, string? Candidate, string? CandidateName,
    bool ProposedToMe, string? InsteadOf, string? StandingInFor)
{
    public bool IsDone => CompletedAt is not null || State is "completed" or "cancelled";
}

public sealed record ProcedureName(string? Id, string? Name, DateOnly? InForceFrom);

public sealed record CaseDocument(Guid? Id, string? Form, string Title, string? Number, string? LegalBasis, DateOnly? IssuedOn);

public sealed record CaseHistory(DateTimeOffset At, string? Who, string Text, string? Ground, string? InsteadOf);

/// <summary>A procedure that could not go on, and what may be done about it.</summary>
public sealed record Incident(
    Guid Id, string? Department, Guid SubmissionId, Guid? CaseId, string? CaseNumber, string? Activity, string? StepName, string? Reason,
    DateTimeOffset? RaisedAt, int Attempts, string? State, bool CanRetry, IReadOnlyList<Choice>? Outcomes, DateTimeOffset? EndedAt,
    string? EndedAs, string? EndedBy, string? Ground);

public sealed record Colleague(string Id, string Name, IReadOnlyList<string>? Roles, DateOnly? SeenOn, DateOnly? AwayUntil, string? StandInName);

public sealed record Absence(
    Guid Id, string Absent, string AbsentName, string StandIn, string StandInName, DateOnly From, DateOnly Until, bool IsNow);

public sealed record Case(
    Guid Id, string Number, Guid SubmissionId, string? Reference, string? Kind, string? Instance, string? Status, string? StatusText,
    string? Outcome, DateOnly? OpenedOn, DateOnly? ClosedOn, ProcedureName? Procedure, IReadOnlyList<CaseTask>? Tasks,
    IReadOnlyList<DeadlineView>? Deadlines, IReadOnlyList<CaseDocument>? Documents, IReadOnlyList<CaseHistory>? History,
    IReadOnlyList<Incident>? Incidents, IReadOnlyList<string>? Awaits);
