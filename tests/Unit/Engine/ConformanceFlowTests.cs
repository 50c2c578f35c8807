using Engine;
using Engine.Execution;
using Shared.Deadlines;
using Xunit;
using static Unit.Engine.FlowSteps;

namespace Unit.Engine;

/// <summary>How branches run: start, end, forks, joins, ways chosen, values remembered.</summary>
public sealed class ConformanceFlowTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);

    [Fact, Shows("Elsa.Start"), Shows("Elsa.End")]
    public async Task End_OfTheLastBranch_FinishesTheInstance()
    {
        await using var host = await StartedAsync(Begin().End().Path("Start", "End"));
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.End")]
    public async Task End_OfOneBranch_LeavesTheOthersWaiting()
    {
        await using var host = await StartedAsync(Begin().End().Task("Task").Await("Wait", "a").Say("After")
            .To("Start", "Task").To("Start", "Wait").Path("Task", "End").Path("Wait", "After", "End"));
        await host.CompleteAsync("Task", "Done");
        Assert.Equal(InstanceStatus.Running, (await host.InstanceAsync()).Status);
        Assert.True(await host.RaiseAsync("a"));
        Assert.Equal(["After"], host.Said());
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.End")]
    public async Task End_OfTheLastBranch_EndsTheClocksThatNobodyCouldStopAnyMore()
    {
        await using var host = await StartedAsync(Begin().End().StartLimit("Clock", "TCD.REPLY").Task("Task").Path("Start", "Clock", "Task", "End"));
        Assert.Single(await host.RunningAsync());
        await host.CompleteAsync("Task", "Done");
        Assert.Equal(DeadlineState.Cancelled, Assert.Single(await host.AllAsync<DeadlineRow>()).State);
        Assert.Contains("deadline-stopped TCD.REPLY Cancelled", host.Effects.Told);
    }

    [Fact, Shows("Elsa.Finish")]
    public async Task Finish_EndsEveryBranchWithItsTaskAndClock()
    {
        await using var host = await StartedAsync(Begin().Step("Finish", "Elsa.Finish").End().Task("Task").Await("Wait", "a").Await("Other", "b")
            .StartLimit("Clock", "TCD.REPLY").Say("Never")
            .To("Start", "Clock").To("Start", "Wait").To("Start", "Other").Path("Clock", "Task", "Never", "End").Path("Wait", "Finish").Path("Other", "Never"));
        Assert.True(await host.RaiseAsync("a"));
        Assert.Empty(await host.OpenTasksAsync());
        Assert.Empty(await host.RunningAsync());
        Assert.Empty(host.Said());
        Assert.Contains("task-ended Task Cancelled", host.Effects.Told);
        Assert.False(await host.RaiseAsync("b"));
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.Finish")]
    public async Task Finish_InTheSameBurst_KeepsTheBranchesBehindItFromRunning()
    {
        await using var host = await StartedAsync(Begin().Step("Finish", "Elsa.Finish").Say("Behind").Task("Task").End()
            .To("Start", "Finish").To("Start", "Behind").Path("Behind", "Task", "End"));
        Assert.Empty(host.Said());
        Assert.Empty(await host.AllAsync<OfficerTask>());
        await AssertFinishedAsync(host);
    }

    [Theory, Shows("Elsa.FlowDecision")]
    [InlineData("true", "Yes")]
    [InlineData("false", "No")]
    [InlineData("perhaps", "No")]
    public async Task Decision_GoesTheWayOfItsCondition_AndOfFalseWhenItSaysNeither(string value, string said)
    {
        await using var host = await StartedAsync(Begin().Variable("x").Set("Set", "x", Flow.Literal(value)).Decide("Ask", Flow.Of("Variable", "x"))
            .Say("Yes").Say("No").End().Path("Start", "Set", "Ask").To("Ask", "Yes", "True").To("Ask", "No", "False").Path("Yes", "End").Path("No", "End"));
        Assert.Equal([said], host.Said());
    }

    [Fact, Shows("Elsa.FlowDecision")]
    public async Task Decision_OnAVariableNeverSet_IsFalse()
    {
        await using var host = await StartedAsync(Begin().Variable("x").Decide("Ask", Flow.Of("Variable", "x"))
            .Say("Yes").Say("No").End().Path("Start", "Ask").To("Ask", "Yes", "True").To("Ask", "No", "False").Path("Yes", "End").Path("No", "End"));
        Assert.Equal(["No"], host.Said());
    }

    [Theory, Shows("Elsa.FlowSwitch")]
    [InlineData("true", "true", "First")]
    [InlineData("false", "true", "Second")]
    [InlineData("false", "false", "Else")]
    public async Task Switch_GoesTheWayOfTheFirstCaseThatHolds_OtherwiseOfDefault(string first, string second, string said)
    {
        object Case(string label, string variable) => new { label, condition = new { type = "Variable", value = variable } };
        await using var host = await StartedAsync(Begin().Variable("a").Variable("b")
            .Set("SetA", "a", Flow.Literal(first)).Set("SetB", "b", Flow.Literal(second))
            .Step("Switch", "Elsa.FlowSwitch", ("cases", new[] { Case("A", "a"), Case("B", "b") })).Say("First").Say("Second").Say("Else").End()
            .Path("Start", "SetA", "SetB", "Switch").To("Switch", "First", "A").To("Switch", "Second", "B").To("Switch", "Else", "Default")
            .Path("First", "End").Path("Second", "End").Path("Else", "End"));
        Assert.Equal([said], host.Said());
    }

    [Fact, Shows("Elsa.SetVariable")]
    public async Task SetVariable_IsRememberedAcrossBursts_AndForgottenWhenSetToNothing()
    {
        await using var host = await StartedAsync(Begin().Variable("x").Variable("empty").Set("Set", "x", Flow.Literal("true")).Await("Wait", "a")
            .Decide("Ask", Flow.Of("Variable", "x")).Say("Remembered").Set("Forget", "x", Flow.Of("Variable", "empty")).End()
            .Path("Start", "Set", "Wait", "Ask").To("Ask", "Remembered", "True").To("Ask", "End", "False").Path("Remembered", "Forget", "Ask"));
        await host.RaiseAsync("a");
        Assert.Equal(["Remembered"], host.Said());
        Assert.Empty(InstanceState.FromJson((await host.InstanceAsync()).StateJson).Variables);
    }

    [Fact, Shows("Elsa.FlowFork")]
    public async Task Fork_GoesAllWaysAtOnce()
    {
        await using var host = await StartedAsync(Begin().Fork("Fork", "a", "b", "c").Task("A").Task("B").Say("C").End()
            .Path("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").To("Fork", "C", "c").Path("A", "End").Path("B", "End").Path("C", "End"));
        Assert.Equal(["A", "B"], await host.OpenTasksAsync());
        Assert.Equal(["C"], host.Said());
    }

    [Fact, Shows("Elsa.FlowFork")]
    public async Task Fork_SeveralConnectionsFromOnePort_GoAllWaysToo()
    {
        await using var host = await StartedAsync(Begin().Task("First", "Yes", "No").Task("A").Task("B").End()
            .Path("Start", "First").To("First", "A", "Yes").To("First", "B", "Yes").To("First", "End", "No").Path("A", "End").Path("B", "End"));
        await host.CompleteAsync("First", "Yes");
        Assert.Equal(["A", "B"], await host.OpenTasksAsync());
        await host.CompleteAsync("B", "Done");
        await host.CompleteAsync("A", "Done");
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.FlowJoin", "WaitAll")]
    public async Task WaitAll_GoesOnOnceEveryBranchHasCome()
    {
        await using var host = await StartedAsync(TwoTasks("WaitAll"));
        await host.CompleteAsync("B", "Done");
        Assert.Empty(host.Said());
        await host.CompleteAsync("A", "Done");
        Assert.Equal(["After"], host.Said());
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.FlowJoin", "WaitAll")]
    public async Task WaitAll_InALoop_WaitsForEveryBranchInEveryRound()
    {
        await using var host = await StartedAsync(Begin().Fork("Fork", "a", "b").Task("A").Task("B").Join("Join", "WaitAll").Task("Check", "Again", "Good").Say("After").End()
            .Path("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").Path("A", "Join", "Check").Path("B", "Join")
            .To("Check", "Fork", "Again").To("Check", "After", "Good").Path("After", "End"));
        foreach (var outcome in new[] { "Again", "Again", "Good" })
        {
            await host.CompleteAsync("A", "Done");
            Assert.Equal(["B"], await host.OpenTasksAsync());
            await host.CompleteAsync("B", "Done");
            await host.CompleteAsync("Check", outcome);
        }

        Assert.Equal(["After"], host.Said());
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.FlowJoin", "WaitAll")]
    public async Task WaitAll_LoopBackIntoTheJoinItself_IsNotWaitedForAndGoesOnAtOnce()
    {
        await using var host = await StartedAsync(TwoTasks("WaitAll", loop: true));
        await host.CompleteAsync("A", "Done");
        await host.CompleteAsync("B", "Done");
        await host.CompleteAsync("Check", "Again");
        Assert.Equal(["Check"], await host.OpenTasksAsync());
        await host.CompleteAsync("Check", "Good");
        await AssertFinishedAsync(host);
    }

    [Theory, Shows("Elsa.FlowJoin", "WaitAll")]
    [InlineData("Yes")]
    [InlineData("No")]
    public async Task WaitAll_TwoOutcomesOfOneTask_AreOneBranch(string outcome)
    {
        await using var host = await StartedAsync(Begin().Fork("Fork", "a", "b", "c").Task("A", "Yes", "No").Task("B").Join("Join", "WaitAll").Say("After").End()
            .Path("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").To("Fork", "Join", "c").To("A", "Join", "Yes").To("A", "Join", "No")
            .Path("B", "Join", "After", "End"));
        await host.CompleteAsync("A", outcome);
        Assert.Empty(host.Said());
        await host.CompleteAsync("B", "Done");
        Assert.Equal(["After"], host.Said());
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.FlowJoin", "WaitAll")]
    public async Task WaitAll_ABranchEndsElsewhere_IsAFailureAndNoSilentEnd()
    {
        await using var host = await StartedAsync(Begin().Task("A").Task("B", "Join", "Leave").Join("Join", "WaitAll").Say("After").End()
            .To("Start", "A").To("Start", "B").Path("A", "Join", "After", "End").To("B", "Join", "Join").To("B", "End", "Leave"));
        await host.CompleteAsync("A", "Done");
        var failed = await Assert.ThrowsAsync<ActivityFailedException>(() => host.CompleteAsync("B", "Leave"));
        Assert.Equal(("Join", nameof(BranchMissingException)), (failed.ActivityId, failed.Reason));
        Assert.Equal(["B"], await host.OpenTasksAsync());
        await host.CompleteAsync("B", "Join");
        Assert.Equal(["After"], host.Said());
    }

    [Fact, Shows("Elsa.FlowJoin", "WaitAny")]
    public async Task WaitAny_LetsTheFirstBranchThrough_AndTheOthersEndThere()
    {
        await using var host = await StartedAsync(TwoTasks("WaitAny"));
        await host.CompleteAsync("B", "Done");
        Assert.Equal(["After"], host.Said());
        Assert.Equal(["A"], await host.OpenTasksAsync());
        await host.CompleteAsync("A", "Done");
        Assert.Equal(["After"], host.Said());
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.FlowJoin", "WaitAny")]
    public async Task WaitAny_BranchesThatComeInTheSameBurst_GoThroughOnce()
    {
        await using var host = await StartedAsync(Begin().Fork("Fork", "a", "b", "c").Join("Join", "WaitAny").Say("A").Say("B").Say("After").End()
            .Path("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").To("Fork", "Join", "c").Path("A", "Join").Path("B", "Join").Path("Join", "After", "End"));
        Assert.Equal(1, host.Said().Count(said => said == "After"));
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.FlowJoin", "WaitAny")]
    public async Task WaitAny_TwoLateBranchesOverOneConnection_BothEndThere()
    {
        await using var host = await StartedAsync(Begin().Fork("Fork", "a", "b", "c").Await("A", "a").Await("B", "b").Await("C", "c").Say("Merge")
            .Join("Join", "WaitAny").Say("After").End()
            .Path("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").To("Fork", "C", "c")
            .Path("A", "Join", "After", "End").Path("B", "Merge", "Join").Path("C", "Merge"));
        foreach (var name in new[] { "a", "b", "c" }) Assert.True(await host.RaiseAsync(name));
        Assert.Equal(1, host.Said().Count(said => said == "After"));
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.FlowJoin", "WaitAny")]
    public async Task WaitAny_BranchThatWentThrough_GoesThroughAgainWhenItComesRound()
    {
        await using var host = await StartedAsync(TwoTasks("WaitAny", loop: true));
        await host.CompleteAsync("A", "Done");
        await host.CompleteAsync("Check", "Again");
        Assert.Equal(["B", "Check"], await host.OpenTasksAsync());
        await host.CompleteAsync("B", "Done");
        await host.CompleteAsync("Check", "Again");
        await host.CompleteAsync("Check", "Good");
        await AssertFinishedAsync(host);
    }

    [Fact, Shows("Elsa.FlowJoin", "WaitAny")]
    public async Task WaitAny_ForkedAnew_TakesTheFirstOfTheNewRound()
    {
        await using var host = await StartedAsync(Begin().Fork("Fork", "a", "b").Task("A").Task("B").Join("Join", "WaitAny").Task("Check", "Again", "Good").End()
            .Path("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").Path("A", "Join", "Check").Path("B", "Join")
            .To("Check", "Fork", "Again").To("Check", "End", "Good"));
        await host.CompleteAsync("A", "Done");
        await host.CompleteAsync("Check", "Again");
        Assert.Equal(["A", "B"], await host.OpenTasksAsync());

        // The task B of the first round is now also that of the second.
        await host.CompleteAsync("B", "Done");
        Assert.Equal(["A", "Check"], await host.OpenTasksAsync());
        await host.CompleteAsync("A", "Done");
        Assert.Equal(["Check"], await host.OpenTasksAsync());
        await host.CompleteAsync("Check", "Good");
        await AssertFinishedAsync(host);
    }

    private static Flow TwoTasks(string mode, bool loop = false)
    {
        var flow = Begin().Fork("Fork", "a", "b").Task("A").Task("B").Join("Join", mode).End()
            .Path("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").Path("A", "Join").Path("B", "Join");
        return loop
            ? flow.Task("Check", "Again", "Good").Path("Join", "Check").To("Check", "Join", "Again").To("Check", "End", "Good")
            : flow.Say("After").Path("Join", "After", "End");
    }

    private static async Task<EngineHost> StartedAsync(Flow flow)
    {
        var host = await EngineHost.CreateAsync(flow.Book(), from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        return host;
    }

    private static async Task AssertFinishedAsync(EngineHost host)
    {
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
        Assert.Empty(await host.AllAsync<Bookmark>());
        Assert.Empty(await host.OpenTasksAsync());
        Assert.Empty(await host.RunningAsync());
    }
}
