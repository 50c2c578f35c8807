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
    public string LegalBasis { get; private set; } = "";

    /// <summary>False for a period that nobody can miss, such as the day a decision takes effect.</summary>
    public bool IsDuty { get; private set; }
    public bool Confirmed { get; private set; }
    public string Receipt { get; private set; } = "";
    public DeadlineState State { get; private set; }
    public DateOnly? StoppedOn { get; private set; }
    public bool IsExtended { get; private set; }

    /// <summary>The due date whose passing has been announced, so that it is announced once.</summary>
    public DateOnly? AnnouncedDueOn { get; private set; }
    public int Version { get; private set; }

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => Department;

    public static DeadlineRow Start(
        Guid id, Guid submissionId, Guid? caseId, string department, string limit, string nameVi, string nameEn,
        DateOnly startsOn, DateOnly dueOn, string legalBasis, bool isDuty, bool confirmed, string receipt) =>
        new(id, limit)
        {
            SubmissionId = submissionId,
            CaseId = caseId,
            Department = department,
            NameVi = nameVi,
            NameEn = nameEn,
            StartsOn = startsOn,
            DueOn = dueOn,
            LegalBasis = legalBasis,
            IsDuty = isDuty,
            Confirmed = confirmed,
            Receipt = receipt,
            State = DeadlineState.Running,
        };

    public void Extend(DateOnly dueOn, string receipt)
    {
        DueOn = dueOn;
        Receipt = receipt;
        IsExtended = true;
        Version++;
    }

    /// <summary>The duty was done on this day, in time or not.</summary>
    public void Fulfil(DateOnly on) => Stop(!IsDuty ? DeadlineState.Elapsed : on <= DueOn ? DeadlineState.Met : DeadlineState.Late, on);

    /// <summary>The duty fell away.</summary>
    public void Cancel(DateOnly on) => Stop(DeadlineState.Cancelled, on);

    public void MarkAnnounced()
    {
        AnnouncedDueOn = DueOn;
        Version++;
    }

    private void Stop(DeadlineState state, DateOnly on)
    {
        if (State != DeadlineState.Running) return;
        State = state;
        StoppedOn = on;
        Version++;
    }
}

/// <summary>Maps <see cref="DeadlineRow"/> into the context of a service that keeps deadlines.</summary>
public sealed class DeadlineRowConfiguration : IEntityTypeConfiguration<DeadlineRow>
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
        builder.HasIndex(deadline => deadline.SubmissionId);
        builder.HasIndex(deadline => deadline.CaseId);
    }
}
