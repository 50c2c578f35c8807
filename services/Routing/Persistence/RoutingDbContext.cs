using Microsoft.EntityFrameworkCore;
using Routing.Domain;
using Shared.Persistence;

namespace Routing.Persistence;

/// <summary>Where each submission is on its way to the competent body.</summary>
internal abstract class RoutingDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<RoutingFile> Files => Set<RoutingFile>();
    public DbSet<Transfer> Transfers => Set<Transfer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<RoutingFile>(file =>
        {
            file.ToTable("RoutingFiles");
            file.HasKey(row => row.Id);
            file.Property(row => row.Id).ValueGeneratedNever();
            file.Property(row => row.Reference).HasMaxLength(20);
            file.Property(row => row.FactsJson).HasMaxLength(8000);
            file.Property(row => row.HolderBody).HasMaxLength(300);
            file.Property(row => row.HolderDepartment).HasMaxLength(60);
            file.Property(row => row.ProposalJson).HasMaxLength(8000);
            file.Property(row => row.ClassificationJson).HasMaxLength(8000);
            file.Property(row => row.ConcludedBy).HasMaxLength(20);
            file.Property(row => row.ConclusionReason).HasMaxLength(2000);
            file.Property(row => row.Version).IsConcurrencyToken();
            file.HasMany(row => row.Transfers).WithOne().HasForeignKey(transfer => transfer.SubmissionId);
            file.Navigation(row => row.Transfers).HasField("transfers").UsePropertyAccessMode(PropertyAccessMode.Field);
            file.HasIndex(row => new { row.HolderDepartment, row.State });
        });
        modelBuilder.Entity<Transfer>(transfer =>
        {
            transfer.ToTable("Transfers");
            transfer.HasKey(row => row.Id);
            transfer.Property(row => row.Id).ValueGeneratedNever();
            transfer.Property(row => row.FromDepartment).HasMaxLength(60);
            transfer.Property(row => row.ToDepartment).HasMaxLength(60);
            transfer.Property(row => row.DocumentNumber).HasMaxLength(60);
            transfer.Property(row => row.Reason).HasMaxLength(2000);
            transfer.Property(row => row.By).HasMaxLength(120);
            transfer.Property(row => row.AnswerOutcome).HasMaxLength(40);
            transfer.Property(row => row.AnswerNote).HasMaxLength(2000);
            transfer.HasIndex(row => new { row.SubmissionId, row.Number }).IsUnique();
        });
    }
}
