using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Procedures;
using Resolution;
using Resolution.Persistence;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;
using Support;

namespace Benchmarks;

/// <summary>Resolution as its program registers it, over a database of its own, with nothing running in the background.</summary>
internal sealed class ResolutionUnderTest : IAsyncDisposable
{
    public const string Sqlite = "SQLite";
    public const string PostgreSql = "PostgreSQL";

    private readonly WebApplication app;
    private readonly string folder;
    private readonly PrivatePostgreSql? server;

    private ResolutionUnderTest(WebApplication app, string folder, PrivatePostgreSql? server) =>
        (this.app, this.folder, this.server) = (app, folder, server);

    public static string[] Databases => PrivatePostgreSql.Programs is null ? [Sqlite] : [Sqlite, PostgreSql];

    public IServiceProvider Services => app.Services;
    public MovedTime Time => (MovedTime)app.Services.GetRequiredService<TimeProvider>();

    /// <param name="book">The procedures; those of the law when none are given.</param>
    /// <param name="data">A data folder to open; a private one when none is given.</param>
    public static async Task<ResolutionUnderTest> StartAsync(string database, ProcedureBook? book = null, string? data = null)
    {
        var folder = Directory.CreateTempSubdirectory("donthu-benchmarks-").FullName;
        var server = database == PostgreSql ? await PrivatePostgreSql.StartAsync(CancellationToken.None) : null;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DonThu:DataDirectory"] = data ?? folder,
            ["DonThu:Database:Provider"] = server is null ? "Sqlite" : "PostgreSql",
            ["DonThu:Database:ConnectionString"] = $"Host=127.0.0.1;Port={server?.Port};Username=postgres;Database={{service}}",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new MovedTime());
        if (book is not null) builder.Services.AddSingleton(book);
        builder.AddServiceDefaults("resolution");
        builder.AddResolution();
        builder.AddMessageTransport();
        builder.Services.RemoveAll<IHostedService>();
        var app = builder.Build();
        await app.Services.MigrateDatabasesAsync();
        return new ResolutionUnderTest(app, folder, server);
    }

    /// <summary>Does something in a scope of its own, as a request or a delivery would.</summary>
    public async Task<T> AskAsync<T>(Func<ResolutionDbContext, IServiceProvider, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ResolutionDbContext>(), scope.ServiceProvider);
    }

    public Task<T> AskAsync<T>(Func<ResolutionDbContext, Task<T>> ask) => AskAsync((db, _) => ask(db));

    /// <summary>Loads rows past the change tracker, and leaves the database as one that has been running for a while.</summary>
    public Task LoadAsync<T>(IEnumerable<T> rows) where T : class => AskAsync(async db =>
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await BulkLoader.LoadAsync(db, rows);
        return await db.Database.ExecuteSqlRawAsync(server is null ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM ANALYZE");
    });

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
        if (server is not null) await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
