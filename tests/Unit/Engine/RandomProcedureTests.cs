using System.Collections.Concurrent;
using Clock;
using CsCheck;
using Engine;
using Engine.Execution;
using Engine.Moves;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Shared.Deadlines;
using Shared.Hosting;
using Xunit;

namespace Unit.Engine;

/// <summary>
/// Random procedures under random orders of what people, events and time do: an instance has ended, or waits for something that can
/// come, or has an incident that somebody sees. Two thousand cases, and thirty thousand when <c>DONTHU_LONG=1</c> is set.
/// </summary>
[Trait("Category", "long")]
public sealed class RandomProcedureTests
{
    private static readonly Gen<(RandomFlow Flow, (int What, int Which)[] Acts)> Cases = Gen.Select(
        Gen.Int[0, 9999].Array[4, 60].Select(choices => new RandomFlow(choices)),
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 999]).Array[0, 14]);

    [Fact]
    public async Task AnyProcedure_AnyOrderOfEvents_IsOverOrWaitsOrHasAnIncident()
    {
        var hosts = new ConcurrentBag<(EngineHost Host, int Uses)>();
        int cases = 0, acts = 0, moves = 0, finished = 0, incidents = 0;
        var count = Environment.GetEnvironmentVariable("DONTHU_LONG") == "1" ? 30_000 : 2_000;
        await Cases.SampleAsync(async one =>
        {
            if (!hosts.TryTake(out var rented)) rented = (await EngineHost.CreateAsync(), 0);
            rented.Host.Book = one.Flow.Book();
            var run = new RandomRun(rented.Host, one.Flow.MayHaltAnywhere);
            await run.GoAsync(one.Acts);
            Interlocked.Increment(ref cases);
            Interlocked.Add(ref acts, run.Acts);
            Interlocked.Add(ref moves, run.Moves);
            if (run.IsOver) Interlocked.Increment(ref finished);
            if (run.HadIncident) Interlocked.Increment(ref incidents);

            // The clock of a host only goes forward, and so does the number of its rows.
            if (rented.Uses < 40) hosts.Add((rented.Host, rented.Uses + 1));
            else await rented.Host.DisposeAsync();
        }, iter: count);

        foreach (var (host, _) in hosts) await host.DisposeAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{cases} procedures, {acts} acts, {moves} of them moves to another version, {finished} brought to their end, {incidents} with an incident.");
        Assert.True(finished > cases / 2);
        Assert.True(moves > cases / 10);
    }

    /// <summary>One case from its start to its end, looked at after every act.</summary>
    private sealed class RandomRun(EngineHost host, bool mayHalt)
    {
        private static readonly string[] Events = ["e0", "e1", "e2", "stop", "unheard-of"];

        private readonly Guid caseId = Guid.NewGuid();
        private readonly Guid submissionId = Guid.NewGuid();
        private Rows now = new([], [], [], [], []);

        public int Acts { get; private set; }
        public int Moves { get; private set; }
        public bool IsOver { get; private set; }
        public bool HadIncident { get; private set; }

        public async Task GoAsync((int What, int Which)[] acts)
        {
            var today = LegalDay.Today(host.Time);
            await ActAsync(work => work.Runner.StartAsync(
                work.Db, "test", new CaseFacts(caseId, submissionId, "so-khcn", today, today, new Dictionary<string, string>()), Token));
            if (now.Instances.Count == 0)
            {
                if (!mayHalt) throw new InvalidOperationException("It did not start.");
                return;
            }

            foreach (var (what, which) in acts) await ActAsync(what, which);
            await DrainAsync();
        }

        private static CancellationToken Token => TestContext.Current.CancellationToken;

        private IEnumerable<OfficerTask> Open => now.Tasks.Where(task => task.State == OfficerTaskState.Open);

        private async Task ActAsync(int what, int which)
        {
            switch (what)
            {
                case <= 4 when Pick(Open, which) is { } task:
                    await CompleteAsync(task, Pick(task.Outcomes, which / 7)!.Name);
                    break;
                case <= 6:
                    await RaiseAsync(Events[which % Events.Length], null);
                    break;
                case 7 when Pick(now.Tasks.Where(task => task.State != OfficerTaskState.Open), which) is { } ended:
                    Assert.False(await CompleteAsync(ended, ended.Outcomes[0].Name));
                    break;
                case 8:
                    await SweepAsync(which % 50);
                    break;
                case 10 when Pick(now.Instances.Where(one => one.Status != InstanceStatus.Finished), which) is { } moved:
                    await MoveAsync(moved);
                    break;
                case 9 when Open.Count() > 1:
                    await RaceAsync(Pick(Open, which)!, Pick(Open, which / 11)!);
                    break;
            }
        }

        private Task<bool> CompleteAsync(OfficerTask task, string outcome) => ActAsync(async work =>
        {
            var found = await work.Db.Set<OfficerTask>().SingleAsync(one => one.Id == task.Id, Token);
            await work.Runner.CompleteTaskAsync(work.Db, found, outcome, null, null, "u1", Token);
        });

        private async Task<bool> RaiseAsync(string name, string? key)
        {
            var awaited = now.Bookmarks.Any(wait => wait.Kind == BookmarkKind.Event && wait.Key == Bookmark.KeyOf(name, key));
            var taken = false;
            var done = await ActAsync(async work => taken = await work.Runner.TryRaiseEventAsync(work.Db, caseId, name, key, null, Token));
            if (done) Assert.Equal(awaited, taken);
            return done;
        }

        /// <summary>Goes on under the other version: everything waits where it waited, and nothing happens a second time.</summary>
        private async Task MoveAsync(ProcedureInstance moved)
        {
            var before = now;
            var to = moved.InForceFrom == RandomFlow.LaterVersion ? new DateOnly(2026, 7, 1) : RandomFlow.LaterVersion;
            Assert.True(await ActAsync(async work => await work.Runner.MoveAsync(
                work.Db, await work.Db.Set<ProcedureInstance>().SingleAsync(one => one.Id == moved.Id, Token), to, MoveMapping.AsItIs, "test", Token)));
            Moves++;
            Assert.Equal(to, now.Instances.Single(one => one.Id == moved.Id).InForceFrom);
            Assert.Equal(before.Bookmarks.Select(wait => (wait.Id, wait.Key)).Order(), now.Bookmarks.Select(wait => (wait.Id, wait.Key)).Order());
            Assert.Equal(before.Tasks.Select(task => (task.Id, task.State)).Order(), now.Tasks.Select(task => (task.Id, task.State)).Order());
            Assert.Equal(before.Deadlines.Select(row => row.Id).Order(), now.Deadlines.Select(row => row.Id).Order());
        }

        private async Task SweepAsync(int days)
        {
            host.MoveTo(LegalDay.Today(host.Time).AddDays(days));
            var today = LegalDay.Today(host.Time);
            foreach (var limit in now.Deadlines.Where(row => row.DueOn < today && !row.IsSuspended).Select(row => row.Limit).Distinct().ToList())
                await RaiseAsync("deadline-passed", limit);
        }

        /// <summary>Two people at the same time: what the second did is kept whole, or not at all.</summary>
        private async Task RaceAsync(OfficerTask one, OfficerTask other)
        {
            await using var first = host.Begin();
            await using var second = host.Begin();
            if (!await BeginAsync(first, one) | !await BeginAsync(second, other)) return;
            await first.SaveAsync();
            var met = one.InstanceId == other.InstanceId;
            try
            {
                await second.SaveAsync();
                Assert.False(met);
            }
            catch (DbUpdateConcurrencyException)
            {
                // The caller is told, and does it again when there is still something to do.
            }

            await LookAsync();

            async Task<bool> BeginAsync(EngineHost.Work work, OfficerTask task)
            {
                try
                {
                    var found = await work.Db.Set<OfficerTask>().SingleAsync(row => row.Id == task.Id, Token);
                    await work.Runner.CompleteTaskAsync(work.Db, found, found.Outcomes[0].Name, null, null, "u1", Token);
                    return true;
                }
                catch (Exception refused) when (refused is RuleViolation or ActivityFailedException)
                {
                    return false;
                }
            }
        }

        /// <summary>Does whatever is asked for until nothing is.</summary>
        private async Task DrainAsync()
        {
            for (var round = 0; round < 400; round++)
            {
                if (now.Bookmarks.Count == 0)
                {
                    IsOver = true;
                    return;
                }

                var done = Pick(Open, round) is { } task && await CompleteAsync(task, task.Outcomes[^1].Name);
                foreach (var key in now.Bookmarks.Where(wait => wait.Kind == BookmarkKind.Event).Select(wait => wait.Key.Split(':')).ToList())
                    done |= await RaiseAsync(key[0], key.Length > 1 ? key[1] : null);
                if (!done && mayHalt && round > 20) return;
            }

            if (!mayHalt) throw new InvalidOperationException($"It does not end; it waits for {string.Join(", ", now.Bookmarks.Select(wait => wait.ActivityId))}.");
        }

        private async Task<bool> ActAsync(Func<EngineHost.Work, Task> act)
        {
            Acts++;
            var done = false;
            ActivityFailedException? failure = null;
            try
            {
                await using var work = host.Begin();
                await act(work);
                await work.SaveAsync();
                done = true;
            }
            catch (RuleViolation)
            {
                // Refused; nothing is kept.
            }
            catch (ActivityFailedException failed)
            {
                if (!mayHalt) throw;
                failure = failed;
            }

            if (failure is not null)
            {
                HadIncident = true;
                await using var work = host.Begin();
                await work.Runner.IncidentAsync(work.Db, submissionId, "so-khcn", failure, Token);
                await work.SaveAsync();
            }

            await LookAsync();
            return done;
        }

        private async Task LookAsync()
        {
            await using var work = host.Begin();
            var instances = await work.Db.Set<ProcedureInstance>().AsNoTracking().Where(one => one.CaseId == caseId).ToListAsync(Token);
            var ids = instances.Select(one => one.Id).ToList();
            now = new Rows(
                instances,
                await work.Db.Set<Bookmark>().AsNoTracking().Where(one => ids.Contains(one.InstanceId)).ToListAsync(Token),
                await work.Db.Set<OfficerTask>().AsNoTracking().Where(one => one.CaseId == caseId).OrderBy(one => one.Id).ToListAsync(Token),
                await work.Db.Set<DeadlineRow>().AsNoTracking().Where(one => one.CaseId == caseId && one.State == DeadlineState.Running).ToListAsync(Token),
                await work.Db.Set<Incident>().AsNoTracking().Where(one => one.CaseId == caseId && one.ResolvedAt == null).ToListAsync(Token));
            EngineInvariant.Check(now, host.Book);
        }

        private static T? Pick<T>(IEnumerable<T> among, int which) where T : class =>
            among.ToList() is { Count: > 0 } list ? list[which % list.Count] : null;
    }
}

