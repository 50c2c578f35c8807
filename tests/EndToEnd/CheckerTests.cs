using Checker;
using Microsoft.Data.Sqlite;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>The checker is trusted with the promise that nothing is lost, so it must see what is: every kind of damage, and nothing else.</summary>
[Collection("one at a time")]
public sealed class CheckerTests : IClassFixture<CheckerTests.WorkedFor>
{
    private readonly WorkedFor worked;

    public CheckerTests(WorkedFor worked) => this.worked = worked;

    [Fact]
    public async Task Inspection_NothingDamaged_FindsNothing()
    {
        var report = await worked.InspectAsync(null, null);
        Assert.True(report.IsClean, report.ToString());
        Assert.True(report is { Acknowledged: >= 10, Acts: >= 10 }, report.ToString());
    }

    [Theory]
    [InlineData("intake", "DELETE FROM Submissions WHERE Id = (SELECT Id FROM Submissions LIMIT 1)", "Intake has no such submission")]
    [InlineData("identities", "DELETE FROM Parties WHERE Id = (SELECT Id FROM Parties LIMIT 1)", "the vault 0")]
    [InlineData("identities", "DELETE FROM Letters WHERE SubmissionId = (SELECT SubmissionId FROM Letters LIMIT 1)", "the vault has no letter")]
    [InlineData("routing", "DELETE FROM RoutingFiles WHERE Id = (SELECT Id FROM RoutingFiles LIMIT 1)", "Routing has no file")]
    [InlineData("routing", "UPDATE RoutingFiles SET HolderBody = 'somebody else' WHERE Id = (SELECT Id FROM RoutingFiles LIMIT 1)", "responsible body")]
    [InlineData("routing", "UPDATE RoutingFiles SET State = 'Classified' WHERE Id = (SELECT Id FROM RoutingFiles WHERE State = 'InResolution' LIMIT 1)", "a case is open while")]
    [InlineData("resolution", "DELETE FROM Cases WHERE Id = (SELECT Id FROM Cases LIMIT 1)", "has no case")]
    [InlineData("resolution", "DELETE FROM OfficerTasks WHERE Id = (SELECT Id FROM OfficerTasks WHERE State = 'Completed' LIMIT 1)", "its completion was answered")]
    [InlineData("resolution", "UPDATE OfficerTasks SET State = 'Cancelled' WHERE State = 'Open'", "is stuck")]
    [InlineData("resolution", "DELETE FROM Bookmarks WHERE Kind = 'Task'", "its procedure does not wait for it")]
    [InlineData("resolution", "DELETE FROM ProcedureInstances WHERE Id = (SELECT Id FROM ProcedureInstances LIMIT 1)", "it has no procedure")]
    [InlineData("resolution", "DELETE FROM AuditEntries WHERE Action = 'OfficerTask.Added'", "has its beginning 0 times")]
    [InlineData("intake", "DELETE FROM AuditEntries WHERE Action = 'Submission.Added'", "has its beginning 0 times")]
    [InlineData("intake", "UPDATE Deadlines SET DueOn = '2031-01-01' WHERE Id = (SELECT Id FROM Deadlines LIMIT 1)", "as was answered")]
    [InlineData("intake", "DELETE FROM TrackedDeadlines WHERE Id = (SELECT Id FROM TrackedDeadlines LIMIT 1)", "the sender's view does not know it")]
    [InlineData("oversight", "DELETE FROM Deadlines WHERE Id = (SELECT Id FROM Deadlines LIMIT 1)", "Oversight does not know it")]
    [InlineData("oversight", "UPDATE Deadlines SET State = 'running' WHERE State = 'met'", "its keeper says")]
    [InlineData("oversight", "DELETE FROM Tasks WHERE Id = (SELECT Id FROM Tasks LIMIT 1)", "Oversight does not know it")]
    [InlineData("oversight", "DELETE FROM Submissions WHERE Id = (SELECT Id FROM Submissions LIMIT 1)", "Oversight does not know it")]
    [InlineData("oversight", "DELETE FROM Events WHERE Id = (SELECT Id FROM Events WHERE Kind = 'CaseOpened' LIMIT 1)", "noted its opening 0 times")]
    [InlineData("intake", "INSERT INTO TrackingSteps SELECT 'again', SubmissionId, At, TextVi, TextEn FROM TrackingSteps LIMIT 1", "the sender is told 2 times")]
    [InlineData("oversight", "INSERT INTO Events SELECT 'again', Kind, SubmissionId, Department, What, Who, At FROM Events LIMIT 1", "noted it 2 times")]
    [InlineData("intake", "UPDATE Submissions SET Subject = (SELECT min(Subject) FROM Submissions)", "the letter was registered")]
    [InlineData("routing", "INSERT INTO Outbox (Id, Type, Body, CreatedAt, NextAttemptAt, Attempts) VALUES ('left', 'left', '{}', 0, 0, 0)", "messages still wait")]
    public async Task Inspection_SomethingDamaged_IsFound(string database, string damage, string found)
    {
        var report = await worked.InspectAsync(database, damage);
        Assert.False(report.IsClean);
        Assert.Contains(report.Findings, finding => finding.ToString().Contains(found, StringComparison.Ordinal));
    }

