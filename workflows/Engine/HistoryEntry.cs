using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engine;

/// <summary>Something that happened to a case, in words. Appended, never updated.</summary>
public sealed class HistoryEntry
{
    internal HistoryEntry(
        Guid id, Guid caseId, Guid instanceId, string activityId, string who, string whatVi, string whatEn, string? ground,
        DateTimeOffset at, int number)
    {
        Id = id;
        CaseId = caseId;
        InstanceId = instanceId;
        ActivityId = activityId;
        Who = who;
        WhatVi = whatVi;
        WhatEn = whatEn;
        Ground = ground;
        At = at;
        Number = number;
    }

    public Guid Id { get; }
    public Guid CaseId { get; }
    public Guid InstanceId { get; }
    public string ActivityId { get; }

    /// <summary>A user's id, <c>citizen</c>, or <c>system:…</c>.</summary>
    public string Who { get; }
    public string WhatVi { get; }
    public string WhatEn { get; }

    /// <summary>The article, or why it was done.</summary>
    public string? Ground { get; }
    public DateTimeOffset At { get; }

    /// <summary>The absent person in whose stead it was done.</summary>
    public string? InsteadOf { get; internal init; }

    /// <summary>The task it was done to, which holds everything that was filled in.</summary>
    public Guid? TaskId { get; internal init; }

    /// <summary>
    /// What was filled in, as JSON: days, numbers, choices. Of a free text, which may name a person, only that it was filled in.
    /// </summary>
    public string? Input { get; internal init; }

    /// <summary>The outcome chosen.</summary>
    public string? Outcome { get; internal init; }

    /// <summary>The order within one burst, whose entries all happened at the same instant.</summary>
    public int Number { get; }
}

internal sealed class HistoryEntryConfiguration : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.ToTable("CaseHistory");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.CaseId);
        builder.Property(entry => entry.InstanceId);
        builder.Property(entry => entry.ActivityId).HasMaxLength(120);
        builder.Property(entry => entry.Who).HasMaxLength(120);
        builder.Property(entry => entry.WhatVi).HasMaxLength(1000);
        builder.Property(entry => entry.WhatEn).HasMaxLength(1000);
        builder.Property(entry => entry.Ground).HasMaxLength(2000);
        builder.Property(entry => entry.At);
        builder.Property(entry => entry.Number);
        builder.Property(entry => entry.InsteadOf).HasMaxLength(120);
        builder.Property(entry => entry.Input).HasMaxLength(8000);
        builder.Property(entry => entry.Outcome).HasMaxLength(60);
        builder.HasIndex(entry => new { entry.CaseId, entry.At, entry.Number });
    }
}
