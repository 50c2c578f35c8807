using Engine;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Shared.Deadlines;
using Xunit;
using static Unit.Engine.FlowSteps;

namespace Unit.Engine;

/// <summary>Procedures that start others.</summary>
public sealed class ConformanceProcedureTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task StartProcedure_Detached_GoesItsOwnWay()
    {
        await using var host = await StartedAsync(
            Begin().StartOther("Start2", "child", wait: false).Say("Parent").Close("Close").End().Path("Start", "Start2", "Parent", "Close", "End"),
            Child());
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
        Assert.Equal(["Work"], await host.OpenTasksAsync());
        Assert.Single(await host.RunningAsync());
        var child = Assert.Single(await host.AllAsync<ProcedureInstance>(), one => one.ParentId is not null);
        Assert.Equal(((await host.InstanceAsync()).Id, "child", InstanceStatus.Running), (child.ParentId, child.ProcedureId, child.Status));
        await host.CompleteAsync("Work", "Done");
        Assert.Equal(["Parent", "Child"], host.Said());
        Assert.Empty(await host.AllAsync<Bookmark>());
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task StartProcedure_Awaited_TheParentGoesOnWhenTheChildHasEnded()
    {
        await using var host = await StartedAsync(Waiting(), Child());
        Assert.Empty(host.Said());
        await host.CompleteAsync("Work", "Done");
        Assert.Equal(["Child", "After"], host.Said());
        await AssertAllFinishedAsync(host);
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task StartProcedure_AwaitedAndOverAtOnce_TheParentGoesOnInTheSameTransaction()
    {
        await using var host = await StartedAsync(Waiting(), Begin("child").Say("Child").End().Path("Start", "Child", "End"));
        Assert.Equal(["Child", "After"], host.Said());
        await AssertAllFinishedAsync(host);
        var history = (await host.AllAsync<HistoryEntry>()).OrderBy(one => one.At).ThenBy(one => one.Number).Select(one => one.WhatEn);
        Assert.Equal(["Procedure started: Test", "Notified: Child", "Notified: After"], history);
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task StartProcedure_ParentClosesMeanwhile_EndsTheChildWithItsTasksAndClocks_AndItsChildren()
    {
        await using var host = await StartedAsync(
            Waiting(), Begin("child").StartLimit("Clock", "TC.RESOLVE").Task("Work").StartOther("Deeper", "grandchild", wait: true).End()
                .To("Start", "Clock").To("Start", "Deeper").Path("Clock", "Work", "End").Path("Deeper", "End"),
            Child("grandchild"));
        Assert.Equal(2, (await host.OpenTasksAsync()).Length);
        Assert.True(await host.RaiseAsync("withdrawn"));
        Assert.Empty(host.Said());
        await AssertAllFinishedAsync(host);
        Assert.All(await host.AllAsync<DeadlineRow>(), row => Assert.Equal(DeadlineState.Cancelled, row.State));
        Assert.Equal(2, (await host.AllAsync<DeadlineRow>()).Count);
        Assert.Equal(2, host.Effects.Told.Count(told => told == "task-ended Work Cancelled"));
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task StartProcedure_TheParentDoesNotWaitAnyMore_IsNotStarted()
    {
        // The first child is over at once and lets the parent close, before the second has begun or while it runs.
        await using var host = await StartedAsync(
            Begin().Fork("Fork", "a", "b", "c").StartOther("Short", "short", wait: true).StartOther("Long", "child", wait: true)
                .StartOther("Longer", "child", wait: true).Join("Any", "WaitAny").Close("Close").End()
                .Path("Start", "Fork").To("Fork", "Long", "a").To("Fork", "Short", "b").To("Fork", "Longer", "c")
                .Path("Short", "Any", "Close", "End").Path("Long", "Any").Path("Longer", "Any"),
            Child(), Begin("short").End().Path("Start", "End"));
        await AssertAllFinishedAsync(host);
        Assert.Single(host.Effects.Told, told => told == "closed resolved");
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task StartProcedure_ClosedInTheSameBurst_NeverBegins()
    {
        await using var host = await StartedAsync(
            Begin().StartOther("Long", "child", wait: true).Say("Then").Close("Close").End().To("Start", "Long").To("Start", "Then")
                .Path("Then", "Close", "End").Path("Long", "End"),
            Child());
        Assert.Single(await host.AllAsync<ProcedureInstance>());
        await AssertAllFinishedAsync(host);
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task StartProcedure_HandsVariablesAsFacts_AndTheFactsOfTheCase()
    {
        await using var host = await StartedAsync(
            Begin().Variable("x").Set("Set", "x", Flow.Literal("true"))
                .Step("Other", "DonThu.StartProcedure", ("procedure", Flow.Literal("child")), ("facts", Flow.Literal(new[] { new { name = "handed", variable = "x" } })))
                .End().Path("Start", "Set", "Other", "End"),
            Begin("child").Decide("Handed", Flow.Of("Fact", "handed")).Decide("Remote", Flow.Of("Rule", "RemoteArea")).Say("Both").End()
                .Path("Start", "Handed").To("Handed", "Remote", "True").To("Handed", "End", "False")
                .To("Remote", "Both", "True").To("Remote", "End", "False").Path("Both", "End"));
        Assert.Equal(["Both"], host.Said());
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public void StartProcedure_OfAnUnknownProcedure_IsFoundWhenTheBookIsLoaded()
    {
        var folder = Directory.CreateTempSubdirectory("donthu-book-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "test"));
            File.WriteAllText(Path.Combine(folder.FullName, "test", "2026-07-01.json"), Waiting().Json());
            var refused = Assert.Throws<ProcedureDocumentException>(() => ProcedureBook.Load(folder.FullName));
            var fault = Assert.Single(refused.Faults);
            Assert.Equal(("procedure.unknown", "Other"), (fault.Code, fault.Activity));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task StartProcedure_NotYetInForce_FailsAtThatStep()
    {
        await using var host = await EngineHost.CreateAsync(Begin().StartOther("Other", "child", wait: true).End().Path("Start", "Other", "End").Book(), from: Received);
        var failed = await Assert.ThrowsAsync<ActivityFailedException>(() => host.StartAsync(EngineHost.Facts(Received), "test"));
        Assert.Equal("Other", failed.ActivityId);
        Assert.Empty(await host.AllAsync<ProcedureInstance>());
    }

    [Theory, Shows("DonThu.StartProcedure")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StartProcedure_ThatStartsItself_ExceedsTheBudget(bool wait)
    {
        await using var host = await EngineHost.CreateAsync(Begin().StartOther("Other", "test", wait).End().Path("Start", "Other", "End").Book(), from: Received);
        var failed = await Assert.ThrowsAsync<ActivityFailedException>(() => host.StartAsync(EngineHost.Facts(Received), "test"));
        Assert.IsType<StepBudgetExceededException>(failed.InnerException);
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task Event_ThatParentAndChildAwait_ReachesTheParentFirst()
    {
        await using var host = await StartedAsync(Waiting(), Begin("child").Await("Wait", "withdrawn").Say("Child").End().Path("Start", "Wait", "Child", "End"));
        Assert.True(await host.RaiseAsync("withdrawn"));
        Assert.Empty(host.Said());
        await AssertAllFinishedAsync(host);
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task Failure_InAChild_StopsTheChildOnly_AndEndsWithItsNextGoodBurst()
    {
        await using var host = await StartedAsync(
            Waiting(), Begin("child").Task("Work", "Bad", "Good").StartLimit("Bad", "NO.SUCH").End()
                .Path("Start", "Work").To("Work", "Bad", "Bad").To("Work", "End", "Good").Path("Bad", "End"));
        var failed = await Assert.ThrowsAsync<ActivityFailedException>(() => host.CompleteAsync("Work", "Bad"));
        await RecordAsync(host, failed);
        var child = Assert.Single(await host.AllAsync<ProcedureInstance>(), one => one.ParentId is not null);
        Assert.Equal(InstanceStatus.Incident, child.Status);
        Assert.Equal(InstanceStatus.Running, (await host.InstanceAsync()).Status);
        Assert.Equal(child.Id, Assert.Single(await host.AllAsync<Incident>()).InstanceId);

        await host.CompleteAsync("Work", "Good");
        Assert.NotNull(Assert.Single(await host.AllAsync<Incident>()).ResolvedAt);
        await AssertAllFinishedAsync(host);
    }

    [Fact, Shows("DonThu.StartProcedure")]
    public async Task Failure_InAChildThatIsEndedByItsParent_DoesNotStayOpen()
    {
        await using var host = await StartedAsync(
            Waiting(), Begin("child").Task("Work").StartLimit("Bad", "NO.SUCH").End().Path("Start", "Work", "Bad", "End"));
        await RecordAsync(host, await Assert.ThrowsAsync<ActivityFailedException>(() => host.CompleteAsync("Work", "Done")));
        await host.RaiseAsync("withdrawn");
        Assert.NotNull(Assert.Single(await host.AllAsync<Incident>()).ResolvedAt);
        await AssertAllFinishedAsync(host);
    }

    private static async Task RecordAsync(EngineHost host, ActivityFailedException failed)
    {
        await using var work = host.Begin();
        await work.Runner.IncidentAsync(work.Db, failed.SubmissionId, failed.Department, failed, TestContext.Current.CancellationToken);
        await work.SaveAsync();
    }

    /// <summary>Waits for a child, and for a withdrawal that closes the case.</summary>
    private static Flow Waiting() => Begin().StartOther("Other", "child", wait: true).Say("After").Step("Finish", "Elsa.Finish").Await("Withdrawn", "withdrawn").Close("Close")
        .To("Start", "Withdrawn").To("Start", "Other").Path("Other", "After", "Finish").Path("Withdrawn", "Close", "Finish");

    private static Flow Child(string procedure = "child") => Begin(procedure).StartLimit("Clock", "TCD.REPLY").Task("Work").Say("Child").End().Path("Start", "Clock", "Work", "Child", "End");

    private static async Task<EngineHost> StartedAsync(Flow flow, params Flow[] others)
    {
        var host = await EngineHost.CreateAsync(flow.BookWith(others), from: Received);
        await host.StartAsync(EngineHost.Facts(Received, ("remote-area", "true")), "test");
        return host;
    }

    private static async Task AssertAllFinishedAsync(EngineHost host)
    {
        Assert.All(await host.AllAsync<ProcedureInstance>(), one => Assert.Equal(InstanceStatus.Finished, one.Status));
        Assert.Empty(await host.AllAsync<Bookmark>());
        Assert.Empty(await host.OpenTasksAsync());
        Assert.Empty(await host.RunningAsync());
    }
}
