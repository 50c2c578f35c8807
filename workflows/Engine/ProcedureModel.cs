using Microsoft.EntityFrameworkCore;
using Shared.Deadlines;

namespace Engine;

public static class ProcedureModel
{
    /// <summary>Maps what procedures keep, and the deadlines they run, into a service's context.</summary>
    public static ModelBuilder AddProcedureEngine(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new ProcedureInstanceConfiguration());
        modelBuilder.ApplyConfiguration(new BookmarkConfiguration());
        modelBuilder.ApplyConfiguration(new OfficerTaskConfiguration());
        modelBuilder.ApplyConfiguration(new HistoryEntryConfiguration());
        modelBuilder.ApplyConfiguration(new IssuedDocumentConfiguration());
        modelBuilder.ApplyConfiguration(new IncidentConfiguration());
        modelBuilder.AddDeadlines();
        return modelBuilder;
    }
}
