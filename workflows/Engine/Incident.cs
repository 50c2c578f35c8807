using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engine;

/// <summary>A burst failed, was rolled back, and needs a person to look. Never a silent stop.</summary>
public sealed class Incident
{
    internal Incident(
        Guid id, Guid? caseId, Guid submissionId, Guid? instanceId, string department, string activityId, string reason, DateTimeOffset at)
    {
        Id = id;
        CaseId = caseId;
        SubmissionId = submissionId;
        InstanceId = instanceId;
        Department = department;
        ActivityId = activityId;
        Reason = reason;
        At = at;
    }

    public Guid Id { get; }

    /// <summary>Null when no case could be opened.</summary>
    public Guid? CaseId { get; }
    public Guid SubmissionId { get; }

    /// <summary>Null when not even the start succeeded.</summary>
    public Guid? InstanceId { get; }
    public string Department { get; }
    public string ActivityId { get; }

    /// <summary>The kind of failure, never the text of an exception: that may quote a letter.</summary>
    public string Reason { get; }
    public DateTimeOffset At { get; }
    public DateTimeOffset? ResolvedAt { get; private set; }

    internal void Resolve(DateTimeOffset at) => ResolvedAt = at;
}

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("Incidents");
        builder.HasKey(incident => incident.Id);
        builder.Property(incident => incident.Id).ValueGeneratedNever();
        builder.Property(incident => incident.CaseId);
        builder.Property(incident => incident.SubmissionId);
        builder.Property(incident => incident.InstanceId);
        builder.Property(incident => incident.Department).HasMaxLength(60);
        builder.Property(incident => incident.ActivityId).HasMaxLength(120);
        builder.Property(incident => incident.Reason);
        builder.Property(incident => incident.At);
        builder.HasIndex(incident => new { incident.ResolvedAt, incident.At });
        builder.HasIndex(incident => incident.InstanceId);
        builder.HasIndex(incident => incident.SubmissionId);
    }
}
