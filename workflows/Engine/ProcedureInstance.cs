using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Persistence;

namespace Engine;

public enum InstanceStatus
{
    Running,
    Finished,

    /// <summary>A burst failed and was rolled back. What waited still waits; the next burst that succeeds ends the incident.</summary>
    Incident,
}

/// <summary>
/// One procedure running on one case, pinned to the version it began under. Every burst raises <see cref="Version"/>, so that two
/// bursts on one instance cannot both commit.
/// </summary>
public sealed class ProcedureInstance : IAudited
{
    private ProcedureInstance(Guid id, string procedureId)
    {
        Id = id;
        ProcedureId = procedureId;
    }

    public Guid Id { get; private set; }

    /// <summary>The instance that started this one; null for the procedure the case began with.</summary>
    public Guid? ParentId { get; private set; }
    public Guid CaseId { get; private set; }
    public Guid SubmissionId { get; private set; }
    public string Department { get; private set; } = "";
    public string ProcedureId { get; private set; }
    public DateOnly InForceFrom { get; private set; }
    public InstanceStatus Status { get; private set; }

    /// <summary>What the procedure remembers: facts, variables, arrivals at joins.</summary>
    public string StateJson { get; private set; } = "{}";
    public string? Outcome { get; private set; }
    public DateOnly? EndedOn { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public int Version { get; private set; }

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => Department;

    internal static ProcedureInstance Start(
        Guid id, Guid? parentId, string procedureId, DateOnly inForceFrom, CaseFacts facts, DateTimeOffset at) =>
        new(id, procedureId)
        {
            ParentId = parentId,
            CaseId = facts.CaseId,
            SubmissionId = facts.SubmissionId,
            Department = facts.Department,
            InForceFrom = inForceFrom,
            Status = InstanceStatus.Running,
            StartedAt = at,
        };

    internal void Close(string outcome, DateOnly on)
    {
        Outcome = outcome;
        EndedOn = on;
    }

    /// <summary>Goes on under another version; the burst that does so raises the instance's own version.</summary>
    internal void MoveTo(DateOnly inForceFrom) => InForceFrom = inForceFrom;

    internal void EndBurst(string stateJson, bool finished, DateOnly today)
    {
        StateJson = stateJson;
        Status = finished ? InstanceStatus.Finished : InstanceStatus.Running;
        if (finished) EndedOn ??= today;
        Version++;
    }

    internal void StopForIncident()
    {
        Status = InstanceStatus.Incident;
        Version++;
    }
}

internal sealed class ProcedureInstanceConfiguration : IEntityTypeConfiguration<ProcedureInstance>
{
    public void Configure(EntityTypeBuilder<ProcedureInstance> builder)
    {
        builder.ToTable("ProcedureInstances");
        builder.HasKey(instance => instance.Id);
        builder.Property(instance => instance.Id).ValueGeneratedNever();
        builder.Property(instance => instance.Department).HasMaxLength(60);
        builder.Property(instance => instance.ProcedureId).HasMaxLength(80);
        builder.Property(instance => instance.StateJson).HasMaxLength(64 * 1024);
        builder.Property(instance => instance.Outcome).HasMaxLength(60);
        builder.Property(instance => instance.Version).IsConcurrencyToken();
        builder.HasIndex(instance => instance.CaseId);
        builder.HasIndex(instance => instance.ParentId);
        builder.HasIndex(instance => new { instance.Status, instance.StartedAt });
    }
}
