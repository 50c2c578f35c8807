using System.Text.Json;
using Clock;
using Engine;
using Engine.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Procedures;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;
using Xunit;

namespace Unit.Engine;

internal sealed class EngineDbContext(DbContextOptions<EngineDbContext> options) : ServiceDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.AddProcedureEngine();
    }
}

/// <summary>What the engine told the outside, in words.</summary>
internal sealed class RecordedEffects : IProcedureEffects
{
    public List<string> Told { get; } = [];

    /// <summary>Whether it is said in the outbox, too, where a burst that is not saved says nothing.</summary>
    public bool IntoOutbox { get; set; }
    public void TaskAssigned(ServiceDbContext db, OfficerTask task) => Tell(db, $"task-assigned {task.ActivityId} {task.Revision}");
    public void TaskEnded(ServiceDbContext db, OfficerTask task) => Tell(db, $"task-ended {task.ActivityId} {task.State}");
    public void DeadlineStarted(ServiceDbContext db, DeadlineRow deadline) => Tell(db, $"deadline-started {deadline.Limit}");
    public void DeadlineExtended(ServiceDbContext db, DeadlineRow deadline) => Tell(db, $"deadline-extended {deadline.Limit}");
    public void DeadlineStopped(ServiceDbContext db, DeadlineRow deadline) => Tell(db, $"deadline-stopped {deadline.Limit} {deadline.State}");
    public void DeadlineSuspended(ServiceDbContext db, DeadlineRow deadline, DateOnly on) => Tell(db, $"deadline-suspended {deadline.Limit}");
    public void DeadlineResumed(ServiceDbContext db, DeadlineRow deadline, DateOnly on) => Tell(db, $"deadline-resumed {deadline.Limit}");
    public void TransferRequested(ServiceDbContext db, ProcedureInstance instance, string to, string reason, string article) => Tell(db, $"transfer {to}");
    public void OutcomePublished(ServiceDbContext db, ProcedureInstance instance, Publication publication) => Tell(db, $"published {publication.Form} {publication.Manner}");
    public void DocumentIssued(ServiceDbContext db, IssuedDocument document) => Tell(db, $"document {document.Form}");
    public void CitizenNotified(ServiceDbContext db, ProcedureInstance instance, string textVi, string textEn) => Tell(db, $"notified {textEn}");
    public void CaseClosed(ServiceDbContext db, ProcedureInstance instance, string outcome, DateOnly on) => Tell(db, $"closed {outcome}");
    public void IncidentRaised(ServiceDbContext db, Incident incident) => Tell(db, $"incident {incident.ActivityId} {incident.Reason}");

    private void Tell(ServiceDbContext db, string text)
    {
        Told.Add(text);
        if (IntoOutbox) db.Publish(new Saying(text));
    }

    internal sealed record Saying(string Text);
}

/// <summary>Counts which activities ran and which connections were followed.</summary>
internal sealed class Coverage : IBurstWatcher
{
    private readonly HashSet<string> seen = [];

    public void Ran(ProcedureDefinition definition, ActivityNode step) => seen.Add(Of(definition, step.Id));

    public void Followed(ProcedureDefinition definition, Connection connection) => seen.Add(Of(definition, connection.ToString()));

    public IReadOnlyList<string> Missing(ProcedureDefinition definition) =>
        [.. All(definition).Where(one => !seen.Contains(Of(definition, one)))];

    public static IEnumerable<string> All(ProcedureDefinition definition) =>
        definition.Activities.Select(step => step.Id).Concat(definition.Connections.Select(connection => connection.ToString()));

    private static string Of(ProcedureDefinition definition, string what) => $"{definition.Id}/{definition.InForceFrom:O}/{what}";
}

