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
/// <param name="DueOn">The last day the law allows.</param>
/// <param name="TargetOn">The day the department set itself, earlier than that.</param>
/// <param name="Candidate">Who is proposed for it; that binds nobody.</param>
/// <param name="InsteadOf">In whose stead the assignee holds it, or in whose stead it was completed.</param>
/// <param name="StandingInFor">The absent person who holds it, for whom the reader stands in today.</param>
/// <param name="Escalations">Why it is before the head: <c>untaken</c>, <c>due-near</c>.</param>
internal sealed record TaskView(
    string Id, string Name, string Activity, Guid CaseId, string CaseNumber, string Department, Guid SubmissionId, string Role,
    string? Assignee, string? AssigneeName, DateOnly? DueOn, int? DaysLeft, OfficerTaskState State, string? Article,
    IReadOnlyList<FieldView> Form, IReadOnlyList<ChoiceView> Outcomes, string? Outcome, string? CompletedBy, DateTimeOffset? CompletedAt,
    JsonElement? Data, string? Note, DateOnly? TargetOn, bool TargetPassed, string? Candidate, string? CandidateName, bool ProposedToMe,
    string? InsteadOf, string? StandingInFor, IReadOnlyList<EscalationStep> Escalations)
{
    public static TaskView Of(OfficerTask task, string caseNumber, TaskReader reader, DateOnly today) => new(
        new TaskId(task.Department, task.Id).ToString(), Language.Of(task.NameVi, task.NameEn), task.ActivityId, task.CaseId, caseNumber,
        task.Department, task.SubmissionId, task.Role, task.Assignee, task.AssigneeName, task.DueOn,
        task.DueOn is { } due ? due.DayNumber - today.DayNumber : null, task.State, task.Article,
        [.. task.Form.Select(field => new FieldView(
            field.Name, field.Type.ToString().ToLowerInvariant(), Language.Of(field.LabelVi, field.LabelEn), field.Required,
            field.RequiredFor ?? [], [.. (field.Choices ?? []).Select(choice => new ChoiceView(choice.Value, Language.Of(choice.LabelVi, choice.LabelEn)))]))],
        [.. task.Outcomes.Select(outcome => new ChoiceView(outcome.Name, Language.Of(outcome.LabelVi, outcome.LabelEn)))],
        task.Outcome, task.CompletedBy, task.EndedAt,
        task.DataJson is null ? null : JsonSerializer.Deserialize<JsonElement>(task.DataJson), task.Note,
        task.TargetOn, task.State == OfficerTaskState.Open && task.TargetOn < today, task.Candidate, task.CandidateName,
        reader.IsProposed(task), task.InsteadOf, reader.SteadOf(task), [.. EscalationsOf(task)]);

    private static IEnumerable<EscalationStep> EscalationsOf(OfficerTask task)
    {
        if (task.State != OfficerTaskState.Open) yield break;
        if (task.UntakenEscalatedAt is not null) yield return EscalationStep.Untaken;
        if (task.DueEscalatedAt is not null) yield return EscalationStep.DueNear;
    }
}

/// <summary>A procedure that could not go on, and what an operator may do about it.</summary>
/// <param name="Activity">The step that failed; empty when none did.</param>
/// <param name="Reason">The kind of failure, or the rule that refused.</param>
/// <param name="CanRetry">Whether it is known what would be run again.</param>
/// <param name="Outcomes">The outcomes a person may answer for, to continue by hand; empty when that is not possible.</param>
/// <param name="EndedAs">How it ended: <c>went-on</c>, <c>retried</c>, <c>continued-by-hand</c>.</param>
internal sealed record IncidentView(
    Guid Id, string Department, Guid SubmissionId, Guid? CaseId, string? CaseNumber, string Activity, string? StepName, string Reason,
    DateTimeOffset RaisedAt, int Attempts, string State, bool CanRetry, IReadOnlyList<ChoiceView> Outcomes, DateTimeOffset? EndedAt,
    IncidentEnd? EndedAs, string? EndedBy, string? ContinuedWith, string? Ground)
{
    public static IncidentView Of(Incident incident, string? caseNumber, ProcedureRunner runner)
    {
        var isOpen = incident.ResolvedAt is null;
        return new IncidentView(
            incident.Id, incident.Department, incident.SubmissionId, incident.CaseId, caseNumber, incident.ActivityId,
            runner.StepOf(incident) is { } name ? Language.Of(name.Vi, name.En) : null, incident.Reason, incident.At, incident.Attempts,
            isOpen ? "open" : "resolved", isOpen && incident.WorkKind is not null,
            isOpen ? [.. runner.OutcomesOf(incident).Select(one => new ChoiceView(one.Name, one.LabelVi == one.Name ? PortOf(one.Name) : Language.Of(one.LabelVi, one.LabelEn)))] : [],
            incident.ResolvedAt, incident.EndedAs, incident.EndedBy, incident.ContinuedWith, incident.Ground);
    }

    /// <summary>The ports that every activity calls alike.</summary>
    private static string PortOf(string port) => port switch
    {
        "Done" => Language.Of("Đã xong", "Done"),
        "True" => Language.Of("Đúng", "True"),
        "False" => Language.Of("Sai", "False"),
        "Default" => Language.Of("Trường hợp khác", "Otherwise"),
        _ => port,
    };
}

/// <summary>A deadline with the receipt that explains it.</summary>
internal sealed record CaseDeadlineView(
    Guid Id, string Code, string Name, DateOnly StartsOn, DateOnly DueOn, DeadlineState State, bool IsDuty, string LegalBasis,
    bool Confirmed, string Explanation, Receipt Receipt, DateOnly? TargetOn)
{
    public static CaseDeadlineView Of(DeadlineRow row)
    {
        var receipt = Receipt.FromJson(row.Receipt);
        return new CaseDeadlineView(
            row.Id, row.Limit, Language.Of(row.NameVi, row.NameEn), row.StartsOn, row.DueOn, row.State, row.IsDuty, row.LegalBasis,
            row.Confirmed, receipt.Sentence(Language.Current), receipt, row.TargetOn);
    }
}
