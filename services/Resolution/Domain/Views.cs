using System.Text.Json;
using Clock;
using Engine;
using Shared.Deadlines;
using Shared.Hosting;

namespace Resolution.Domain;

internal sealed record ChoiceView(string Value, string Label);

internal sealed record FieldView(
    string Name, string Type, string Label, bool Required, IReadOnlyList<string> RequiredFor, IReadOnlyList<ChoiceView> Choices);

/// <summary>A task as its worker sees it.</summary>
internal sealed record TaskView(
    string Id, string Name, string Activity, Guid CaseId, string CaseNumber, string Department, Guid SubmissionId, string Role,
    string? Assignee, string? AssigneeName, DateOnly? DueOn, int? DaysLeft, OfficerTaskState State, string? Article,
    IReadOnlyList<FieldView> Form, IReadOnlyList<ChoiceView> Outcomes, string? Outcome, string? CompletedBy, DateTimeOffset? CompletedAt,
    JsonElement? Data, string? Note)
{
    public static TaskView Of(OfficerTask task, string caseNumber, DateOnly today) => new(
        new TaskId(task.Department, task.Id).ToString(), Language.Of(task.NameVi, task.NameEn), task.ActivityId, task.CaseId, caseNumber,
        task.Department, task.SubmissionId, task.Role, task.Assignee, task.AssigneeName, task.DueOn,
        task.DueOn is { } due ? due.DayNumber - today.DayNumber : null, task.State, task.Article,
        [.. task.Form.Select(field => new FieldView(
            field.Name, field.Type.ToString().ToLowerInvariant(), Language.Of(field.LabelVi, field.LabelEn), field.Required,
            field.RequiredFor ?? [], [.. (field.Choices ?? []).Select(choice => new ChoiceView(choice.Value, Language.Of(choice.LabelVi, choice.LabelEn)))]))],
        [.. task.Outcomes.Select(outcome => new ChoiceView(outcome.Name, Language.Of(outcome.LabelVi, outcome.LabelEn)))],
        task.Outcome, task.CompletedBy, task.EndedAt,
        task.DataJson is null ? null : JsonSerializer.Deserialize<JsonElement>(task.DataJson), task.Note);
}

/// <summary>A deadline with the receipt that explains it.</summary>
internal sealed record CaseDeadlineView(
    Guid Id, string Code, string Name, DateOnly StartsOn, DateOnly DueOn, DeadlineState State, bool IsDuty, string LegalBasis,
    bool Confirmed, string Explanation, Receipt Receipt)
{
    public static CaseDeadlineView Of(DeadlineRow row)
    {
        var receipt = Receipt.FromJson(row.Receipt);
        return new CaseDeadlineView(
            row.Id, row.Limit, Language.Of(row.NameVi, row.NameEn), row.StartsOn, row.DueOn, row.State, row.IsDuty, row.LegalBasis,
            row.Confirmed, receipt.Sentence(Language.Current), receipt);
    }
}
