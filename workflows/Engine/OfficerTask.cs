using System.Text.Json;
using Clock;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Procedures;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Persistence;

namespace Engine;

public enum OfficerTaskState
{
    Open,
    Completed,
    Cancelled,
}

/// <summary>Why the head of the department hears of a task.</summary>
public enum EscalationStep
{
    /// <summary>Nobody has taken it for too long.</summary>
    Untaken,

    /// <summary>The day it is due comes near.</summary>
    DueNear,
}

/// <summary>Somebody who works here, and the name colleagues know them by, where it is known.</summary>
public sealed record Person(string Id, string? Name);

/// <summary>Who does something: a person, and the absent one in whose stead.</summary>
public readonly record struct Doer(string UserId, string? InsteadOf = null)
{
    public static implicit operator Doer(string userId) => new(userId);
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

    /// <summary>The absent person in whose stead the assignee holds it, or in whose stead it was completed.</summary>
    public string? InsteadOf { get; private set; }

    /// <summary>Who is proposed for it while nobody holds it. Everybody of its role may still take it.</summary>
    public string? Candidate { get; private set; }
    public string? CandidateName { get; private set; }
    public OfficerTaskState State { get; private set; }
    public string? Outcome { get; private set; }
    public string? CompletedBy { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The day by which the earliest of the deadlines it serves is due.</summary>
    public DateOnly? DueOn { get; private set; }
    public Guid? DeadlineId { get; private set; }

    /// <summary>The day by which the department itself means to be done, earlier than <see cref="DueOn"/>.</summary>
    public DateOnly? TargetOn { get; private set; }

    /// <summary>The day from which it has lain untaken; null while somebody holds it, and once the head has heard of it.</summary>
    public DateOnly? UntakenSince { get; private set; }

    /// <summary>The due day of which the head has still to hear when it comes near; null when there is none.</summary>
    public DateOnly? UnwarnedDueOn { get; private set; }

    /// <summary>When the head heard that nobody takes it; null again once somebody has.</summary>
    public DateTimeOffset? UntakenEscalatedAt { get; private set; }

    /// <summary>When the head heard that it is due soon; null again once it is due on another day.</summary>
    public DateTimeOffset? DueEscalatedAt { get; private set; }

    /// <summary>Whoever is escalating it, until the lease ends.</summary>
    public Guid? LeasedBy { get; private set; }
    public DateTimeOffset? LeasedUntil { get; private set; }
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
            UntakenSince = LegalDay.Of(at),
            Revision = 1,
            Version = 1,
        }.Describe(step, role, outcomes, form);

    /// <summary>Describes the open task as another version of its procedure does.</summary>
    internal void TellAnew(ActivityNode step, string role, IReadOnlyList<TaskOutcome> outcomes, IReadOnlyList<FormField> form, DateOnly today)
    {
        RequireOpen();
        ActivityId = step.Id;
        if (Role != role && Assignee is not null)
        {
            Hand(null, null);
            UntakenSince = today;
        }

        Describe(step, role, outcomes, form);
        Change();
    }

    /// <summary>Takes the task for oneself. Taking it twice changes nothing.</summary>
    /// <exception cref="RuleViolation">It has ended, or somebody else holds it.</exception>
    public void Claim(string userId, string? name)
    {
        RequireOpen();
        if (Assignee == userId) return;
        RequireFreeFor(userId);
        Hand(userId, name);
    }

    /// <summary>Puts the task back for everybody of its role.</summary>
    /// <exception cref="RuleViolation">It has ended, or somebody else holds it.</exception>
    public void Release(Doer by, DateOnly today)
    {
        RequireOpen();
        RequireFreeFor(by);
        if (Assignee is null) return;
        Hand(null, null);
        UntakenSince = today;
    }

    /// <summary>Gives the task to somebody, whoever holds it. Who may do so is for the caller to decide.</summary>
    /// <param name="insteadOf">The absent person it was meant for.</param>
    /// <exception cref="RuleViolation">It has ended.</exception>
    public void Assign(string userId, string? name, string? insteadOf = null)
    {
        RequireOpen();
        if (Assignee != userId || InsteadOf != insteadOf) Hand(userId, name, insteadOf);
    }

    /// <summary>Proposes somebody for the task, or nobody any more. It binds nobody: whoever has the role may take it.</summary>
    /// <exception cref="RuleViolation">It has ended.</exception>
    public void Propose(Person? candidate)
    {
        RequireOpen();
        if (Candidate == candidate?.Id) return;
        Candidate = candidate?.Id;
        CandidateName = candidate?.Name;
        Change();
    }

    /// <summary>Marks the task done. The form was checked by the runner, which alone may call this.</summary>
    /// <exception cref="RuleViolation">It has ended, somebody else holds it, or there is no such outcome.</exception>
    internal void Complete(string outcome, string dataJson, string? note, Doer by, DateTimeOffset at)
    {
        RequireCompletable(outcome, by);
        State = OfficerTaskState.Completed;
        Outcome = outcome;
        DataJson = dataJson;
        Note = note;
        CompletedBy = by.UserId;
        InsteadOf = SteadOf(by);
        EndedAt = at;
        EndEscalation();
        Change();
    }

    /// <summary>In whose stead somebody acts here: of whoever is away and holds it, or of whom it was meant for.</summary>
    internal string? SteadOf(Doer by) => Assignee is null ? null : Assignee == by.UserId ? InsteadOf : by.InsteadOf;

    internal void RequireCompletable(string outcome, Doer by)
    {
        RequireOpen();
        RequireFreeFor(by);
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
        EndEscalation();
        Change();
    }

    /// <summary>The procedure proposes somebody as it opens the task; that is not a change of it.</summary>
    internal void ProposeAtOnce(string candidate) => Candidate = candidate;

    internal void MustMeet(DeadlineRow deadline)
    {
        DeadlineId = deadline.Id;
        TakeDays(deadline);
    }

    /// <summary>The deadline the task serves moved; there is no day while its clock stands still.</summary>
    public void Follow(DeadlineRow deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        TakeDays(deadline);
        Change();
    }

    private OfficerTask Describe(ActivityNode step, string role, IReadOnlyList<TaskOutcome> outcomes, IReadOnlyList<FormField> form)
    {
        NameVi = step.Name.Vi;
        NameEn = step.Name.En;
        Role = role;
        Article = step.Article;
        OutcomesJson = JsonSerializer.Serialize(outcomes, ProcedureJson.Options);
        FormJson = JsonSerializer.Serialize(form, ProcedureJson.Options);
        return this;
    }

    /// <summary>Tells the head of it, once for each time it lies untaken and each day it is due. Returns false when that has been done.</summary>
    internal bool Escalate(EscalationStep step, DateTimeOffset at)
    {
        LeasedBy = null;
        LeasedUntil = null;
        if (State != OfficerTaskState.Open || (step == EscalationStep.Untaken ? UntakenSince : UnwarnedDueOn) is null) return false;
        if (step == EscalationStep.Untaken) (UntakenSince, UntakenEscalatedAt) = (null, at);
        else (UnwarnedDueOn, DueEscalatedAt) = (null, at);
        Change();
        return true;
    }

    internal void RequireHeldBy(Doer by)
    {
        RequireOpen();
        RequireFreeFor(by);
        if (Assignee is null) throw new RuleViolation(EngineRules.NotHeld, Article);
    }

    private void TakeDays(DeadlineRow deadline)
    {
        var dueOn = deadline.IsSuspended ? (DateOnly?)null : deadline.DueOn;
        TargetOn = deadline.IsSuspended ? null : deadline.TargetOn;
        if (dueOn == DueOn) return;
        DueOn = dueOn;
        UnwarnedDueOn = dueOn;
        DueEscalatedAt = null;
    }

    private void EndEscalation()
    {
        UntakenSince = null;
        UnwarnedDueOn = null;
    }

    private void RequireOpen()
    {
        if (State == OfficerTaskState.Completed)
        {
            throw new RuleViolation(EngineRules.AlreadyCompleted, Article, details: new Dictionary<string, object?>
            {
                ["by"] = Assignee == CompletedBy ? AssigneeName ?? CompletedBy : CompletedBy,
            });
        }

        if (State == OfficerTaskState.Cancelled) throw new RuleViolation(EngineRules.Cancelled, Article);
    }

    private void RequireFreeFor(Doer by)
    {
        if (Assignee is null || Assignee == by.UserId || Assignee == by.InsteadOf) return;
        throw HeldByOther();
    }

    /// <summary>What whoever comes second is told.</summary>
    internal RuleViolation HeldByOther() =>
        new(EngineRules.ClaimedByOther, details: new Dictionary<string, object?> { ["by"] = AssigneeName ?? Assignee });

    private void Hand(string? userId, string? name, string? insteadOf = null)
    {
        Assignee = userId;
        AssigneeName = name;
        InsteadOf = insteadOf;
        if (userId is not null)
        {
            UntakenSince = null;
            UntakenEscalatedAt = null;
        }

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
        builder.Property(task => task.InsteadOf).HasMaxLength(120);
        builder.Property(task => task.Candidate).HasMaxLength(120);
        builder.Property(task => task.CandidateName).HasMaxLength(200);
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
        builder.HasIndex(task => new { task.Candidate, task.State, task.DueOn });
        builder.HasIndex(task => task.UntakenSince);
        builder.HasIndex(task => task.UnwarnedDueOn);
        builder.HasIndex(task => task.LeasedBy);
    }
}
