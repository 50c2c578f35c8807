using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Procedures;
using Resolution;
using Resolution.Persistence;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;
using Support;
using Xunit;

namespace Integration;

/// <summary>
/// Resolution as it is registered, on a database of its own, with procedures the test writes for first complaints, a clock it moves, and
/// nothing running in the background.
/// </summary>
internal sealed class ProcedureHost : IAsyncDisposable
{
    private readonly (DatabaseProvider Provider, string? Connection) database;
    private readonly string folder;
    private WebApplication app;

    private ProcedureHost((DatabaseProvider Provider, string? Connection) database, string folder, FakeTimeProvider time, WebApplication app)
    {
        this.database = database;
        this.folder = folder;
        this.app = app;
        Time = time;
    }

    public FakeTimeProvider Time { get; }

    /// <param name="database">One of <see cref="Databases.All"/>.</param>
    public static async Task<ProcedureHost> StartAsync(string database, DateOnly today, ProcedureBook book)
    {
        var where = await Databases.NewAsync(database);
        var folder = Directory.CreateTempSubdirectory("donthu-procedures-").FullName;
        var time = new FakeTimeProvider(LegalDay.StartsAt(today).AddHours(9));
        var app = Build(where, folder, time, book);
        await app.Services.MigrateDatabasesAsync(TestContext.Current.CancellationToken);
        return new ProcedureHost(where, folder, time, app);
    }

    /// <summary>The process ends and begins anew, over the same database.</summary>
    public async Task RestartAsync(ProcedureBook book)
    {
        await app.DisposeAsync();
        app = Build(database, folder, Time, book);
        await app.Services.MigrateDatabasesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Opens cases as the command to do so does; the ids of the cases.</summary>
    public async Task<List<Guid>> OpenAsync(int cases)
    {
        var day = LegalDay.Today(Time);
        for (var number = 1; number <= cases; number++)
        {
            var command = new OpenCase(
                Guid.CreateVersion7(), "xa-go-may", $"DT26-{number:0000}", "complaint", "first", "Chủ tịch UBND xã Gò Mây", day,
                new Dictionary<string, string>(), Time.GetUtcNow());
            await app.Services.GetRequiredService<IMessageTransport>()
                .DeliverAsync(Guid.NewGuid(), command, typeof(OpenCase), null, TestContext.Current.CancellationToken);
        }

        return await AskAsync(db => db.Cases.OrderBy(one => one.Reference).Select(one => one.Id).ToListAsync(TestContext.Current.CancellationToken));
    }

    public Task SweepAsync() => app.Services.GetRequiredService<DeadlineSweeper<ResolutionDbContext>>().SweepAsync(TestContext.Current.CancellationToken);

    public Work Begin() => new(app.Services.CreateAsyncScope());

    public async Task<T> AskAsync<T>(Func<ResolutionDbContext, Task<T>> ask)
    {
        await using var work = Begin();
        return await ask(work.Db);
    }

    /// <summary>Of which cases the outbox tells something; a case told twice is there twice.</summary>
    public async Task<List<Guid>> ToldAsync(Type message)
    {
        var bodies = await AskAsync(db => db.Outbox.AsNoTracking().Where(row => row.Type == message.FullName)
            .Select(row => row.Body).ToListAsync(TestContext.Current.CancellationToken));
        return [.. bodies.Select(body => System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("caseId").GetGuid())];
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static WebApplication Build(
        (DatabaseProvider Provider, string? Connection) database, string folder, FakeTimeProvider time, ProcedureBook book)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DonThu:DataDirectory"] = folder,
            ["DonThu:Law:Directory"] = Path.Combine(Repository.Root, "workflows", "Procedures"),
            ["DonThu:Departments:Directory"] = Path.Combine(Repository.Root, "deploy", "departments"),
            ["DonThu:Database:Provider"] = database.Provider.ToString(),
            ["DonThu:Database:ConnectionString"] = database.Connection,
        });
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(book);
        builder.AddServiceDefaults("resolution");
        builder.AddResolution();
        builder.AddMessageTransport();
        builder.Services.RemoveAll<Microsoft.Extensions.Hosting.IHostedService>();
        return builder.Build();
    }

    /// <summary>One unit of work, as a request or a delivery has.</summary>
    internal sealed class Work(AsyncServiceScope scope) : IAsyncDisposable
    {
        public IServiceProvider Services => scope.ServiceProvider;
        public ResolutionDbContext Db { get; } = scope.ServiceProvider.GetRequiredService<ResolutionDbContext>();
        public ProcedureRunner Runner { get; } = scope.ServiceProvider.GetRequiredService<ProcedureRunner>();

        public Task<bool> RaiseAsync(Guid caseId, string name) => Runner.TryRaiseEventAsync(Db, caseId, name, null, null, TestContext.Current.CancellationToken);

        public Task SaveAsync() => Db.SaveChangesAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
