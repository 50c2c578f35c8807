using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Shared.Persistence;

/// <summary>Brings every database of the process up to date before the first request is answered.</summary>
public static class SchemaStartup
{
    /// <summary>Applies the pending migrations of every registered context, side by side: they share no database.</summary>
    public static async Task MigrateDatabasesAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        if (!services.GetRequiredService<IOptions<DatabaseOptions>>().Value.MigrateOnStart) return;
        await Task.WhenAll(services.GetServices<MigrationTarget>().Select(target => Task.Run(async () =>
        {
            await using var scope = services.CreateAsyncScope();
            var context = (DbContext)scope.ServiceProvider.GetRequiredService(target.Context);
            await context.Database.MigrateAsync(cancellationToken);
        }, cancellationToken)));
    }
}
