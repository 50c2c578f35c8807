using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Shared.Persistence;

/// <summary>Brings every database of the process up to date before the first request is answered.</summary>
public static partial class SchemaStartup
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Applies the pending migrations, or, when an operator applies them with a login of their own, refuses to serve over a database
    /// that lacks one.
    /// </summary>
    public static async Task MigrateDatabasesAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        if (services.GetRequiredService<IOptions<DatabaseOptions>>().Value.MigrateOnStart)
        {
            await services.ApplyMigrationsAsync(cancellationToken);
            return;
        }

        await services.OnEveryDatabaseAsync(async (target, context) =>
        {
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            if (pending > 0)
                throw new InvalidOperationException(
                    $"{target.Database} lacks {pending} migration(s) and {DatabaseOptions.Section}:MigrateOnStart is off: run the program once with “migrate”.");
        }, cancellationToken);
    }

    /// <summary>
    /// Applies the pending migrations of every registered context, side by side: they share no database. Several processes may do so at
    /// once; one works, the others wait and then find nothing left to do.
    /// </summary>
    internal static Task ApplyMigrationsAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.OnEveryDatabaseAsync((_, context) => SchemaMigration.RunAsync(context, cancellationToken), cancellationToken);

    private static Task OnEveryDatabaseAsync(
        this IServiceProvider services, Func<MigrationTarget, DbContext, Task> action, CancellationToken cancellationToken) =>
        Task.WhenAll(services.GetServices<MigrationTarget>().Select(target => Task.Run(async () =>
        {
            await services.ServerAsync(target, cancellationToken);
            await using var scope = services.CreateAsyncScope();
            await action(target, (DbContext)scope.ServiceProvider.GetRequiredService(target.Context));
        }, cancellationToken)));

    /// <summary>Waits for a server that is still starting, as happens when everything is switched on together.</summary>
    private static async Task ServerAsync(this IServiceProvider services, MigrationTarget target, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        if (options.Provider == DatabaseProvider.Sqlite) return;
        var time = services.GetRequiredService<TimeProvider>();
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                await SchemaMigration.ReachAsync((DbContext)scope.ServiceProvider.GetRequiredService(target.Context), cancellationToken);
                return;
            }
            catch (DbException exception) when (time.GetElapsedTime(since) < options.WaitAtStart)
            {
                ServerAwaited(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SchemaStartup)), target.Database, exception.GetType().Name);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(9201, LogLevel.Warning, "The server of {Database} could not be reached ({Cause}); it is tried again in a second.")]
    private static partial void ServerAwaited(ILogger logger, string database, string cause);
}
