using System.Diagnostics;
using System.Globalization;
using Checker;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>
/// Processes, broker and database are killed at random moments while clients work; afterwards a checker that knows none of the services'
/// code finds everything that was answered, once, and told alike by all. <c>DONTHU_KILLS</c> says how many kills (<c>tests/soak.sh</c>
/// asks for a thousand), <c>DONTHU_SEED</c> repeats the choices of a run.
/// </summary>
[Collection("one at a time")]
public sealed class ChaosTests
{
    private const int Clients = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly int Seed = Number("DONTHU_SEED") ?? Random.Shared.Next(100_000);

    [Fact]
    public async Task Split_EveryProcessKilledAgainAndAgain_EveryAnswerIsKeptOnce()
    {
        Assert.SkipUnless(Rehearsal.HasBroker, "rabbitmq-server is not installed.");
        Assert.SkipWhen(PrivatePostgreSql.Programs is null, "PostgreSQL is not installed.");
        await using var rehearsal = await Rehearsal.StartAsync(["--database", "postgresql", "--keep"], TestContext.Current.CancellationToken);
        await SurvivesAsync(
            new Victims([.. rehearsal.Processes.Keys.Where(name => name != "epmd")],
                name => rehearsal.KillAsync(name), (name, token) => rehearsal.RestartAsync(name, token),
                name => rehearsal.Processes.TryGetValue(name, out var id) && IsAlive(id)),
            rehearsal.Address, rehearsal.Users, Installation.Read(rehearsal.Root), Number("DONTHU_KILLS") ?? 24, "split, PostgreSQL",
            Path.Combine(rehearsal.Root, "acknowledged"));
    }

    [Fact]
    public async Task AllInOne_KilledAgainAndAgain_EveryAnswerIsKeptOnce()
    {
        await using var host = await RunningHost.StartAsync(TestContext.Current.CancellationToken);
        await SurvivesAsync(
            new Victims(["host"],
                async _ =>
                {
                    await host.KillAsync();
                    return true;
                },
                async (_, token) =>
                {
                    await host.RestartAsync(token);
                    return true;
                },
                _ => IsAlive(host.ProcessId)),
            host.Address, host.Users, Installations.Of(host), Number("DONTHU_KILLS") ?? 6, "all in one, SQLite",
            Path.Combine(host.DataDirectory, "acknowledged"));
    }

    private static async Task SurvivesAsync(
        Victims victims, Uri address, DemonstrationUsers users, Installation installation, int kills, string what, string acknowledged)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{what}: seed {Seed}");
        using var load = new Load(address, users, ["xa-go-may", "so-khcn"], Seed, Patience);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = load.RunAsync(Clients, stop.Token, cancellationToken);
        var killer = new Killer(victims, () => load.Promises.Count, new Random(Seed), kills);
        var watch = Stopwatch.StartNew();

        // A client that gives up ends the run at once: there is nothing to wait for.
        await await Task.WhenAny(killer.RunAsync(cancellationToken), work);
        await stop.CancelAsync();
        await work;
        Promise.Write(acknowledged, load.Promises);

