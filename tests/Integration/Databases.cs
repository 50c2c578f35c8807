using System.Collections.Concurrent;
using Integration;
using Microsoft.Data.SqlClient;
using Shared.Persistence;
using Support;
using Xunit;

[assembly: AssemblyFixture(typeof(Databases))]

namespace Integration;

/// <summary>
/// The databases DonThu runs on, for tests that must hold on each of them. SQLite is always there; PostgreSQL is started privately when
/// it is installed; SQL Server is used when <c>DONTHU_SQLSERVER</c> holds a connection string to one whose databases may be made and
/// dropped. Services are built once per kind of database: a test
/// that shares them keeps to ids of its own.
/// </summary>
public sealed class Databases : IAsyncLifetime
{
    private const string Sqlite = "SQLite";
    private const string PostgreSql = "PostgreSQL";
    private const string SqlServer = "SQL Server";

    private static readonly Lazy<Task<PrivatePostgreSql>> Server = new(() => PrivatePostgreSql.StartAsync(CancellationToken.None));

    private readonly ConcurrentDictionary<string, Task<ServiceHost>> hosts = new();

    /// <summary>The names under which tests ask for a database; one test runs on every one of them.</summary>
    public static TheoryData<string> All => [Sqlite, PostgreSql, SqlServer];

    /// <summary>The four services over one kind of database; the test is skipped, with the reason, when there is none.</summary>
    internal async Task<ServiceHost> OpenAsync(string database)
    {
        await NewAsync(database);
        return await hosts.GetOrAdd(database, StartAsync);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var (database, host) in hosts)
        {
            if (!host.IsCompletedSuccessfully) continue;
            var started = await host;
            if (database == SqlServer) await started.DropDatabasesAsync();
            await started.DisposeAsync();
        }

        if (!Server.IsValueCreated) return;
        Npgsql.NpgsqlConnection.ClearAllPools();
        await (await Server.Value).DisposeAsync();
    }

    private static string? GivenSqlServer =>
        Environment.GetEnvironmentVariable("DONTHU_SQLSERVER") is { Length: > 0 } given ? given : null;

    /// <summary>Where new databases may be made that no other test uses; skips the test, with the reason, when there is no server.</summary>
    internal static async Task<(DatabaseProvider Provider, string? Connection)> NewAsync(string database)
    {
        Assert.SkipWhen(database == PostgreSql && PrivatePostgreSql.Programs is null, "PostgreSQL is not installed.");
        Assert.SkipWhen(database == SqlServer && GivenSqlServer is null, "SQL Server: DONTHU_SQLSERVER holds no connection string.");
        var name = $"donthu_{Guid.NewGuid():n}_{{service}}";
        return database switch
        {
            PostgreSql => (DatabaseProvider.PostgreSql,
                $"Host=127.0.0.1;Port={(await Server.Value).Port};Username=postgres;Database={name};Maximum Pool Size=10"),
            SqlServer => (DatabaseProvider.SqlServer, new SqlConnectionStringBuilder(GivenSqlServer) { InitialCatalog = name }.ToString()),
            _ => (DatabaseProvider.Sqlite, null),
        };
    }

    private static async Task<ServiceHost> StartAsync(string database)
    {
        var (provider, connection) = await NewAsync(database);
        return await ServiceHost.StartAsync(provider, connection, TestContext.Current.CancellationToken);
    }
}
