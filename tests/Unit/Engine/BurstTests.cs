using Engine;
using Engine.Execution;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Procedures.Vocabulary;
using Shared.Deadlines;
using Xunit;

namespace Unit.Engine;

public sealed class BurstTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);

    [Fact]
    public void Vocabulary_AndActivities_AreTheSameSet() =>
        Assert.Equal(ActivityVocabulary.All.Select(one => one.Type).Order(), ActivityRegistry.All.Keys.Order());

    [Fact]
    public async Task TwoBursts_OnOneInstance_OnlyOneCommits()
    {
        await using var host = await EngineHost.CreateAsync(from: Received);
        await host.StartAsync(EngineHost.Facts(Received));
        await using var first = host.Begin();
        await using var second = host.Begin();
        await first.Runner.CompleteTaskAsync(
            first.Db, await first.OpenTaskAsync("CheckAcceptance"), "Accept", null, null, "u1", TestContext.Current.CancellationToken);
        await second.Runner.RaiseEventAsync(
            second.Db, EngineHost.CaseId, "complaint-withdrawn", null, null, TestContext.Current.CancellationToken);

        await first.SaveAsync();
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(second.SaveAsync);

        Assert.Equal(["Recheck"], await host.OpenTasksAsync());
        Assert.Equal(2, (await host.InstanceAsync()).Version);
        Assert.True(await host.RaiseAsync("complaint-withdrawn"));
    }

    [Fact]
    public async Task TwoEvents_OnDifferentWaits_CannotBothCommitUnseen()
    {
        // Two waits of one fork, resumed at the same time: the case that loses updates when nothing guards the instance.
        var book = Fork("WaitAll").Book();
        await using var host = await EngineHost.CreateAsync(book, from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        await using var first = host.Begin();
        await using var second = host.Begin();
        await first.Runner.RaiseEventAsync(first.Db, EngineHost.CaseId, "a", null, null, TestContext.Current.CancellationToken);
        await second.Runner.RaiseEventAsync(second.Db, EngineHost.CaseId, "b", null, null, TestContext.Current.CancellationToken);
        await first.SaveAsync();
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(second.SaveAsync);

        Assert.True(await host.RaiseAsync("b"));
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
    }

    [Fact]
    public async Task JoinWaitAny_LetsOneThrough()
    {
        await using var host = await EngineHost.CreateAsync(Fork("WaitAny").Book(), from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        await host.RaiseAsync("a");
        Assert.Equal(["Notified"], Notices(host));
        await host.RaiseAsync("b");
        Assert.Equal(["Notified"], Notices(host));
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
    }

    [Fact]
    public async Task JoinWaitAll_WaitsForEveryConnection()
    {
        await using var host = await EngineHost.CreateAsync(Fork("WaitAll").Book(), from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        await host.RaiseAsync("a");
        Assert.Empty(Notices(host));
        await host.RaiseAsync("b");
        Assert.Equal(["Notified"], Notices(host));
    }

    [Fact]
    public async Task StartAndCompletion_InOneTransaction_SeeTheUnsaved()
    {
        await using var host = await EngineHost.CreateAsync(from: Received);
        await using var work = host.Begin();
        await work.Runner.StartAsync(
            work.Db, ProcedureSelection.FirstComplaint, EngineHost.Facts(Received), TestContext.Current.CancellationToken);
        var task = work.Db.Set<OfficerTask>().Local.Single();
        await work.Runner.CompleteTaskAsync(work.Db, task, "Accept", null, null, "u1", TestContext.Current.CancellationToken);
        Assert.True(await work.Runner.TryRaiseEventAsync(
            work.Db, EngineHost.CaseId, "complaint-withdrawn", null, null, TestContext.Current.CancellationToken));
        await work.SaveAsync();

        Assert.Empty(await host.AllAsync<Bookmark>());
        Assert.Empty(await host.RunningAsync());
        Assert.Equal(
            [OfficerTaskState.Cancelled, OfficerTaskState.Completed], (await host.AllAsync<OfficerTask>()).Select(one => one.State).OrderDescending());
    }

    [Fact]
    public async Task Engine_SavesNothingItself()
    {
        await using var host = await EngineHost.CreateAsync(from: Received);
        await using (var work = host.Begin())
        {
            await work.Runner.StartAsync(
                work.Db, ProcedureSelection.FirstComplaint, EngineHost.Facts(Received), TestContext.Current.CancellationToken);
        }

        Assert.Empty(await host.AllAsync<ProcedureInstance>());
        Assert.Empty(await host.AllAsync<DeadlineRow>());
    }

    [Fact]
    public async Task BurstOfTooManySteps_ExceedsTheBudget_AndNamesTheActivity()
    {
        // A circle is refused when the definition is loaded; the budget is for whatever else goes on and on.
        const int steps = 600;
        var flow = new Flow().Variable("x").Step("Start", "Elsa.Start").Step("End", "Elsa.End");
        for (var number = 0; number < steps; number++)
        {
            flow.Step($"S{number}", "Elsa.SetVariable", ("variable", new { name = "x" }), ("value", Flow.Literal("1")))
                .To(number == 0 ? "Start" : $"S{number - 1}", $"S{number}");
        }

        await using var host = await EngineHost.CreateAsync(flow.To($"S{steps - 1}", "End").Book(), from: Received);
        var failed = await Assert.ThrowsAsync<ActivityFailedException>(() => host.StartAsync(EngineHost.Facts(Received), "test"));
        Assert.IsType<StepBudgetExceededException>(failed.InnerException);
        Assert.Equal("S499", failed.ActivityId);
        Assert.Empty(await host.AllAsync<ProcedureInstance>());
    }

    [Fact]
    public async Task FailingStep_LeavesAnIncident_WhichStaysUntilWhatFailedIsNotWaitedForAnyMore()
    {
        // Without a book of limits the check cannot know that the code does not exist; the step fails when it runs.
        var book = new Flow()
            .Step("Start", "Elsa.Start").Step("Fork", "Elsa.FlowFork", ("branches", Flow.Literal(new[] { "a", "b", "c" })))
            .Step("WaitA", "DonThu.AwaitEvent", ("event", Flow.Literal("a"))).Step("WaitB", "DonThu.AwaitEvent", ("event", Flow.Literal("b")))
            .Step("WaitC", "DonThu.AwaitEvent", ("event", Flow.Literal("c"))).Step("Finish", "Elsa.Finish")
            .Step("Bad", "DonThu.StartTimeLimit", ("limit", Flow.Literal("NO.SUCH"))).Step("End", "Elsa.End")
            .To("Start", "Fork").To("Fork", "WaitA", "a").To("Fork", "WaitB", "b").To("WaitA", "Bad").To("Bad", "End").To("WaitB", "End")
            .To("Fork", "WaitC", "c").To("WaitC", "Finish").Book();
        await using var host = await EngineHost.CreateAsync(book, from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        var instance = await host.InstanceAsync();
        var failed = await Assert.ThrowsAsync<ActivityFailedException>(() => host.RaiseAsync("a"));
        Assert.Equal("Bad", failed.ActivityId);

        await using (var work = host.Begin())
        {
            await work.Runner.IncidentAsync(
                work.Db, instance.SubmissionId, instance.Department, failed, TestContext.Current.CancellationToken);
            await work.SaveAsync();
            Assert.Null(await work.Runner.IncidentAsync(
                work.Db, instance.SubmissionId, instance.Department, failed, TestContext.Current.CancellationToken));
        }

        Assert.Equal(InstanceStatus.Incident, (await host.InstanceAsync()).Status);
        Assert.Equal(3, (await host.AllAsync<Bookmark>()).Count);
        Assert.Contains("incident Bad UnknownTimeLimitException", host.Effects.Told);

        // That another branch goes on is no reason to forget the one that cannot.
        Assert.True(await host.RaiseAsync("b"));
        Assert.Equal(InstanceStatus.Incident, (await host.InstanceAsync()).Status);
        Assert.Null(Assert.Single(await host.AllAsync<Incident>()).ResolvedAt);

        Assert.True(await host.RaiseAsync("c"));
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
        Assert.NotNull(Assert.Single(await host.AllAsync<Incident>()).ResolvedAt);
    }

    [Theory]
    [InlineData("true", "12", "Remote")]
    [InlineData("false", "12", "Group")]
    [InlineData("false", "1", "Else")]
    public async Task Switch_TakesTheFirstCaseThatHolds(string remote, string submitters, string expected)
    {
        var book = new Flow()
            .Step("Start", "Elsa.Start")
            .Step("Switch", "Elsa.FlowSwitch", ("cases", new object[]
            {
                new { label = "Remote", condition = new { type = "Rule", value = "RemoteArea" } },
                new { label = "Group", condition = new { type = "Rule", value = "GroupComplaint" } },
            }))
            .Step("NotifyRemote", "DonThu.Notify", Text("Remote")).Step("NotifyGroup", "DonThu.Notify", Text("Group"))
            .Step("NotifyElse", "DonThu.Notify", Text("Else")).Step("End", "Elsa.End")
            .To("Start", "Switch").To("Switch", "NotifyRemote", "Remote").To("Switch", "NotifyGroup", "Group").To("Switch", "NotifyElse", "Default")
            .To("NotifyRemote", "End").To("NotifyGroup", "End").To("NotifyElse", "End").Book();
        await using var host = await EngineHost.CreateAsync(book, from: Received);
        await host.StartAsync(EngineHost.Facts(Received, ("remote-area", remote), ("submitters", submitters)), "test");
        Assert.Equal([expected], Notices(host));
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
    }

    private static IEnumerable<string> Notices(EngineHost host) =>
        host.Effects.Told.Where(told => told.StartsWith("notified ", StringComparison.Ordinal)).Select(told => told["notified ".Length..]);

    private static (string, object) Text(string text) => ("text", Flow.Literal(new { vi = text, en = text }));

    private static Flow Fork(string mode) => new Flow()
        .Step("Start", "Elsa.Start").Step("Fork", "Elsa.FlowFork", ("branches", Flow.Literal(new[] { "a", "b" })))
        .Step("WaitA", "DonThu.AwaitEvent", ("event", Flow.Literal("a"))).Step("WaitB", "DonThu.AwaitEvent", ("event", Flow.Literal("b")))
        .Step("Join", "Elsa.FlowJoin", ("mode", Flow.Literal(mode))).Step("Notify", "DonThu.Notify", Text("Notified"))
        .Step("End", "Elsa.End")
        .To("Start", "Fork").To("Fork", "WaitA", "a").To("Fork", "WaitB", "b").To("WaitA", "Join").To("WaitB", "Join")
        .To("Join", "Notify").To("Notify", "End");
}
