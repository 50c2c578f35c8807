using System.Diagnostics;
using Contracts.Intake;
using Intake.Identities;
using Intake.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shared.Persistence;
using Support;
using Xunit;

namespace Integration;

/// <summary>What deploy/backup.sh copied, deploy/restore.sh brings back: letters are read, and what had not been sent is sent.</summary>
[Collection("databases")]
public sealed class BackupTests
{
    [Fact]
    public async Task Restore_OntoEmptyDatabases_BringsBackLettersAndUnsentMessages()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var (provider, connection) = await Databases.NewAsync("PostgreSQL");
        var folder = Directory.CreateTempSubdirectory("donthu-backup-").FullName;
        var submission = Guid.NewGuid();
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        string[] databases = [NameOf("Intake"), NameOf("Identities")];
        try
        {
            await using (var host = Build())
            {
                await host.Services.MigrateDatabasesAsync(cancellationToken);
                await using var scope = host.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IIdentityVault>().SealAsync(submission, new SealedLetter("a letter", null), [], cancellationToken);
                var db = scope.ServiceProvider.GetRequiredService<IntakeDbContext>();
                db.Publish(new SubmissionWithdrawn(submission, default, default));
                await db.SaveChangesAsync(cancellationToken);

                var (refusal, said) = await ScriptAsync("backup.sh", "copy");
                Assert.NotEqual(0, refusal);
                Assert.Contains("stop the programs first", said, StringComparison.Ordinal);
            }

            // The server takes a moment to notice that the connections have gone.
            NpgsqlConnection.ClearAllPools();
            int code = 0;
            var output = "";
            await Poll.UntilAsync(async () =>
            {
                (code, output) = await ScriptAsync("backup.sh", "copy");
                return !output.Contains("stop the programs first", StringComparison.Ordinal);
            }, "the connections to be gone", cancellationToken);
            Assert.True(code == 0, output);
            Assert.Contains("1 message(s)", output, StringComparison.Ordinal);

            (code, output) = await ScriptAsync("restore.sh", "copy");
            Assert.NotEqual(0, code);
            Assert.Contains("is not empty", output, StringComparison.Ordinal);

            await EmptyAsync(databases);
            (code, output) = await ScriptAsync("restore.sh", "copy");
            Assert.True(code == 0, output);

            await using (var host = Build())
            {
                await host.Services.MigrateDatabasesAsync(cancellationToken);
                await using var scope = host.Services.CreateAsyncScope();
                var letter = await scope.ServiceProvider.GetRequiredService<IIdentityVault>().OpenLetterAsync(submission, "xa-go-may", cancellationToken);
                Assert.Equal("a letter", letter!.Content);
                var waiting = await scope.ServiceProvider.GetRequiredService<IntakeDbContext>().Outbox.SingleAsync(cancellationToken);
                Assert.Equal("Contracts.Intake.SubmissionWithdrawn", waiting.Type);
            }
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await DropAsync();
            Directory.Delete(folder, recursive: true);
        }

        string NameOf(string service) => new NpgsqlConnectionStringBuilder(connection!.Replace("{service}", service.ToLowerInvariant(), StringComparison.Ordinal)).Database!;

        Microsoft.AspNetCore.Builder.WebApplication Build() => ServiceHost.Build(data, TimeProvider.System, new Dictionary<string, string?>
        {
            ["DonThu:Database:Provider"] = provider.ToString(),
            ["DonThu:Database:ConnectionString"] = connection,
        });

        async Task<(int Code, string Output)> ScriptAsync(string script, string copy)
        {
            var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "deploy", script), Path.Combine(folder, copy), .. databases])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            var server = new NpgsqlConnectionStringBuilder(connection);
            (start.Environment["PG"], start.Environment["RABBITMQCTL"]) = ("", "");
            (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"]) = (server.Host, $"{server.Port}", server.Username);
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, said + await errors);
        }

        async Task EmptyAsync(IEnumerable<string> names)
        {
            foreach (var name in names) await ExecuteAsync($"DROP DATABASE \"{name}\" WITH (FORCE); CREATE DATABASE \"{name}\" TEMPLATE template0");
        }

        async Task DropAsync()
        {
            foreach (var service in new[] { "Intake", "Identities", "Routing", "Resolution", "Oversight" })
                await ExecuteAsync($"DROP DATABASE IF EXISTS \"{NameOf(service)}\" WITH (FORCE)");
        }

        async Task ExecuteAsync(string statements)
        {
            await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres", Pooling = false }.ToString());
            await server.OpenAsync(CancellationToken.None);
            foreach (var statement in statements.Split("; "))
            {
                await using var command = server.CreateCommand();
#pragma warning disable CA2100 // names this test made itself
                command.CommandText = statement;
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }
}
