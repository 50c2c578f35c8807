using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Resolution.Persistence;
using Shared.Persistence;
using Support;
using Xunit;

namespace Integration;

/// <summary>Several instances of a program may start at once over databases that do not exist yet: one migrates, the others wait for it.</summary>
[Collection("databases")]
public sealed class ConcurrentStartTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Migrate_ByThreeInstancesAtOnce_HappensOnceAndFailsNowhere(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var (provider, connection) = await Databases.NewAsync(database);
        var folder = Directory.CreateTempSubdirectory("donthu-start-").FullName;
        var instances = Enumerable.Range(0, 3).Select(_ => ServiceHost.Build(folder, TimeProvider.System, new Dictionary<string, string?>
        {
            ["DonThu:Database:Provider"] = provider.ToString(),
            ["DonThu:Database:ConnectionString"] = connection,
        })).ToList();
        try
        {
            await Task.WhenAll(instances.Select(instance => instance.Services.MigrateDatabasesAsync(cancellationToken)));

            foreach (var target in instances[0].Services.GetServices<MigrationTarget>())
            {
                await using var scope = instances[0].Services.CreateAsyncScope();
                var context = (DbContext)scope.ServiceProvider.GetRequiredService(target.Context);
                Assert.Equal(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(cancellationToken));
            }
        }
        finally
        {
            if (provider == DatabaseProvider.SqlServer) await DropAsync(instances[0].Services);
            foreach (var instance in instances) await instance.DisposeAsync();
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Migrate_ByTwoProcessesAtOnce_HappensOnceAndFailsNowhere(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var (provider, connection) = await Databases.NewAsync(database);
        var folder = Directory.CreateTempSubdirectory("donthu-start-").FullName;
        var processes = Enumerable.Range(0, 2).Select(_ => Start(folder, provider, connection)).ToList();
        var ends = await Task.WhenAll(processes.Select(async process =>
        {
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, Text: output + errors);
        }));
        processes.ForEach(process => process.Dispose());

        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.Text));
        Assert.All(ends, end => Assert.Contains("Resolution is up to date.", end.Text, StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Migrate_AfterAProcessDiedInTheMiddleOnSqlite_GoesOn()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var folder = Directory.CreateTempSubdirectory("donthu-start-").FullName;
        await using (var app = ServiceHost.Build(folder, TimeProvider.System, new Dictionary<string, string?>()))
        {
            await using var scope = app.Services.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<ResolutionDbContext>();
            await context.Database.MigrateAsync(context.Database.GetMigrations().First(), limit.Token);

            // What a process leaves behind that was killed while it migrated.
            await context.Database.ExecuteSqlAsync(
                $"""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01')""", limit.Token);

            await app.Services.MigrateDatabasesAsync(limit.Token);
            Assert.Empty(await context.Database.GetPendingMigrationsAsync(limit.Token));
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Start_MigrationsLeftToAnOperator_IsRefusedUntilTheyAreApplied()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("donthu-start-").FullName;
        await using (var app = ServiceHost.Build(folder, TimeProvider.System, new Dictionary<string, string?> { ["DonThu:Database:MigrateOnStart"] = "false" }))
        {
            var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Services.MigrateDatabasesAsync(cancellationToken));
            Assert.Contains("“migrate”", refusal.Message, StringComparison.Ordinal);

            await app.Services.ApplyMigrationsAsync(cancellationToken);
            await app.Services.MigrateDatabasesAsync(cancellationToken);
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Start(string folder, DatabaseProvider provider, string? connection)
    {
        var program = Path.Combine(Repository.Root, "gateway", "AllInOne", "bin", Repository.Configuration, "net10.0", "AllInOne");
        var start = new ProcessStartInfo(program, ["migrate"])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DonThu__DataDirectory"] = folder;
        start.Environment["DonThu__Database__Provider"] = provider.ToString();
        if (connection is not null) start.Environment["DonThu__Database__ConnectionString"] = connection;
        return Process.Start(start)!;
    }

    private static async Task DropAsync(IServiceProvider services)
    {
        foreach (var target in services.GetServices<MigrationTarget>())
        {
            await using var scope = services.CreateAsyncScope();
            await ((DbContext)scope.ServiceProvider.GetRequiredService(target.Context)).Database.EnsureDeletedAsync();
        }
    }
}
