using Microsoft.EntityFrameworkCore;
using Oversight.Domain;
using Shared.Persistence;

namespace Oversight.Persistence;

/// <summary>What Oversight has heard, in tables of its own.</summary>
internal abstract class OversightDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<WatchedSubmission> Submissions => Set<WatchedSubmission>();
    public DbSet<WatchedDeadline> Deadlines => Set<WatchedDeadline>();
    public DbSet<WatchedTask> Tasks => Set<WatchedTask>();
    public DbSet<WatchedTransfer> Transfers => Set<WatchedTransfer>();
    public DbSet<WatchedEvent> Events => Set<WatchedEvent>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<WatchedSubmission>(submission =>
        {
            submission.ToTable("Submissions");
            submission.HasKey(row => row.Id);
            submission.Property(row => row.Id).ValueGeneratedNever();
            submission.Property(row => row.Reference).HasMaxLength(20);
            submission.Property(row => row.Kind).HasMaxLength(40);
            submission.Property(row => row.ReceivedBy).HasMaxLength(60);
            submission.Property(row => row.Department).HasMaxLength(60);
            submission.Property(row => row.ResponsibleBody).HasMaxLength(300);
            submission.Property(row => row.Status).HasMaxLength(40);
            submission.Property(row => row.Outcome).HasMaxLength(60);
            submission.Property(row => row.Version).IsConcurrencyToken();
            submission.HasIndex(row => new { row.Department, row.Status });
        });
        modelBuilder.Entity<WatchedDeadline>(deadline =>
        {
            deadline.ToTable("Deadlines");
            deadline.HasKey(row => row.Id);
            deadline.Property(row => row.Id).ValueGeneratedNever();
            deadline.Property(row => row.Department).HasMaxLength(60);
            deadline.Property(row => row.Limit).HasMaxLength(60);
            deadline.Property(row => row.State).HasMaxLength(20);
            deadline.Property(row => row.Version).IsConcurrencyToken();
            deadline.HasIndex(row => new { row.State, row.IsDuty, row.DueOn });
            deadline.HasIndex(row => new { row.Department, row.State });
        });
        modelBuilder.Entity<WatchedTask>(task =>
        {
            task.ToTable("Tasks");
            task.HasKey(row => row.Id);
            task.Property(row => row.Id).ValueGeneratedNever();
            task.Property(row => row.Department).HasMaxLength(60);
            task.Property(row => row.Activity).HasMaxLength(120);
            task.Property(row => row.Role).HasMaxLength(40);
            task.Property(row => row.Assignee).HasMaxLength(120);
            task.Property(row => row.EscalatedAs).HasMaxLength(20);
            task.Property(row => row.Version).IsConcurrencyToken();
            task.HasIndex(row => new { row.Department, row.Ended, row.DueOn });
            task.HasIndex(row => new { row.EscalatedAs, row.Ended, row.Department });
        });
        modelBuilder.Entity<WatchedTransfer>(transfer =>
        {
            transfer.ToTable("Transfers");
            transfer.HasKey(row => row.Id);
            transfer.Property(row => row.Id).ValueGeneratedNever();
            transfer.Property(row => row.FromBody).HasMaxLength(300);
            transfer.Property(row => row.ToBody).HasMaxLength(300);
            transfer.Property(row => row.State).HasMaxLength(20);
            transfer.Property(row => row.Version).IsConcurrencyToken();
            transfer.HasIndex(row => row.SubmissionId);
        });
        modelBuilder.Entity<WatchedEvent>(happening =>
        {
            happening.ToTable("Events");
            happening.HasKey(row => row.Id);
            happening.Property(row => row.Id).ValueGeneratedNever();
            happening.Property(row => row.Kind).HasMaxLength(40);
            happening.Property(row => row.SubmissionId);
            happening.Property(row => row.Department).HasMaxLength(60);
            happening.Property(row => row.What).HasMaxLength(200);
            happening.Property(row => row.Who).HasMaxLength(120);
            happening.Property(row => row.At);
            happening.HasIndex(row => new { row.Kind, row.At });
            happening.HasIndex(row => row.SubmissionId);
        });
    }
}
