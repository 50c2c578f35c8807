using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Shared.Persistence;

/// <summary>
/// Migrates one database while other processes may be trying the same. EF Core takes a lock of its own, which leaves three gaps: on
/// every server two processes may create the database at once; on PostgreSQL the lock ends with a transaction, and two processes were
/// seen to apply the same migration; on SQLite it is a row that a killed process leaves behind, for which every later start would wait
/// for ever.
/// </summary>
internal static class SchemaMigration
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>“DonThu”, the key of the advisory lock; taken in the service's own database, so services do not wait for one another.</summary>
    private const long AdvisoryKey = 0x446f6e546875;

    // EWOULDBLOCK and ERROR_SHARING_VIOLATION: another process holds the file. Anything else, such as a full disk, is not waited for.
    private const int HeldOnUnix = 11;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    /// <summary>Asks the server for anything; it answers, or throws.</summary>
    public static Task ReachAsync(DbContext context, CancellationToken cancellationToken) =>
        context.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken);

    public static async Task RunAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (IsOn(context, "Sqlite"))
        {
            await RunOnSqliteAsync(context, cancellationToken);
            return;
        }

        await CreateDatabaseAsync(context, cancellationToken);
        if (!IsOn(context, "PostgreSQL"))
        {
            // On SQL Server EF Core's lock is sp_getapplock, which ends with its session.
            await context.Database.MigrateAsync(cancellationToken);
            return;
        }

        // The lock belongs to the connection: it stays open until the migrations are done, and a process that dies lets go.
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({AdvisoryKey})", cancellationToken);
            try
            {
                await context.Database.MigrateAsync(cancellationToken);
            }
            finally
            {
                await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({AdvisoryKey})", CancellationToken.None);
            }
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static async Task CreateDatabaseAsync(DbContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        for (var attempt = 1; !await creator.ExistsAsync(cancellationToken); attempt++)
        {
            try
            {
                await creator.CreateAsync(cancellationToken);
                return;
            }
            catch (DbException) when (attempt < 50)
            {
                // Somebody else creates it, or holds the template the server copies it from. The next look tells.
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>A lock on a file, which the system releases with the process, however it ends.</summary>
    private static async Task RunOnSqliteAsync(DbContext context, CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource;
        await using var alone = await OpenAloneAsync(file + ".migration-lock", cancellationToken);
        if (File.Exists(file))
        {
            // Whoever wrote a row here is gone: it would hold the lock on the file.
            await context.Database.ExecuteSqlAsync($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<FileStream> OpenAloneAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception.HResult is HeldOnUnix or HeldOnWindows)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private static bool IsOn(DbContext context, string provider) =>
        context.Database.ProviderName?.EndsWith(provider, StringComparison.Ordinal) == true;
}
