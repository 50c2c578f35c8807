using System.Security.Claims;
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
using Resolution.Features.EscalateTasks;
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
    private readonly IReadOnlyDictionary<string, string?> settings;
    private WebApplication app;

    private ProcedureHost(
        (DatabaseProvider Provider, string? Connection) database, string folder, IReadOnlyDictionary<string, string?> settings, FakeTimeProvider time,
        WebApplication app)
    {
        this.database = database;
        this.folder = folder;
        this.settings = settings;
        this.app = app;
        Time = time;
    }

    public FakeTimeProvider Time { get; }

    /// <param name="database">One of <see cref="Databases.All"/>.</param>
    /// <param name="settings">Beside the usual ones.</param>
    public static async Task<ProcedureHost> StartAsync(
        string database, DateOnly today, ProcedureBook book, IReadOnlyDictionary<string, string?>? settings = null)
    {
        settings ??= new Dictionary<string, string?>();
        var where = await Databases.NewAsync(database);
        var folder = Directory.CreateTempSubdirectory("donthu-procedures-").FullName;
        var time = new FakeTimeProvider(LegalDay.StartsAt(today).AddHours(9));
        var app = Build(where, folder, settings, time, book);
        await app.Services.MigrateDatabasesAsync(TestContext.Current.CancellationToken);
        return new ProcedureHost(where, folder, settings, time, app);
    }

    /// <summary>The process ends and begins anew, over the same database.</summary>
    public async Task RestartAsync(ProcedureBook book)
    {
        await app.DisposeAsync();
        app = Build(database, folder, settings, Time, book);
        await app.Services.MigrateDatabasesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Opens cases as the command to do so does; the ids of the cases.</summary>
    public async Task<List<Guid>> OpenAsync(int cases)
    {
        for (var number = 1; number <= cases; number++) await DeliverAsync(Guid.CreateVersion7(), number);
        return await AskAsync(db => db.Cases.OrderBy(one => one.Reference).Select(one => one.Id).ToListAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Delivers the command to open the case of a submission, each time as another message.</summary>
    public Task DeliverAsync(Guid submissionId, int number = 1)
    {
        var command = new OpenCase(
            submissionId, "xa-go-may", $"DT26-{number:0000}", "complaint", "first", "Chủ tịch UBND xã Gò Mây", LegalDay.Today(Time),
            new Dictionary<string, string>(), Time.GetUtcNow());
        return app.Services.GetRequiredService<IMessageTransport>()
            .DeliverAsync(Guid.NewGuid(), command, typeof(OpenCase), null, TestContext.Current.CancellationToken);
    }

    /// <summary>Brings tasks before the head, as the background does; how many there were.</summary>
    public Task<int> EscalateAsync() => app.Services.GetRequiredService<TaskEscalator>().EscalateAsync(TestContext.Current.CancellationToken);

    /// <summary>Somebody signs in: from then on they are known here.</summary>
    public async Task<ClaimsPrincipal> SignInAsync(string id, params string[] grants)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim("sub", id), new Claim("name", $"Tên {id}"), .. grants.Select(grant => new Claim(Grant.ClaimType, grant))], "test"));
        await app.Services.GetRequiredService<ColleagueFilter>().NoteAsync(user, TestContext.Current.CancellationToken);
        return user;
    }

    public Task SweepAsync() => app.Services.GetRequiredService<DeadlineSweeper<ResolutionDbContext>>().SweepAsync(TestContext.Current.CancellationToken);

    /// <summary>Minutes later: what was set aside is tried again, once.</summary>
    public async Task TryAgainAsync()
    {
        Time.Advance(TimeSpan.FromMinutes(6));
        Assert.True(await app.Services.GetRequiredService<SetAsideRounds<ResolutionDbContext>>().TryDueAsync(TestContext.Current.CancellationToken) > 0);
    }

    public Work Begin() => new(app.Services.CreateAsyncScope());

    /// <summary>One request of somebody.</summary>
    public async Task<T> RequestAsync<T>(ClaimsPrincipal user, Func<Work, Task<T>> request)
    {
        await using var work = Begin();
        work.Get<CurrentActor>().ActAs(user.UserId()!);
        return await request(work);
    }

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
        (DatabaseProvider Provider, string? Connection) database, string folder, IReadOnlyDictionary<string, string?> settings, FakeTimeProvider time,
        ProcedureBook book)
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
        builder.Configuration.AddInMemoryCollection(settings);
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
        public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

        public ResolutionDbContext Db { get; } = scope.ServiceProvider.GetRequiredService<ResolutionDbContext>();
        public ProcedureRunner Runner { get; } = scope.ServiceProvider.GetRequiredService<ProcedureRunner>();

        public Task<bool> RaiseAsync(Guid caseId, string name) => Runner.TryRaiseEventAsync(Db, caseId, name, null, null, TestContext.Current.CancellationToken);

        public Task SaveAsync() => Db.SaveChangesAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