/// <summary>What a case has in the database: deadlines that run and incidents that are open only.</summary>
internal sealed record Rows(
    List<ProcedureInstance> Instances, List<Bookmark> Bookmarks, List<OfficerTask> Tasks, List<DeadlineRow> Deadlines, List<Incident> Incidents);

/// <summary>What holds of every case whenever nothing is being done to it.</summary>
internal static class EngineInvariant
{
    public static void Check(Rows rows, ProcedureBook book)
    {
        var clocks = new HashSet<Guid>();
        foreach (var instance in rows.Instances)
        {
            var definition = book.Version(instance.ProcedureId, instance.InForceFrom)!;
            var state = InstanceState.FromJson(instance.StateJson);
            var waits = rows.Bookmarks.Where(one => one.InstanceId == instance.Id).ToList();
            var open = rows.Tasks.Where(one => one.InstanceId == instance.Id && one.State == OfficerTaskState.Open).ToList();
            var hasIncident = rows.Incidents.Any(one => one.InstanceId == instance.Id);
            Assert.Equal(instance.StateJson, state.ToJson());
            Assert.Equal(instance.Status == InstanceStatus.Incident, hasIncident);
            Assert.Equal(
                open.Select(task => (task.ActivityId, task.Id.ToString())).Order(),
                waits.Where(wait => wait.Kind == BookmarkKind.Task).Select(wait => (wait.ActivityId, wait.Key)).Order());
            Assert.All(waits, wait => Assert.NotNull(definition.Find(wait.ActivityId)));
            Assert.All(waits.Where(wait => wait.Kind == BookmarkKind.Procedure), wait => Assert.Contains(
                rows.Instances, child => child.Id.ToString() == wait.Key && child.ParentId == instance.Id && child.Status != InstanceStatus.Finished));

            if (instance.Status == InstanceStatus.Finished)
            {
                Assert.Empty(waits);
                Assert.Empty(open);
                Assert.NotNull(instance.EndedOn);
            }
            else
            {
                Assert.NotEmpty(waits);
                Assert.All(state.Late.Keys, late => Assert.Contains(waits, wait => wait.Id == late));
                clocks.UnionWith(state.Deadlines.Values);
            }
        }

        Assert.All(rows.Deadlines, row => Assert.Contains(row.Id, clocks));
    }
}
