using Intake.Domain;
using Microsoft.EntityFrameworkCore;
using Shared.Deadlines;
using Shared.Persistence;

namespace Intake.Persistence;

/// <summary>Submissions, what their senders are told of them, and the processing deadlines.</summary>
internal abstract class IntakeDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<TrackingStep> Steps => Set<TrackingStep>();
    public DbSet<TrackedDeadline> TrackedDeadlines => Set<TrackedDeadline>();
    public DbSet<TrackedDocument> Documents => Set<TrackedDocument>();
    public DbSet<DeadlineRow> Deadlines => Set<DeadlineRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.AddDeadlines();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(IntakeDbContext).Assembly);
    }
}
