using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Resolution.Domain;
using Shared.Deadlines;
using Xunit;

namespace Integration;

/// <summary>
/// What was done to Elsa 3.7.1 when it was run as a reference, done to this engine: two waits of one instance resumed at once, and bad
/// waits present at a restart. The third, a process killed while it resumes, is in the tests from end to end.
/// </summary>
public sealed class DestructionTests
{
    private const int Instances = 100;
    private static readonly DateOnly Today = new(2026, 7, 6);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TwoWaitsOfOneInstance_ResumedAtOnce_EndOnceAfterTheLoserTriedAgain(string database)
    {
        await using var host = await ProcedureHost.StartAsync(database, Today, Book(Fork()));
        var cases = await host.OpenAsync(Instances);
        Assert.Equal(Instances, cases.Count);
        var refused = new ConcurrentBag<Guid>();

        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken },
            async (one, _) =>
            {
                // Both have read the instance before either saves.
                var ready = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
                var both = Task.WhenAll(ready.Select(side => side.Task));
                await Task.WhenAll(ResumeAsync("a", ready[0]), ResumeAsync("b", ready[1]));

                async Task ResumeAsync(string name, TaskCompletionSource read)
                {
                    try
                    {
                        await using var work = host.Begin();
                        Assert.True(await work.RaiseAsync(one, name));
                        read.SetResult();
                        await both;
                        await work.SaveAsync();
                    }
                    catch (DbUpdateConcurrencyException)
                    {
                        refused.Add(one);
                        await using var again = host.Begin();
                        Assert.True(await again.RaiseAsync(one, name));
                        await again.SaveAsync();
                    }
                }
            });

        Assert.Equal(cases.Order(), refused.Order());
        Assert.Equal(Instances, await host.AskAsync(db => db.Instances.CountAsync(one => one.Status == InstanceStatus.Finished, TestContext.Current.CancellationToken)));
        Assert.Equal(Instances, await host.AskAsync(db => db.Cases.CountAsync(one => one.Status == CaseStatus.Closed, TestContext.Current.CancellationToken)));
        Assert.Empty(await host.AskAsync(db => db.Bookmarks.ToListAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(cases.Order(), (await host.ToldAsync(typeof(CitizenNotified))).Order());
        Assert.Equal(cases.Order(), (await host.ToldAsync(typeof(CaseClosed))).Order());
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{database}: {Instances} instances, two waits of each resumed at once, {refused.Count} refused and tried again, {Instances} finished, none stuck, nothing twice.");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task BadWaits_PresentAtARestart_KeepNothingElseFromFiring(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await ProcedureHost.StartAsync(database, Today, Book(Deadline()));
        var cases = await host.OpenAsync(24);
        var (gone, unreadable, unknown, ruleless) = (cases[0], cases[1], cases[2], cases[3]);
        await using (var work = host.Begin())
        {
            var ids = await work.Db.Instances.ToDictionaryAsync(one => one.CaseId, one => one.Id, cancellationToken);
            await work.Db.Bookmarks.Where(wait => wait.InstanceId == ids[gone])
                .ExecuteUpdateAsync(wait => wait.SetProperty(one => one.ActivityId, "NoLongerThere"), cancellationToken);
            await work.Db.Instances.Where(one => one.CaseId == unreadable)
                .ExecuteUpdateAsync(one => one.SetProperty(instance => instance.StateJson, "{"), cancellationToken);
            await work.Db.Instances.Where(one => one.CaseId == unknown)
                .ExecuteUpdateAsync(one => one.SetProperty(instance => instance.InForceFrom, new DateOnly(2001, 1, 1)), cancellationToken);

            // The rule of a deadline is gone from the book; that it has passed is still true.
            await work.Db.Deadlines.Where(row => row.CaseId == ruleless)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Limit, "NO.SUCH").SetProperty(one => one.Receipt, "{}"), cancellationToken);
            await work.Db.Bookmarks.Where(wait => wait.InstanceId == ids[ruleless])
                .ExecuteUpdateAsync(wait => wait.SetProperty(one => one.Key, "deadline-passed:NO.SUCH"), cancellationToken);
        }

        await host.RestartAsync(Book(Deadline()));
        host.Time.Advance(TimeSpan.FromDays(60));
        await host.SweepAsync();
        await AssertAsync();

        // The bad ones come again after their lease, and say what is wrong with them once.
        host.Time.Advance(TimeSpan.FromMinutes(2));
        await host.SweepAsync();
        await AssertAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{database}: 24 waits at the restart, 3 of them bad and 1 without its rule; 21 fired once, 3 incidents.");

        async Task AssertAsync()
        {
            var bad = new[] { gone, unreadable, unknown }.Order().ToList();
            var instances = await host.AskAsync(db => db.Instances.AsNoTracking().ToListAsync(cancellationToken));
            Assert.Equal(bad, instances.Where(one => one.Status == InstanceStatus.Incident).Select(one => one.CaseId).Order());
            Assert.All(instances.Where(one => !bad.Contains(one.CaseId)), one => Assert.Equal(InstanceStatus.Finished, one.Status));
            Assert.Equal(cases.Except(bad).Order(), (await host.ToldAsync(typeof(CaseClosed))).Order());
            var incidents = await host.AskAsync(db => db.Incidents.AsNoTracking().ToListAsync(cancellationToken));
            Assert.Equal(bad, incidents.Select(one => one.CaseId!.Value).Order());
        }
    }

    private static ProcedureBook Book(JsonObject root) => new([ProcedureBook.Parse("test", new JsonObject
    {
        ["definitionId"] = ProcedureSelection.FirstComplaint,
        ["name"] = "Test",
        ["root"] = root,
    }.ToJsonString(), new DateOnly(2012, 7, 1))]);

    private static JsonObject Fork() => Chart(
        [
            Step("Start", "Elsa.Start"), Step("A", "DonThu.AwaitEvent", ("event", "a")), Step("B", "DonThu.AwaitEvent", ("event", "b")),
            Step("Join", "Elsa.FlowJoin", ("mode", "WaitAll")), Tell(), Step("Close", "DonThu.CloseCase", ("outcome", "resolved")), Step("End", "Elsa.End"),
        ],
        ("Start", "A"), ("Start", "B"), ("A", "Join"), ("B", "Join"), ("Join", "Tell"), ("Tell", "Close"), ("Close", "End"));

    private static JsonObject Deadline() => Chart(
        [
            Step("Start", "Elsa.Start"), Step("Clock", "DonThu.StartTimeLimit", ("limit", "TCD.REPLY")),
            Step("Wait", "DonThu.AwaitEvent", ("event", "deadline-passed"), ("key", "TCD.REPLY")), Tell(),
            Step("Close", "DonThu.CloseCase", ("outcome", "resolved")), Step("End", "Elsa.End"),
        ],
        ("Start", "Clock"), ("Clock", "Wait"), ("Wait", "Tell"), ("Tell", "Close"), ("Close", "End"));

    private static JsonObject Chart(JsonNode[] steps, params (string From, string To)[] ways) => new()
    {
        ["type"] = "Elsa.Flowchart",
        ["start"] = "Start",
        ["activities"] = new JsonArray(steps),
        ["connections"] = new JsonArray([.. ways.Select(way => new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = way.From, ["port"] = "Done" },
            ["target"] = new JsonObject { ["activity"] = way.To, ["port"] = "In" },
        })]),
    };

    private static JsonObject Tell() => Step("Tell", "DonThu.Notify", ("text", new JsonObject { ["vi"] = "Xong", ["en"] = "Done" }));

    private static JsonObject Step(string id, string type, params (string Name, JsonNode Value)[] inputs)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in inputs)
            step[name] = new JsonObject { ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
        return step;
    }
}
