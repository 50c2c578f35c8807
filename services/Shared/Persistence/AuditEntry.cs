using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Persistence;

/// <summary>An entity whose every change leaves an audit entry: which properties changed, by whom, when; never their values.</summary>
public interface IAudited
{
    string AuditId { get; }
    string? AuditDepartment { get; }
}

/// <summary>Something happened to a subject. Appended, never updated.</summary>
public sealed class AuditEntry
{
    internal AuditEntry(
        Guid id, string action, string subject, string? department, string? ground, string actor, DateTimeOffset at, string? traceId)
    {
        Id = id;
        Action = action;
        Subject = subject;
        Department = department;
        Ground = ground;
        Actor = actor;
        At = at;
        TraceId = traceId;
    }

    public Guid Id { get; }
    public string Action { get; }
    public string Subject { get; }
    public string? Department { get; }
    public string? Ground { get; }
    public string Actor { get; }
    public DateTimeOffset At { get; }
    public string? TraceId { get; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Action).HasMaxLength(80);
        builder.Property(entry => entry.Subject).HasMaxLength(120);
        builder.Property(entry => entry.Department).HasMaxLength(60);
        builder.Property(entry => entry.Ground);
        builder.Property(entry => entry.Actor).HasMaxLength(120);
        builder.Property(entry => entry.At);
        builder.Property(entry => entry.TraceId).HasMaxLength(40);
        builder.HasIndex(entry => new { entry.Subject, entry.At });
    }
}
