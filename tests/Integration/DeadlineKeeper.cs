using Clock;
using Intake;
using Intake.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;
using Support;
using Xunit;

namespace Integration;

/// <summary>Intake as it is registered, on a database of its own, with a clock the test moves and nothing running in the background.</summary>
internal sealed class DeadlineKeeper : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private DeadlineKeeper(WebApplication app, string folder, FakeTimeProvider time)
    {
        this.app = app;
        this.folder = folder;
        Time = time;
    }

    public FakeTimeProvider Time { get; }
    public StatutoryClock Clock => app.Services.GetRequiredService<ClockInForce>().Current;
    public DeadlineSweeper<IntakeDbContext> Sweeper => app.Services.GetRequiredService<DeadlineSweeper<IntakeDbContext>>();
    public CalendarFollower<IntakeDbContext> Follower => app.Services.GetRequiredService<CalendarFollower<IntakeDbContext>>();

    /// <param name="database">One of <see cref="Databases.All"/>.</param>
    /// <param name="today">The legal day the clock shows, nine in the morning.</param>
    public static async Task<DeadlineKeeper> StartAsync(string database, DateOnly today)
    {
        var (provider, connection) = await Databases.NewAsync(database);
        var folder = Directory.CreateTempSubdirectory("donthu-deadlines-").FullName;
        var time = new FakeTimeProvider(LegalDay.StartsAt(today).AddHours(9));
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DonThu:DataDirectory"] = folder,
            ["DonThu:Law:Directory"] = Path.Combine(Repository.Root, "workflows", "Procedures"),
            ["DonThu:Departments:Directory"] = Path.Combine(Repository.Root, "deploy", "departments"),
            ["DonThu:Database:Provider"] = provider.ToString(),
            ["DonThu:Database:ConnectionString"] = connection,
        });
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddServiceDefaults("intake");
        builder.AddIntake();
        builder.AddMessageTransport();
        builder.Services.RemoveAll<Microsoft.Extensions.Hosting.IHostedService>();
        var app = builder.Build();
        await app.Services.MigrateDatabasesAsync(TestContext.Current.CancellationToken);
        return new DeadlineKeeper(app, folder, time);
    }

    /// <summary>Nine in the morning of that day.</summary>
    public void MoveTo(DateOnly day) => Time.SetUtcNow(LegalDay.StartsAt(day).AddHours(9));

    public async Task<DeadlineRow> AddAsync(Deadline deadline, bool isDuty = true, DateOnly? targetOn = null)
    {
        var row = DeadlineRow.Start(Guid.CreateVersion7(), Guid.CreateVersion7(), null, "so-khcn", deadline, isDuty, targetOn);
        await WorkAsync(db => db.Deadlines.Add(row));
        return row;
    }

    /// <summary>Changes the database in one unit of work.</summary>
    public async Task WorkAsync(Action<IntakeDbContext> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IntakeDbContext>();
        work(db);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async Task<T> AskAsync<T>(Func<IntakeDbContext, Task<T>> ask)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<IntakeDbContext>());
    }

    public Task<DeadlineRow> RowAsync(Guid id) =>
        AskAsync(db => db.Deadlines.AsNoTracking().SingleAsync(row => row.Id == id, TestContext.Current.CancellationToken));

    public async Task ChangeAsync(Guid id, Action<DeadlineRow> change) =>
        await WorkAsync(db => change(db.Deadlines.Single(row => row.Id == id)));

    /// <summary>What waits to be sent, in the order it was written.</summary>
    public Task<List<OutboxMessage>> OutboxAsync() =>
        AskAsync(db => db.Outbox.AsNoTracking().OrderBy(message => message.Id).ToListAsync(TestContext.Current.CancellationToken));

    /// <summary>What was announced of a deadline, in words: <c>half</c>, …, and <c>missed</c> for its last day having passed.</summary>
    public async Task<List<string>> AnnouncedAsync(Guid id) =>
        [.. (await OutboxAsync()).Where(message => message.Body.Contains(id.ToString(), StringComparison.Ordinal)).Select(Word)];

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static string Word(OutboxMessage message)
    {
        var body = System.Text.Json.JsonDocument.Parse(message.Body).RootElement;
        return message.Type[(message.Type.LastIndexOf('.') + 1)..] switch
        {
            "DeadlineThresholdReached" when body.GetProperty("daysOverdue").GetInt32() is > 0 and var days => $"overdue {days}",
            "DeadlineThresholdReached" => body.GetProperty("threshold").GetString()!,
            "DeadlineMissed" => "missed",
            "DeadlineRedated" => "redated",
            var other => other,
        };
    }
}
