using Clock;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Persistence;

namespace Shared.Deadlines;

/// <summary>Where a deadline stands.</summary>
public enum DeadlineState
{
    Running,
    Met,
    Late,
    Elapsed,
    Cancelled,
}

/// <summary>
/// One time limit running on one submission or case: what, why, since when, until when. The dates and the receipt come from the
/// clock; this row only keeps them, so that what is due can be found by index.
/// </summary>
public sealed class DeadlineRow : IAudited
{
    private DeadlineRow(Guid id, string limit)
    {
        Id = id;
        Limit = limit;
    }

    public Guid Id { get; private set; }
    public Guid SubmissionId { get; private set; }
    public Guid? CaseId { get; private set; }
    public string Department { get; private set; } = "";
    public string Limit { get; private set; }
    public string NameVi { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public DateOnly StartsOn { get; private set; }
    public DateOnly DueOn { get; private set; }

    /// <summary>The day by which the department itself means to be done; null when it set none.</summary>
    public DateOnly? TargetOn { get; private set; }
    public string LegalBasis { get; private set; } = "";

    /// <summary>False for a period that nobody can miss, such as the day a decision takes effect.</summary>
    public bool IsDuty { get; private set; }
    public bool Confirmed { get; private set; }
    public string Receipt { get; private set; } = "";

    /// <summary>The edition of the calendar the dates were counted by.</summary>
    public int CalendarRevision { get; private set; }
    public DeadlineState State { get; private set; }
    public DateOnly? StoppedOn { get; private set; }
    public bool IsExtended { get; private set; }

    /// <summary>Whether the clock stands still; then nothing is announced.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>The day of the last threshold that was announced; everything up to it is never announced again.</summary>
    public DateOnly? AnnouncedOn { get; private set; }

    /// <summary>The day of the next threshold; null when none is to come.</summary>
    public DateOnly? NextOn { get; private set; }

    /// <summary>The sweeper that is announcing, until its lease ends.</summary>
    public Guid? ClaimedBy { get; private set; }
    public DateTimeOffset? ClaimedUntil { get; private set; }

    /// <summary>Rises with every change.</summary>
    public int Version { get; private set; }

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => Department;

    /// <param name="deadline">What the clock counted.</param>
    /// <param name="isDuty">False for a period that only has to pass.</param>
    /// <param name="targetOn">The day the department set itself.</param>
    public static DeadlineRow Start(
        Guid id, Guid submissionId, Guid? caseId, string department, Deadline deadline, bool isDuty, DateOnly? targetOn = null)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        var row = new DeadlineRow(id, deadline.Limit.Code)
        {
            SubmissionId = submissionId,
            CaseId = caseId,
            Department = department,
            NameVi = deadline.Limit.Name.Vi,
            NameEn = deadline.Limit.Name.En,
            LegalBasis = deadline.LegalBasis.ToString(),
            IsDuty = isDuty,
            TargetOn = targetOn,
            State = DeadlineState.Running,
        };
        row.Take(deadline);
        return row;
    }

    /// <summary>Takes over what the clock made of the running deadline: extended, suspended, resumed or counted again.</summary>
    public void Follow(Deadline deadline) => Follow(deadline, TargetOn);

    /// <summary>The same, with the day the department sets itself now.</summary>
    public void Follow(Deadline deadline, DateOnly? targetOn)
    {
        TargetOn = targetOn;
        Take(deadline);
        Version++;
    }

    /// <summary>The day the department sets itself became another.</summary>
    public void SetTarget(DateOnly? targetOn)
    {
        if (targetOn == TargetOn) return;
        TargetOn = targetOn;
        Version++;
        PlanNext();
    }

    /// <summary>The duty was done on this day, in time or not.</summary>
    public void Fulfil(DateOnly on) => Stop(!IsDuty ? DeadlineState.Elapsed : on <= DueOn ? DeadlineState.Met : DeadlineState.Late, on);

    /// <summary>The duty fell away.</summary>
    public void Cancel(DateOnly on) => Stop(DeadlineState.Cancelled, on);

    /// <summary>The next threshold reached by a day, which is announced by that; null when none is.</summary>
    public Threshold? Announce(DateOnly today)
    {
        if (NextOn > today || NextOn is null) return null;
        if (NextThreshold() is not { } threshold || threshold.On > today)
        {
            PlanNext();
            return null;
        }

        AnnouncedOn = threshold.On;
        Version++;
        PlanNext();
        return threshold;
    }

    /// <summary>Ends the lease of the sweeper that announced.</summary>
    public void ReleaseClaim()
    {
        ClaimedBy = null;
        ClaimedUntil = null;
    }

    private void Take(Deadline deadline)
    {
        StartsOn = deadline.StartsOn;
        DueOn = deadline.DueOn;
        Receipt = deadline.Receipt.ToJson();
        Confirmed = !deadline.RestsOnUnconfirmed;
        CalendarRevision = deadline.Receipt.CalendarRevision;
        IsExtended = deadline.Receipt.Extensions.Count > 0;
        IsSuspended = deadline.IsSuspended;
        PlanNext();
    }

    private void Stop(DeadlineState state, DateOnly on)
    {
        if (State != DeadlineState.Running) return;
        State = state;
        StoppedOn = on;
        Version++;
        PlanNext();
    }

    private void PlanNext() => NextOn = State == DeadlineState.Running && !IsSuspended ? NextThreshold()?.On : null;

    private Threshold? NextThreshold() => Thresholds.Next(StartsOn, DueOn, TargetOn, IsDuty, AnnouncedOn ?? DateOnly.MinValue);
}

internal sealed class DeadlineRowConfiguration : IEntityTypeConfiguration<DeadlineRow>
{
    public void Configure(EntityTypeBuilder<DeadlineRow> builder)
    {
        builder.ToTable("Deadlines");
        builder.HasKey(deadline => deadline.Id);
        builder.Property(deadline => deadline.Id).ValueGeneratedNever();
        builder.Property(deadline => deadline.Department).HasMaxLength(60);
        builder.Property(deadline => deadline.Limit).HasMaxLength(60);
        builder.Property(deadline => deadline.Receipt).HasMaxLength(32 * 1024);
        builder.Property(deadline => deadline.Version).IsConcurrencyToken();
        builder.HasIndex(deadline => new { deadline.State, deadline.DueOn });
        builder.HasIndex(deadline => new { deadline.State, deadline.CalendarRevision, deadline.Id });
        builder.HasIndex(deadline => new { deadline.NextOn, deadline.Id });
        builder.HasIndex(deadline => deadline.ClaimedBy);
        builder.HasIndex(deadline => deadline.SubmissionId);
        builder.HasIndex(deadline => deadline.CaseId);
    }
}
