using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>
/// The process is killed, again and again, while officers complete the tasks of many cases. A few dozen cases, and three hundred
/// on each database when <c>DONTHU_LONG=1</c> is set.
/// </summary>
[Collection("one at a time")]
public sealed class KilledProcedureTests
{
    private const string Department = "xa-go-may";
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DONTHU_LONG") == "1";
    private static readonly (string Activity, string Outcome)[] Steps = [("CheckAcceptance", "Accept"), ("Recheck", "VerificationNeeded")];

    [Theory]
    [InlineData("SQLite", 30, 3)]
    [InlineData("PostgreSQL", 20, 2)]
    public async Task Completions_HostKilledAgainAndAgain_NoneStuckNoneTwiceEveryAnsweredOneKept(string database, int instances, int kills)
    {
        Assert.SkipWhen(database == "PostgreSQL" && PrivatePostgreSql.Programs is null, "PostgreSQL is not installed.");
        var cancellationToken = TestContext.Current.CancellationToken;
        if (IsLong) (instances, kills) = (300, 15);
        await using var server = database == "PostgreSQL" ? await PrivatePostgreSql.StartAsync(cancellationToken) : null;
        await using var host = await RunningHost.StartAsync(server is null ? new Dictionary<string, string>() : new Dictionary<string, string>
        {
            ["DonThu__Database__Provider"] = "PostgreSql",
            ["DonThu__Database__ConnectionString"] = $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database=donthu_{{service}}",
        }, cancellationToken);
        var cases = await OpenAsync(host, instances, cancellationToken);
        await using var officers = new Officers(host, kills, Steps.Length * instances);
        await officers.SignInAsync(cancellationToken);
        await Task.WhenAll(officers.KillAsync(cancellationToken), Parallel.ForEachAsync(cases,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (one, token) =>
            {
                foreach (var (activity, outcome) in Steps) await officers.CompleteAsync(one, activity, outcome, token);
            }));

        foreach (var id in cases)
        {
            var found = await officers.CaseAsync(id, cancellationToken);
            var tasks = found.GetProperty("tasks").EnumerateArray()
                .Select(task => $"{task.GetProperty("activity").GetString()} {task.GetProperty("state").GetString()}").Order();
            Assert.Equal([.. Steps.Select(step => $"{step.Activity} completed"), "Verify open"], tasks);
            Assert.Equal(1, found.GetProperty("deadlines").EnumerateArray().Count(deadline => deadline.GetProperty("code").GetString() == "KN1.RESOLVE"));
            Assert.Equal(Steps.Length, found.GetProperty("history").EnumerateArray()
                .Count(entry => entry.GetProperty("text").GetString()!.StartsWith("Hoàn thành “", StringComparison.Ordinal)));
            Assert.Empty(found.GetProperty("incidents").EnumerateArray());
            var completed = found.GetProperty("tasks").EnumerateArray().Where(task => task.GetProperty("state").GetString() == "completed")
                .Select(task => task.GetProperty("id").GetString()!).ToList();
            Assert.All(officers.Answered.Where(answered => answered.Case == id), answered => Assert.Contains(answered.Task, completed));
        }

        Assert.Equal(kills, officers.Kills);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{database}: {instances} cases, {officers.Kills} kills with {officers.CutOff} requests cut off, {officers.Answered.Count} completions answered, "
            + $"{officers.KeptUnanswered} kept without an answer; none stuck, none twice, none lost.");
    }

    private static async Task<List<string>> OpenAsync(RunningHost host, int count, CancellationToken cancellationToken)
    {
        using var reception = await host.SignInAsync($"reception.{Department}", cancellationToken);
        using var clerk = await host.SignInAsync($"clerk.{Department}", cancellationToken);
        using var officer = await host.SignInAsync($"officer.{Department}", cancellationToken);
        using var letter = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests", "Data", "first-complaint.json"), cancellationToken));
        var submissions = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (_, token) =>
            {
                using var registered = await reception.PostAsJsonAsync("/api/v1/submissions", letter, token);
                registered.EnsureSuccessStatusCode();
                var id = (await registered.Content.ReadFromJsonAsync<JsonElement>(token)).GetProperty("id").GetString()!;
                await Poll.UntilAsync(async () =>
                {
                    using var classified = await clerk.PostAsJsonAsync($"/api/v1/submissions/{id}/classification",
                        new { kind = "complaint", instance = "first", competentBody = Department }, token);
                    return classified.IsSuccessStatusCode;
                }, "the submission to be classified", TimeSpan.FromMinutes(2), token);
                submissions.Add(id);
            });

        List<string> cases = [];
        await Poll.UntilAsync(async () =>
        {
            cases = [];
            for (var next = ""; next is not null;)
            {
                var page = await officer.GetFromJsonAsync<JsonElement>($"/api/v1/tasks?assigned=department&limit=200{next}", cancellationToken);
                cases.AddRange(page.GetProperty("items").EnumerateArray().Where(task => submissions.Contains(task.GetProperty("submissionId").GetString()!))
                    .Select(task => task.GetProperty("caseId").GetString()!));
                next = page.TryGetProperty("next", out var cursor) && cursor.GetString() is { } after ? $"&after={Uri.EscapeDataString(after)}" : null;
            }

            return cases.Count >= count;
        }, "the first task of every case", TimeSpan.FromMinutes(2), cancellationToken);
        Assert.Equal(count, cases.Distinct().Count());
        return cases;
    }

    /// <summary>Officers who try again whenever the host was away, and somebody who keeps killing it.</summary>
    private sealed class Officers(RunningHost host, int kills, int completions) : IAsyncDisposable
    {
        private readonly Random random = new();
        private HttpClient client = new();
        private volatile TaskCompletionSource alive = new();
        private volatile TaskCompletionSource struck = new();
        private int answersUntilKill = int.MaxValue;
        private int cutOff;
        private int keptUnanswered;

        public ConcurrentBag<(string Case, string Task)> Answered { get; } = [];
        public int Kills { get; private set; }
        public int CutOff => cutOff;
        public int KeptUnanswered => keptUnanswered;

        public async Task SignInAsync(CancellationToken cancellationToken)
        {
            client = await host.SignInAsync($"officer.{Department}", cancellationToken);
            alive.SetResult();
        }

        public async Task KillAsync(CancellationToken cancellationToken)
        {
            while (Kills < kills)
            {
                struck = new TaskCompletionSource();
                Interlocked.Exchange(ref answersUntilKill, random.Next(1, completions / (kills + 1)));
                await struck.Task.WaitAsync(TimeSpan.FromMinutes(3), cancellationToken);
                alive = new TaskCompletionSource();
                await host.KillAsync();
                Kills++;
                await host.RestartAsync(cancellationToken);
                client.Dispose();
                await SignInAsync(cancellationToken);
            }
        }

        public Task<JsonElement> CaseAsync(string id, CancellationToken cancellationToken) =>
            client.GetFromJsonAsync<JsonElement>($"/api/v1/departments/{Department}/cases/{id}", cancellationToken);

        public async Task CompleteAsync(string id, string activity, string outcome, CancellationToken cancellationToken)
        {
            while (true)
            {
                await alive.Task.WaitAsync(cancellationToken);
                try
                {
                    var task = (await CaseAsync(id, cancellationToken)).GetProperty("tasks").EnumerateArray()
                        .Single(one => one.GetProperty("activity").GetString() == activity);
                    var taskId = task.GetProperty("id").GetString()!;
                    using var answer = await client.PostAsJsonAsync($"/api/v1/tasks/{taskId}/completion", new { outcome }, cancellationToken);
                    if (answer.StatusCode == HttpStatusCode.OK)
                    {
                        Answered.Add((id, taskId));
                        if (Interlocked.Decrement(ref answersUntilKill) == 0) struck.TrySetResult();
                        return;
                    }

                    Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
                    Assert.Contains("already-completed", await answer.Content.ReadAsStringAsync(cancellationToken), StringComparison.Ordinal);
                    Interlocked.Increment(ref keptUnanswered);
                    return;
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested
                    && failure is HttpRequestException { StatusCode: null } or TaskCanceledException or ObjectDisposedException or IOException)
                {
                    // The host is dead: nothing was promised, so it is tried again when the host is back.
                    Interlocked.Increment(ref cutOff);
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
