using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Hosting;
using Shared.Persistence;

namespace Engine;

/// <summary>How an incident came to its end.</summary>
public enum IncidentEnd
{
    /// <summary>What had failed was done after all, or is not waited for any more.</summary>
    WentOn,

    /// <summary>A person had it run again.</summary>
    Retried,

    /// <summary>A person answered for the outcome of the step that failed.</summary>
    ContinuedByHand,
}

/// <summary>A burst failed, was rolled back, and needs a person to look. Never a silent stop.</summary>
public sealed class Incident : IAudited
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

    /// <summary>The procedure whose step failed; null when none could even be read.</summary>
    public string? ProcedureId { get; internal init; }
    public DateOnly? InForceFrom { get; internal init; }

    /// <summary>What was to be done; null when it is not known, and then it comes again by itself or not at all.</summary>
    public FailedWorkKind? WorkKind { get; internal init; }
    public string? WorkKey { get; internal init; }
    public string? WorkJson { get; private set; }
    public string? WorkBy { get; private set; }

    /// <summary>How often it failed.</summary>
    public int Attempts { get; private set; } = 1;
    public IncidentEnd? EndedAs { get; private set; }

    /// <summary>The person who ended it; null when nobody had to.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>The outcome the failed step is taken to have had.</summary>
    public string? ContinuedWith { get; private set; }
    public string? Ground { get; private set; }
    public int Version { get; private set; }

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => Department;

    public FailedWork? Work => WorkKind is { } kind ? new FailedWork(kind, WorkKey!, WorkJson!, WorkBy!) : null;

    internal void Take(FailedWork? work)
    {
        WorkJson = work?.Json;
        WorkBy = work?.By;
    }

    /// <summary>It failed again in the same way; what was asked for last is what would be run again.</summary>
    internal void Repeat(FailedWork? work)
    {
        Take(work);
        Attempts++;
        Version++;
    }

    internal void Resolve(DateTimeOffset at) => End(at, IncidentEnd.WentOn);

    /// <exception cref="RuleViolation">It is over.</exception>
    internal void RequireOpen()
    {
        if (ResolvedAt is null) return;
        throw new RuleViolation(EngineRules.IncidentResolved, details: new Dictionary<string, object?> { ["as"] = EndedAs, ["at"] = ResolvedAt });
    }

    internal void Retried(string by, DateTimeOffset at)
    {
        End(at, IncidentEnd.Retried);
        EndedBy = by;
    }

    internal void Continued(Continuation byHand, DateTimeOffset at)
    {
        End(at, IncidentEnd.ContinuedByHand);
        (EndedBy, ContinuedWith, Ground) = (byHand.Who, byHand.Outcome, byHand.Reason);
    }

    private void End(DateTimeOffset at, IncidentEnd how)
    {
        ResolvedAt = at;
        EndedAs = how;
        Version++;
    }
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
        builder.Property(incident => incident.ProcedureId).HasMaxLength(80);
        builder.Property(incident => incident.InForceFrom);
        builder.Property(incident => incident.WorkKind);
        builder.Property(incident => incident.WorkKey).HasMaxLength(240);
        builder.Property(incident => incident.WorkJson).HasMaxLength(128 * 1024);
        builder.Property(incident => incident.WorkBy).HasMaxLength(120);
        builder.Property(incident => incident.EndedBy).HasMaxLength(120);
        builder.Property(incident => incident.ContinuedWith).HasMaxLength(60);
        builder.Property(incident => incident.Ground).HasMaxLength(2000);
        builder.Property(incident => incident.Version).IsConcurrencyToken();
        builder.Ignore(incident => incident.Work);
        builder.HasIndex(incident => new { incident.Department, incident.ResolvedAt, incident.At });
        builder.HasIndex(incident => new { incident.ResolvedAt, incident.At });
        builder.HasIndex(incident => incident.InstanceId);
        builder.HasIndex(incident => incident.SubmissionId);
    }
}
