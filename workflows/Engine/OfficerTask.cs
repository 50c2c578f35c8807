using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Procedures;
using Shared.Hosting;
using Shared.Persistence;

namespace Engine;

public enum OfficerTaskState
{
    Open,
    Completed,
    Cancelled,
}

/// <summary>
/// A step that waits for a person. It keeps a copy of what the definition asked for, so that it looks the same to whoever opens it
/// years later.
/// </summary>
public sealed class OfficerTask : IAudited
{
    private OfficerTask(Guid id, string activityId)
    {
        Id = id;
        ActivityId = activityId;
    }

    public Guid Id { get; private set; }
    public Guid InstanceId { get; private set; }
    public Guid CaseId { get; private set; }
    public Guid SubmissionId { get; private set; }
    public string Department { get; private set; } = "";
    public string ActivityId { get; private set; }
    public string NameVi { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public string Role { get; private set; } = "";
    public string? Assignee { get; private set; }
    public string? AssigneeName { get; private set; }
    public OfficerTaskState State { get; private set; }
    public string? Outcome { get; private set; }
    public string? CompletedBy { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The day by which the earliest of the deadlines it serves is due.</summary>
    public DateOnly? DueOn { get; private set; }
    public Guid? DeadlineId { get; private set; }
    public string FormJson { get; private set; } = "[]";
    public string OutcomesJson { get; private set; } = "[]";
    public string? DataJson { get; private set; }
    public string? Note { get; private set; }
    public string? Article { get; private set; }

    /// <summary>Grows with every change, so that a message overtaken by a later one can be told.</summary>
    public int Revision { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<FormField> Form => JsonSerializer.Deserialize<FormField[]>(FormJson, ProcedureJson.Options) ?? [];

    public IReadOnlyList<TaskOutcome> Outcomes => JsonSerializer.Deserialize<TaskOutcome[]>(OutcomesJson, ProcedureJson.Options) ?? [];

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => Department;

    internal static OfficerTask Open(
        Guid id, ProcedureInstance instance, ActivityNode step, string role, IReadOnlyList<TaskOutcome> outcomes,
        IReadOnlyList<FormField> form, DateTimeOffset at) =>
        new OfficerTask(id, step.Id)
        {
            InstanceId = instance.Id,
            CaseId = instance.CaseId,
            SubmissionId = instance.SubmissionId,
            Department = instance.Department,
            OpenedAt = at,
            Revision = 1,
            Version = 1,
        }.Describe(step, role, outcomes, form);

    /// <summary>Describes the open task as another version of its procedure does.</summary>
    internal void TellAnew(ActivityNode step, string role, IReadOnlyList<TaskOutcome> outcomes, IReadOnlyList<FormField> form)
    {
        RequireOpen();
        ActivityId = step.Id;
        Describe(step, role, outcomes, form);
        Change();
    }

    /// <summary>Takes the task for oneself. Taking it twice changes nothing.</summary>
    /// <exception cref="RuleViolation">It has ended, or somebody else holds it.</exception>
    public void Claim(string userId, string name)
    {
        RequireOpen();
        if (Assignee == userId) return;
        RequireFreeFor(userId);
        Hand(userId, name);
    }

    /// <summary>Puts the task back for everybody of its role.</summary>
    /// <exception cref="RuleViolation">It has ended, or somebody else holds it.</exception>
    public void Release(string userId)
    {
        RequireOpen();
        RequireFreeFor(userId);
        if (Assignee is not null) Hand(null, null);
    }

    /// <summary>Gives the task to somebody, whoever holds it. Who may do so is for the caller to decide.</summary>
    /// <exception cref="RuleViolation">It has ended.</exception>
    public void Assign(string userId, string name)
    {
        RequireOpen();
        if (Assignee != userId) Hand(userId, name);
    }

    /// <summary>Marks the task done. The form was checked by the runner, which alone may call this.</summary>
    /// <exception cref="RuleViolation">It has ended, somebody else holds it, or there is no such outcome.</exception>
    internal void Complete(string outcome, string dataJson, string? note, string userId, DateTimeOffset at)
    {
        RequireCompletable(outcome, userId);
        State = OfficerTaskState.Completed;
        Outcome = outcome;
        DataJson = dataJson;
        Note = note;
        CompletedBy = userId;
        EndedAt = at;
        Change();
    }

    internal void RequireCompletable(string outcome, string userId)
    {
        RequireOpen();
        RequireFreeFor(userId);
        if (Outcomes.All(known => known.Name != outcome))
        {
            throw new RuleViolation(EngineRules.UnknownOutcome, Article, 422, new Dictionary<string, object?>
            {
                ["outcomes"] = Outcomes.Select(known => known.Name).ToArray(),
            });
        }
    }

    internal void Cancel(DateTimeOffset at)
    {
        State = OfficerTaskState.Cancelled;
        EndedAt = at;
        Change();
    }

    internal void MustMeet(Guid deadlineId, DateOnly? dueOn)
    {
        DeadlineId = deadlineId;
        DueOn = dueOn;
    }

    /// <summary>The deadline the task serves moved; null while its clock stands still.</summary>
    public void MoveDueOn(DateOnly? dueOn)
    {
        DueOn = dueOn;
        Change();
    }

    private OfficerTask Describe(ActivityNode step, string role, IReadOnlyList<TaskOutcome> outcomes, IReadOnlyList<FormField> form)
    {
        if (Role != role) (Assignee, AssigneeName) = (null, null);
        NameVi = step.Name.Vi;
        NameEn = step.Name.En;
        Role = role;
        Article = step.Article;
        OutcomesJson = JsonSerializer.Serialize(outcomes, ProcedureJson.Options);
        FormJson = JsonSerializer.Serialize(form, ProcedureJson.Options);
        return this;
    }

    private void RequireOpen()
    {
        if (State == OfficerTaskState.Completed) throw new RuleViolation(EngineRules.AlreadyCompleted, Article);
        if (State == OfficerTaskState.Cancelled) throw new RuleViolation(EngineRules.Cancelled, Article);
    }

    private void RequireFreeFor(string userId)
    {
        if (Assignee is null || Assignee == userId) return;
        throw new RuleViolation(EngineRules.ClaimedByOther, details: new Dictionary<string, object?> { ["by"] = AssigneeName });
    }

    private void Hand(string? userId, string? name)
    {
        Assignee = userId;
        AssigneeName = name;
        Change();
    }

    private void Change()
    {
        Revision++;
        Version++;
    }
}

internal sealed class OfficerTaskConfiguration : IEntityTypeConfiguration<OfficerTask>
{
    public void Configure(EntityTypeBuilder<OfficerTask> builder)
    {
        builder.ToTable("OfficerTasks");
        builder.HasKey(task => task.Id);
        builder.Property(task => task.Id).ValueGeneratedNever();
        builder.Property(task => task.Department).HasMaxLength(60);
        builder.Property(task => task.ActivityId).HasMaxLength(120);
        builder.Property(task => task.Role).HasMaxLength(40);
        builder.Property(task => task.Assignee).HasMaxLength(120);
        builder.Property(task => task.AssigneeName).HasMaxLength(200);
        builder.Property(task => task.Outcome).HasMaxLength(60);
        builder.Property(task => task.CompletedBy).HasMaxLength(120);
        builder.Property(task => task.FormJson).HasMaxLength(32 * 1024);
        builder.Property(task => task.OutcomesJson).HasMaxLength(4000);
        builder.Property(task => task.DataJson).HasMaxLength(64 * 1024);
        builder.Property(task => task.Note).HasMaxLength(2000);
        builder.Property(task => task.Version).IsConcurrencyToken();
        builder.Ignore(task => task.Form);
        builder.Ignore(task => task.Outcomes);
        builder.HasIndex(task => task.InstanceId);
        builder.HasIndex(task => task.CaseId);
        builder.HasIndex(task => new { task.Department, task.State, task.DueOn });
        builder.HasIndex(task => new { task.Assignee, task.State, task.DueOn });
    }
}
