using Engine;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Shared.Deadlines;
using Shared.Persistence;

namespace Resolution.Persistence;

/// <summary>Cases, and everything their procedures keep, in one context: a step commits with its effects.</summary>
internal abstract class ResolutionDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<Case> Cases => Set<Case>();
    public DbSet<OfficerTask> Tasks => Set<OfficerTask>();
    public DbSet<DeadlineRow> Deadlines => Set<DeadlineRow>();
    public DbSet<IssuedDocument> Documents => Set<IssuedDocument>();
    public DbSet<HistoryEntry> History => Set<HistoryEntry>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<Bookmark> Bookmarks => Set<Bookmark>();
    public DbSet<Colleague> Colleagues => Set<Colleague>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<ProcedureInstance> Instances => Set<ProcedureInstance>();
    public DbSet<CaseMove> Moves => Set<CaseMove>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.AddProcedureEngine();
        modelBuilder.Entity<Case>(@case =>
        {
            @case.ToTable("Cases");
            @case.HasKey(row => row.Id);
            @case.Property(row => row.Id).ValueGeneratedNever();
            @case.Property(row => row.Number).HasMaxLength(80);
            @case.Property(row => row.Reference).HasMaxLength(20);
            @case.Property(row => row.Department).HasMaxLength(60);
            @case.Property(row => row.Kind).HasMaxLength(40);
            @case.Property(row => row.Instance).HasMaxLength(20);
            @case.Property(row => row.CompetentBody).HasMaxLength(300);
            @case.Property(row => row.ProcedureId).HasMaxLength(80);
            @case.Property(row => row.Outcome).HasMaxLength(60);
            @case.Property(row => row.Version).IsConcurrencyToken();
            // One case per submission and department, however often the command arrives.
            @case.HasIndex(row => new { row.SubmissionId, row.Department }).IsUnique();
            @case.HasIndex(row => new { row.Department, row.Status, row.OpenedAt });
        });
        modelBuilder.Entity<CaseMove>(move =>
        {
            move.ToTable("CaseMoves");
            move.HasKey(row => row.Id);
            move.Property(row => row.Id).ValueGeneratedNever();
            move.Property(row => row.Department).HasMaxLength(60);
            move.Property(row => row.ProcedureId).HasMaxLength(80);
            move.Property(row => row.MappingJson).HasMaxLength(16 * 1024);
            move.Property(row => row.Reason).HasMaxLength(2000);
            move.Property(row => row.RequestedBy).HasMaxLength(120);
            move.Property(row => row.DecidedBy).HasMaxLength(120);
            move.Property(row => row.RejectedFor).HasMaxLength(2000);
            move.Property(row => row.Version).IsConcurrencyToken();
            move.Ignore(row => row.Mapping);
            move.HasIndex(row => row.CaseId);
            move.HasIndex(row => new { row.InstanceId, row.State });
            move.HasIndex(row => new { row.BatchId, row.State });
        });
        modelBuilder.Entity<Colleague>(colleague =>
        {
            colleague.ToTable("Colleagues");
            colleague.HasKey(row => new { row.UserId, row.Department, row.Role });
            colleague.Property(row => row.UserId).HasMaxLength(120);
            colleague.Property(row => row.Department).HasMaxLength(60);
            colleague.Property(row => row.Role).HasMaxLength(40);
            colleague.Property(row => row.Name).HasMaxLength(200);
            colleague.HasIndex(row => new { row.Department, row.Name });
        });
        modelBuilder.Entity<Absence>(absence =>
        {
            absence.ToTable("Absences");
            absence.HasKey(row => row.Id);
            absence.Property(row => row.Id).ValueGeneratedNever();
            absence.Property(row => row.Department).HasMaxLength(60);
            absence.Property(row => row.Absent).HasMaxLength(120);
            absence.Property(row => row.AbsentName).HasMaxLength(200);
            absence.Property(row => row.StandIn).HasMaxLength(120);
            absence.Property(row => row.StandInName).HasMaxLength(200);
            absence.Property(row => row.DeclaredBy).HasMaxLength(120);
            absence.Property(row => row.EndedBy).HasMaxLength(120);
            absence.Property(row => row.Version).IsConcurrencyToken();
            absence.HasIndex(row => new { row.StandIn, row.UntilOn });
            absence.HasIndex(row => new { row.Absent, row.UntilOn });
            absence.HasIndex(row => new { row.Department, row.UntilOn });
        });
    }
}
