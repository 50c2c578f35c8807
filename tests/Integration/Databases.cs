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
/// dropped. Services are built once per database: a test keeps to ids of its own.
/// </summary>
public sealed class Databases : IAsyncLifetime
{
    private const string Sqlite = "SQLite";
    private const string PostgreSql = "PostgreSQL";
    private const string SqlServer = "SQL Server";

    private readonly ConcurrentDictionary<string, Task<ServiceHost>> hosts = new();
    private PrivatePostgreSql? server;

    /// <summary>The names under which tests ask for a database; one test runs on every one of them.</summary>
    public static TheoryData<string> All => [Sqlite, PostgreSql, SqlServer];

    /// <summary>The four services over one kind of database; the test is skipped, with the reason, when there is none.</summary>
    internal Task<ServiceHost> OpenAsync(string database)
    {
        Assert.SkipWhen(database == PostgreSql && PrivatePostgreSql.Programs is null, "PostgreSQL is not installed.");
        Assert.SkipWhen(database == SqlServer && GivenSqlServer is null, "SQL Server: DONTHU_SQLSERVER holds no connection string.");
        return hosts.GetOrAdd(database, StartAsync);
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

        if (server is not null) await server.DisposeAsync();
    }

    private static string? GivenSqlServer =>
        Environment.GetEnvironmentVariable("DONTHU_SQLSERVER") is { Length: > 0 } given ? given : null;

    private async Task<ServiceHost> StartAsync(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        switch (database)
        {
            case PostgreSql:
                server = await PrivatePostgreSql.StartAsync(cancellationToken);
                return await ServiceHost.StartAsync(DatabaseProvider.PostgreSql,
                    $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database=donthu_{{service}}", cancellationToken);
            case SqlServer:
                var connection = new SqlConnectionStringBuilder(GivenSqlServer)
                {
                    InitialCatalog = $"donthu_{Guid.NewGuid():n}_{{service}}",
                };
                return await ServiceHost.StartAsync(DatabaseProvider.SqlServer, connection.ToString(), cancellationToken);
            default:
                return await ServiceHost.StartAsync(DatabaseProvider.Sqlite, null, cancellationToken);
        }
    }
}
