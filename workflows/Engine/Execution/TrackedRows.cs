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
        await db.Set<T>().Where(where).LoadAsync(cancellationToken);
        // Interpreted: compiling to machine code would cost more than the query.
        return [.. db.Set<T>().Local.Where(where.Compile(preferInterpretation: true))];
    }
}
