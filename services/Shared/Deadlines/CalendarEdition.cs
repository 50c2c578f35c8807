using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Deadlines;

/// <summary>
/// An edition of the calendar this service was told of. Kept here, so that the service counts rightly while whoever announced it is
/// away. The newest holds everything; older ones are history.
/// </summary>
public sealed class CalendarEdition
{
    private CalendarEdition(int revision) => Revision = revision;

    /// <param name="calendars">The calendar documents of all years ever edited.</param>
    /// <param name="changedFrom">The first day that means something else than in the edition before.</param>
    /// <param name="changedThrough">The last such day.</param>
    /// <param name="reason">The announcement it rests on.</param>
    public CalendarEdition(
        int revision, IReadOnlyList<string> calendars, DateOnly changedFrom, DateOnly changedThrough, string reason, DateTimeOffset adoptedAt)
        : this(revision)
    {
        Calendars = calendars;
        ChangedFrom = changedFrom;
        ChangedThrough = changedThrough;
        Reason = reason;
        AdoptedAt = adoptedAt;
    }

    public int Revision { get; private set; }
    public IReadOnlyList<string> Calendars { get; private set; } = [];
    public DateOnly ChangedFrom { get; private set; }
    public DateOnly ChangedThrough { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTimeOffset AdoptedAt { get; private set; }
}

/// <summary>Somebody asks what a calendar would do to the deadlines kept here; the answer is counted in the background.</summary>
public sealed class CalendarPreview
{
    private CalendarPreview(Guid previewId, string department)
    {
        PreviewId = previewId;
        Department = department;
    }

    /// <param name="department">The department asked, or empty for all deadlines kept here.</param>
    public CalendarPreview(Guid previewId, string department, IReadOnlyList<string> calendars, DateTimeOffset requestedAt)
        : this(previewId, department)
    {
        Calendars = calendars;
        RequestedAt = requestedAt;
    }

    public Guid PreviewId { get; private set; }
    public string Department { get; private set; }
    public IReadOnlyList<string> Calendars { get; private set; } = [];
    public DateTimeOffset RequestedAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public int Version { get; private set; }

    internal void Answer(DateTimeOffset at)
    {
        AnsweredAt = at;
        Version++;
    }
}

internal sealed class CalendarEditionConfiguration : IEntityTypeConfiguration<CalendarEdition>
{
    public void Configure(EntityTypeBuilder<CalendarEdition> builder)
    {
        builder.ToTable("CalendarEditions");
        builder.HasKey(edition => edition.Revision);
        builder.Property(edition => edition.Revision).ValueGeneratedNever();
        builder.Property(edition => edition.Calendars).HasConversion<DocumentsConverter, DocumentsComparer>().HasMaxLength(1024 * 1024);
    }
}

internal sealed class CalendarPreviewConfiguration : IEntityTypeConfiguration<CalendarPreview>
{
    public void Configure(EntityTypeBuilder<CalendarPreview> builder)
    {
        builder.ToTable("CalendarPreviews");
        builder.HasKey(preview => new { preview.PreviewId, preview.Department });
        builder.Property(preview => preview.PreviewId).ValueGeneratedNever();
        builder.Property(preview => preview.Department).HasMaxLength(60);
        builder.Property(preview => preview.Calendars).HasConversion<DocumentsConverter, DocumentsComparer>().HasMaxLength(1024 * 1024);
        builder.Property(preview => preview.Version).IsConcurrencyToken();
        builder.HasIndex(preview => preview.AnsweredAt);
    }
}
