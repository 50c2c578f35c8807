using System.Security.Claims;
using Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Oversight;
using Resolution;
using Routing;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;

namespace Integration;

/// <summary>
/// The four services as their programs register them, over real databases. No server listens and nothing runs in the background: a
/// test delivers messages, sweeps and dispatches itself, and moves the clock.
/// </summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private ServiceHost(WebApplication app, string folder, FakeTimeProvider time)
    {
        this.app = app;
        this.folder = folder;
        Time = time;
    }

    /// <summary>The services' clock; it stands unless a test moves it.</summary>
    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<ServiceHost> StartAsync(DatabaseProvider provider, string? connection, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("donthu-services-").FullName;
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
        var app = Build(folder, time, new Dictionary<string, string?>
        {
            ["DonThu:Database:Provider"] = provider.ToString(),
            ["DonThu:Database:ConnectionString"] = connection,
        });
        var host = new ServiceHost(app, folder, time);
        await app.Services.MigrateDatabasesAsync(cancellationToken);
        return host;
    }

    /// <summary>Registers everything and builds it, without touching a database.</summary>
    public static WebApplication Build(string folder, TimeProvider time, IReadOnlyDictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder, EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([.. settings, new("DonThu:DataDirectory", folder)]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.AddServiceDefaults("donthu");
        builder.AddIntake();
        builder.AddRouting();
        builder.AddResolution();
        builder.AddOversight();
        builder.AddMessageTransport();
        return builder.Build();
    }

    /// <summary>Somebody who holds these grants, written as on the wire: <c>clerk@so-khcn</c>.</summary>
    public static ClaimsPrincipal User(params string[] grants) => new(new ClaimsIdentity(
        [new Claim("sub", "user-of-a-test"), .. grants.Select(grant => new Claim(Grant.ClaimType, grant))], "test"));

    /// <summary>Does something in a scope of its own, as a request or a delivery would.</summary>
    public async Task<T> InScopeAsync<TContext, T>(Func<TContext, IServiceProvider, Task<T>> action) where TContext : ServiceDbContext
    {
        await using var scope = Services.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<TContext>(), scope.ServiceProvider);
    }

    public Task<T> ReadAsync<TContext, T>(Func<TContext, Task<T>> read) where TContext : ServiceDbContext =>
        InScopeAsync<TContext, T>((db, _) => read(db));

    public Task SaveAsync<TContext>(Action<TContext> change, CancellationToken cancellationToken) where TContext : ServiceDbContext =>
        InScopeAsync<TContext, int>((db, _) =>
        {
            change(db);
            return db.SaveChangesAsync(cancellationToken);
        });

    /// <summary>Delivers a message to every consumer, as the dispatcher of an outbox does.</summary>
    public Task DeliverAsync(Guid messageId, object message, CancellationToken cancellationToken) =>
        Services.GetRequiredService<IMessageTransport>().DeliverAsync(messageId, message, message.GetType(), destination: null, cancellationToken);

    public async Task DropDatabasesAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        foreach (var target in Services.GetServices<MigrationTarget>())
            await ((DbContext)scope.ServiceProvider.GetRequiredService(target.Context)).Database.EnsureDeletedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
