using Catalogue.Domain;
using Microsoft.EntityFrameworkCore;
using Shared.Persistence;

namespace Catalogue.Persistence;

/// <summary>The editions of the law's documents, and what a change of them would do.</summary>
internal abstract class CatalogueDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<CalendarRevision> Revisions => Set<CalendarRevision>();
    public DbSet<CalendarEdition> Editions => Set<CalendarEdition>();
    public DbSet<CalendarPreview> Previews => Set<CalendarPreview>();
    public DbSet<CalendarPreviewCount> PreviewCounts => Set<CalendarPreviewCount>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<CalendarRevision>(revision =>
        {
            revision.ToTable("CalendarRevisions");
            revision.HasKey(row => row.Number);
            // Two who change at once choose the same number, and the key lets one of them through.
            revision.Property(row => row.Number).ValueGeneratedNever();
            revision.Property(row => row.Reason).HasMaxLength(1000);
            revision.Property(row => row.By).HasMaxLength(120);
            revision.Property(row => row.ByName).HasMaxLength(200);
            revision.Property(row => row.Delivered);
            revision.Property(row => row.ChangedFrom);
            revision.Property(row => row.ChangedThrough);
            revision.Property(row => row.At);
            revision.HasMany(row => row.Editions).WithOne().HasForeignKey(edition => edition.Revision);
            revision.Navigation(row => row.Editions).HasField("editions").UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        modelBuilder.Entity<CalendarEdition>(edition =>
        {
            edition.ToTable("CalendarEditions");
            edition.HasKey(row => new { row.Revision, row.Year });
            edition.Property(row => row.Document).HasMaxLength(128 * 1024);
            edition.HasIndex(row => new { row.Year, row.Revision });
        });
        modelBuilder.Entity<CalendarPreview>(preview =>
        {
            preview.ToTable("CalendarPreviews");
            preview.HasKey(row => row.Id);
            preview.Property(row => row.Id).ValueGeneratedNever();
            preview.Property(row => row.Year);
            preview.Property(row => row.Document).HasMaxLength(128 * 1024);
            preview.Property(row => row.Revision);
            preview.Property(row => row.ChangedFrom);
            preview.Property(row => row.ChangedThrough);
            preview.Property(row => row.By).HasMaxLength(120);
            preview.Property(row => row.ByName).HasMaxLength(200);
            preview.Property(row => row.At);
            preview.HasIndex(row => new { row.Year, row.At });
        });
        modelBuilder.Entity<CalendarPreviewCount>(count =>
        {
            count.ToTable("CalendarPreviewCounts");
            count.HasKey(row => new { row.PreviewId, row.Keeper, row.Department });
            count.Property(row => row.Keeper).HasMaxLength(40);
            count.Property(row => row.Department).HasMaxLength(60);
            count.Property(row => row.Running);
            count.Property(row => row.Moved);
            count.Property(row => row.Earlier);
            count.Property(row => row.BecomeOverdue);
            count.Property(row => row.NoLongerOverdue);
            count.Property(row => row.CountedAt);
        });
    }
}