        var report = await Inspection.RunAsync(installation, [.. load.Promises], TimeSpan.FromSeconds(90), cancellationToken);
        var unanswered = load.Attempts.Count(attempt => attempt.Status is null || (int)attempt.Status >= 500);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {killer.Done.Count} kills in {watch.Elapsed.TotalSeconds:0} s ({string.Join(", ", killer.Done.CountBy(name => name).Select(one => $"{one.Key} {one.Value}"))}); {load.Attempts.Count} requests, {unanswered} of them in vain"));
        output.WriteLine(report.ToString());
        Assert.Empty(killer.EndedByThemselves);
        Assert.True(killer.Done.Count >= kills, $"{killer.Done.Count} kills of {kills}");
        Assert.True(report.Acknowledged > kills, "too little was registered to say anything");
        Assert.True(report.IsClean, report.ToString());
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether a process runs; one that ended and was not collected does not.</summary>
    private static bool IsAlive(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(") ") is [.., var rest] && !rest.StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>What can be killed, and how.</summary>
    private sealed record Victims(
        IReadOnlyList<string> Names, Func<string, Task<bool>> KillAsync, Func<string, CancellationToken, Task<bool>> RestartAsync, Func<string, bool> IsAlive);

    /// <summary>
    /// Kills one process after the other, everyone's turn coming round in a new order, and starts each again after a moment. The moments
    /// are random in the work that gets done, so that a slow machine has as much of it between two kills as a fast one; when nothing gets
    /// done because of the last kills, the next comes all the same.
    /// </summary>
    private sealed class Killer(Victims victims, Func<int> answers, Random random, int kills)
    {
        private const int AtOnce = 2;
        private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(4);
        private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

        private readonly Lock gate = new();
        private readonly Dictionary<string, Task> restarts = [];
        private readonly Dictionary<string, int> struck = [];

        public List<string> Done { get; } = [];

        /// <summary>Who ended although nobody killed it: the death of another must not be its own.</summary>
        public List<string> EndedByThemselves { get; } = [];

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            var turns = new Queue<string>();
            while (Done.Count < kills)
            {
                while (Restarts() is { Count: var many } running && many >= Math.Min(AtOnce, victims.Names.Count)) await await Task.WhenAny(running);
                await WorkAsync(random.Next(1, 20), cancellationToken);
                LookAround(cancellationToken);
                if (turns.Count == 0) turns = new Queue<string>(victims.Names.OrderBy(_ => random.Next()));
                var name = turns.Dequeue();
                var pause = TimeSpan.FromMilliseconds(random.Next(100, 2000));

                // One that is just starting is killed there and then; whoever starts it sees that it was struck, and tries again.
                lock (gate) struck[name] = struck.GetValueOrDefault(name) + 1;
                if (!await victims.KillAsync(name)) continue;
                Done.Add(name);
                StartAgain(name, pause, cancellationToken);
            }

            await Task.WhenAll(Restarts());
            LookAround(cancellationToken);
            await Task.WhenAll(Restarts());
        }

        private async Task WorkAsync(int more, CancellationToken cancellationToken)
        {
            var enough = answers() + more;
            var since = Stopwatch.GetTimestamp();
            while (answers() < enough && Stopwatch.GetElapsedTime(since) < Standstill) await Task.Delay(random.Next(5, 50), cancellationToken);
        }

        private List<Task> Restarts()
        {
            lock (gate) return [.. restarts.Values];
        }

        private void LookAround(CancellationToken cancellationToken)
        {
            foreach (var name in victims.Names)
            {
                lock (gate)
                {
                    if (restarts.ContainsKey(name) || victims.IsAlive(name)) continue;
                }

                EndedByThemselves.Add(name);
                StartAgain(name, TimeSpan.Zero, cancellationToken);
            }
        }

        private void StartAgain(string name, TimeSpan pause, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                if (!restarts.ContainsKey(name)) restarts[name] = Task.Run(() => StartAgainAsync(name, pause, cancellationToken), cancellationToken);
            }
        }

        private async Task StartAgainAsync(string name, TimeSpan pause, CancellationToken cancellationToken)
        {
            var since = Stopwatch.GetTimestamp();
            await Task.Delay(pause, cancellationToken);
            while (true)
            {
                int before;
                lock (gate) before = struck.GetValueOrDefault(name);
                var answers = await victims.RestartAsync(name, cancellationToken);
                lock (gate)
                {
                    if (answers && struck.GetValueOrDefault(name) == before)
                    {
                        restarts.Remove(name);
                        return;
                    }
                }

                if (Stopwatch.GetElapsedTime(since) > Limit) throw new TimeoutException($"{name} did not come back within {Limit}.");
            }
        }
    }
}