    /// <summary>A host that some letters went through, and copies of its files to damage. It answers for the sender from the files it has.</summary>
    public sealed class WorkedFor : IAsyncLifetime
    {
        private RunningHost host = null!;
        private string copies = null!;
        private IReadOnlyList<Promise> promises = [];

        public async ValueTask InitializeAsync()
        {
            var cancellationToken = TestContext.Current.CancellationToken;
            host = await RunningHost.StartAsync(cancellationToken);
            copies = Directory.CreateTempSubdirectory("donthu-copies-").FullName;
            using var load = new Load(host.Address, host.Users, ["xa-go-may", "so-khcn"], seed: 1, TimeSpan.FromMinutes(1));
            using var stop = new CancellationTokenSource();
            var work = load.RunAsync(4, stop.Token, cancellationToken);
            await Poll.UntilAsync(() => Task.FromResult(load.Promises.Count >= 60 || work.IsCompleted), "sixty answers", TimeSpan.FromMinutes(2), cancellationToken);
            await stop.CancelAsync();
            await work;
            promises = [.. load.Promises];
            var before = await Inspection.RunAsync(Installations.Of(host), promises, TimeSpan.FromSeconds(30), cancellationToken);
            Assert.True(before.IsClean, before.ToString());
        }

        /// <summary>Inspects a copy of the databases, one of them damaged.</summary>
        public async Task<Report> InspectAsync(string? database, string? damage)
        {
            var folder = Directory.CreateDirectory(Path.Combine(copies, Guid.NewGuid().ToString("n"))).FullName;
            foreach (var file in Directory.GetFiles(host.DataDirectory, "*.db"))
            {
                await using var source = new SqliteConnection($"Data Source={file};Pooling=false");
                await using var copy = new SqliteConnection($"Data Source={Path.Combine(folder, Path.GetFileName(file))};Pooling=false");
                await source.OpenAsync(TestContext.Current.CancellationToken);
                await copy.OpenAsync(TestContext.Current.CancellationToken);
                source.BackupDatabase(copy);
            }

            if (database is not null)
            {
                await using var damaged = new SqliteConnection($"Data Source={Path.Combine(folder, database + ".db")};Pooling=false;Foreign Keys=false");
                await damaged.OpenAsync(TestContext.Current.CancellationToken);
                await using var command = damaged.CreateCommand();
                command.CommandText = damage;
                Assert.True(await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken) > 0, "nothing was damaged");
            }

            return await Inspection.RunAsync(Installations.Of(folder, host.Address), promises, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await host.DisposeAsync();
            SqliteConnection.ClearAllPools();
            Directory.Delete(copies, recursive: true);
        }
    }
}
