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

    public Task<Answer<Case>> FindAsync(string department, Guid id) =>
        api.GetAsync<Case>($"departments/{ApiChannel.Segment(department)}/cases/{id}");

    public Task<Answer<Nothing>> ExtendAsync(string department, Guid id, string ground, string document) =>
        api.PostAsync<Nothing>($"departments/{ApiChannel.Segment(department)}/cases/{id}/extension", new { ground, document });
}

public sealed record TaskLine(
    string Id, string Name, string? Activity, Guid CaseId, string? CaseNumber, string Department, Guid? SubmissionId, string? Role,
    string? Assignee, string? AssigneeName, DateOnly? DueOn, int? DaysLeft, string? State);

public sealed record Choice(string Value, string Label);

public sealed record FieldDescription(
    string Name, string Type, string Label, bool Required, IReadOnlyList<string>? RequiredFor, IReadOnlyList<Choice>? Choices);

public sealed record CaseTask(
    string Id, string Name, string? Activity, Guid CaseId, string? CaseNumber, string? Department, string? Role, string? Assignee,
    string? AssigneeName, DateOnly? DueOn, int? DaysLeft, string? State, string? Article, IReadOnlyList<FieldDescription>? Form,
    IReadOnlyList<Choice>? Outcomes, string? Outcome, string? CompletedBy, DateTimeOffset? CompletedAt,
    IReadOnlyDictionary<string, JsonElement>? Data)
{
    public bool IsDone => CompletedAt is not null || State is "completed" or "cancelled";
}

public sealed record ProcedureName(string? Id, string? Name, DateOnly? InForceFrom);

public sealed record CaseDocument(Guid? Id, string? Form, string Title, string? Number, string? LegalBasis, DateOnly? IssuedOn);

public sealed record CaseHistory(DateTimeOffset At, string? Who, string Text, string? Ground);

public sealed record Incident(Guid Id, string? Activity, string? Reason, DateTimeOffset? RaisedAt, string? State);

public sealed record Case(
    Guid Id, string Number, Guid SubmissionId, string? Reference, string? Kind, string? Instance, string? Status, string? StatusText,
    string? Outcome, DateOnly? OpenedOn, DateOnly? ClosedOn, ProcedureName? Procedure, IReadOnlyList<CaseTask>? Tasks,
    IReadOnlyList<DeadlineView>? Deadlines, IReadOnlyList<CaseDocument>? Documents, IReadOnlyList<CaseHistory>? History,
    IReadOnlyList<Incident>? Incidents, IReadOnlyList<string>? Awaits);
