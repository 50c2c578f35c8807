using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Engine.Execution;

internal static class TrackedRows
{
    /// <summary>
    /// The rows of the database as this context sees them: those added and not yet saved are there, those already removed are not.
    /// </summary>
    public static async Task<List<T>> FindTrackedAsync<T>(
        this DbContext db, Expression<Func<T, bool>> where, CancellationToken cancellationToken) where T : class
    {
        var found = await db.Set<T>().Where(where).ToListAsync(cancellationToken);
        // Mostly nothing of the kind was changed yet. Otherwise the condition is asked again in memory, which costs more than the query.
        return db.ChangeTracker.Entries<T>().All(entry => entry.State == EntityState.Unchanged)
            ? found
            : [.. db.Set<T>().Local.Where(where.Compile(preferInterpretation: true))];
    }
}