/// <summary>The documents of the law, as the programs carry them.</summary>
internal static class Law
{
    private static readonly Lazy<TimeLimitBook> LazyLimits = new(() => TimeLimitBook.Load(In("TimeLimits")));
    private static readonly Lazy<StatutoryClock> LazyClock = new(() => new StatutoryClock(LegalCalendar.Load(In("Calendars")), Limits));
    private static readonly Lazy<ProcedureBook> LazyBook = new(() => ProcedureBook.Load(In("Definitions"), Limits));

    public static TimeLimitBook Limits => LazyLimits.Value;
    public static StatutoryClock Clock => LazyClock.Value;
    public static ProcedureBook Book => LazyBook.Value;

    private static string In(string folder) => Path.Combine(AppContext.BaseDirectory, "law", folder);
}

/// <summary>An engine over a database in memory, with a clock that a test moves.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    public static readonly Guid CaseId = Guid.Parse("0198c0de-0000-7000-8000-00000000000a");
    public static readonly Guid SubmissionId = Guid.Parse("0198c0de-0000-7000-8000-00000000000b");

    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly ServiceProvider services;

    private EngineHost(ProcedureBook book, IBurstWatcher? watcher, DateOnly from, IInterceptor? interceptor)
    {
        Book = book;
        Time = new FakeTimeProvider(LegalDay.StartsAt(from).AddHours(9));
        connection.Open();
        var registrations = new ServiceCollection();
        registrations.AddLogging();
        registrations.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        registrations.AddSingleton<TimeProvider>(Time);
        registrations.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        registrations.AddScoped<CurrentActor>();
        registrations.AddSingleton<OutboxSignal>();
        registrations.AddTransient(_ => Book);
        registrations.AddSingleton(Law.Clock);
        registrations.AddSingleton<IProcedureEffects>(Effects);
        if (watcher is not null) registrations.AddSingleton(watcher);
        registrations.AddDbContext<EngineDbContext>(options =>
        {
            options.UseSqlite(connection);
            if (interceptor is not null) options.AddInterceptors(interceptor);
        });
        registrations.AddProcedureEngine();
        services = registrations.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; }

    /// <summary>The procedures the next unit of work finds.</summary>
    public ProcedureBook Book { get; set; }
    public RecordedEffects Effects { get; } = new();

    public static async Task<EngineHost> CreateAsync(
        ProcedureBook? book = null, IBurstWatcher? watcher = null, DateOnly? from = null, IInterceptor? interceptor = null)
    {
        var host = new EngineHost(book ?? Law.Book, watcher, from ?? new DateOnly(2026, 7, 6), interceptor);
        await using var work = host.Begin();
        await work.Db.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public static CaseFacts Facts(DateOnly receivedOn, params (string Name, string Value)[] facts) =>
        new(CaseId, SubmissionId, "so-khcn", receivedOn, receivedOn, facts.ToDictionary(fact => fact.Name, fact => fact.Value));

    /// <summary>Nine o'clock on that day; the clock only goes forward.</summary>
    public void MoveTo(DateOnly day)
    {
        var at = LegalDay.StartsAt(day).AddHours(9);
        if (at > Time.GetUtcNow()) Time.SetUtcNow(at);
    }

    public Work Begin() => new(services.CreateAsyncScope());

    public async Task StartAsync(CaseFacts facts, string procedure = ProcedureSelection.FirstComplaint)
    {
        await using var work = Begin();
        await work.Runner.StartAsync(work.Db, procedure, facts, TestContext.Current.CancellationToken);
        await work.SaveAsync();
    }

    public Task CompleteAsync(string activity, string outcome, object? data = null, string user = "officer-1") =>
        CompleteAsync(activity, outcome, new Doer(user), data);

    public async Task CompleteAsync(string activity, string outcome, Doer by, object? data = null)
    {
        await using var work = Begin();
        var task = await work.OpenTaskAsync(activity);
        await work.Runner.CompleteTaskAsync(work.Db, task, outcome, Data(data), null, by, TestContext.Current.CancellationToken);
        await work.SaveAsync();
    }

    /// <summary>Does something to an open task.</summary>
    public async Task WithTaskAsync(string activity, Action<Work, OfficerTask> act)
    {
        await using var work = Begin();
        act(work, await work.OpenTaskAsync(activity));
        await work.SaveAsync();
    }

    /// <summary>Does something that fails, and records the incident as a service does.</summary>
    public async Task<Incident> FailAsync(Func<Work, Task> act, FailedWork? what = null, string actor = "system")
    {
        var failed = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var work = Begin().As(actor);
            await act(work);
            await work.SaveAsync();
        });
        await using (var work = Begin())
        {
            await work.Runner.IncidentAsync(work.Db, SubmissionId, "so-khcn", failed, what, TestContext.Current.CancellationToken);
            await work.SaveAsync();
        }

        return (await AllAsync<Incident>()).MaxBy(incident => incident.Id)!;
    }

    public async Task<bool> RaiseAsync(string name, string? key = null, params (string Name, string Value)[] payload)
    {
        await using var work = Begin();
        var taken = await work.Runner.TryRaiseEventAsync(
            work.Db, CaseId, name, key, payload.ToDictionary(one => one.Name, one => one.Value), TestContext.Current.CancellationToken);
        await work.SaveAsync();
        return taken;
    }

    /// <summary>Does what the sweeper does: tells the procedure of each running deadline whose last day has passed.</summary>
    public async Task SweepAsync()
    {
        List<string> due;
        await using (var work = Begin())
        {
            var today = LegalDay.Today(Time);
            due = await work.Db.Set<DeadlineRow>().Where(row => row.State == DeadlineState.Running && row.DueOn < today)
                .OrderBy(row => row.DueOn).ThenBy(row => row.Limit).Select(row => row.Limit)
                .ToListAsync(TestContext.Current.CancellationToken);
        }

        foreach (var limit in due) await RaiseAsync("deadline-passed", limit);
    }

    public static Dictionary<string, JsonElement> Data(object? data) =>
        data is null ? [] : JsonSerializer.SerializeToElement(data).Deserialize<Dictionary<string, JsonElement>>()!;

    public async Task<List<T>> AllAsync<T>() where T : class
    {
        await using var work = Begin();
        return await work.Db.Set<T>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The instance the case began with.</summary>
    public async Task<ProcedureInstance> InstanceAsync() => (await AllAsync<ProcedureInstance>()).Single(instance => instance.ParentId is null);

    public async Task<string[]> OpenTasksAsync() =>
        [.. (await AllAsync<OfficerTask>()).Where(task => task.State == OfficerTaskState.Open).Select(task => task.ActivityId).Order()];

    public async Task<Dictionary<string, DateOnly>> RunningAsync() =>
        (await AllAsync<DeadlineRow>()).Where(row => row.State == DeadlineState.Running).ToDictionary(row => row.Limit, row => row.DueOn);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>One unit of work: a context and a runner of its own.</summary>
    internal sealed class Work(AsyncServiceScope scope) : IAsyncDisposable
    {
        public EngineDbContext Db { get; } = scope.ServiceProvider.GetRequiredService<EngineDbContext>();
        public ProcedureRunner Runner { get; } = scope.ServiceProvider.GetRequiredService<ProcedureRunner>();
        public TaskDesk Desk { get; } = scope.ServiceProvider.GetRequiredService<TaskDesk>();

        /// <summary>Says who acts in this unit of work.</summary>
        public Work As(string actor)
        {
            scope.ServiceProvider.GetRequiredService<CurrentActor>().ActAs(actor);
            return this;
        }

        public Task<OfficerTask> OpenTaskAsync(string activity) => Db.Set<OfficerTask>()
            .SingleAsync(task => task.ActivityId == activity && task.State == OfficerTaskState.Open, TestContext.Current.CancellationToken);

        public Task SaveAsync() => Db.SaveChangesAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
