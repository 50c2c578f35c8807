using Integration;
using Support;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace Integration;

/// <summary>One PostgreSQL server for all tests of this assembly, started when the first asks; every test has databases of its own.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PrivatePostgreSql>> Server = new(() => PrivatePostgreSql.StartAsync(CancellationToken.None));
    private static int databases;

    /// <summary>A connection string for databases nobody else uses; skips the test where PostgreSQL is not installed.</summary>
    internal static async Task<string> NewDatabaseAsync()
    {
        Assert.SkipUnless(PrivatePostgreSql.Programs is not null, "PostgreSQL is not installed.");
        var server = await Server.Value;
        return $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database=test{Interlocked.Increment(ref databases)}_{{service}};Maximum Pool Size=10";
    }

    public async ValueTask DisposeAsync()
    {
        if (!Server.IsValueCreated) return;
        Npgsql.NpgsqlConnection.ClearAllPools();
        await (await Server.Value).DisposeAsync();
    }
}
