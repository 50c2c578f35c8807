using Engine;
using Engine.Moves;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Persistence;
using Xunit;

namespace Unit.Engine;

/// <summary>A running case goes on under another version of its procedure.</summary>
public sealed class MoveTests
{
    private static readonly DateOnly Now = new(2026, 7, 1);
    private static readonly DateOnly Later = new(2027, 1, 1);
    private static readonly DateOnly OldLaw = new(2012, 7, 1);

    [Theory]
    [InlineData(0, "CheckAcceptance")]
    [InlineData(1, "Recheck")]
    [InlineData(2, "Verify")]
    public async Task FirstComplaint_OfTheOldLaw_GoesOnUnderTheNewOneFromWhereItStands(int done, string open)
    {
        await using var host = await EngineHost.CreateAsync(from: new DateOnly(2026, 6, 15));
        await host.StartAsync(EngineHost.Facts(new DateOnly(2026, 6, 15)));
        var path = new (string Task, string Outcome)[] { ("CheckAcceptance", "Accept"), ("Recheck", "VerificationNeeded") };
        foreach (var (task, outcome) in path.Take(done)) await host.CompleteAsync(task, outcome);
        Assert.Equal(OldLaw, (await host.InstanceAsync()).InForceFrom);
        var (documents, deadlines, told) = (await host.AllAsync<IssuedDocument>(), await host.RunningAsync(), host.Effects.Told.Count);

        await MoveAsync(host, Now, new MoveMapping(new Dictionary<string, string?>(), done == 0 ? [] : ["AwaitSuspension", "AwaitTermination"]));

        Assert.Equal((Now, InstanceStatus.Running), ((await host.InstanceAsync()).InForceFrom, (await host.InstanceAsync()).Status));
        Assert.Equal([open], await host.OpenTasksAsync());
        Assert.Equal(deadlines, await host.RunningAsync());
        Assert.Equal(documents.Count, (await host.AllAsync<IssuedDocument>()).Count);
        Assert.Equal([$"task-assigned {open} 2"], host.Effects.Told.Skip(told));
        var task2026 = Law.Book.Version(ProcedureSelection.FirstComplaint, Now)!.Find(open)!;
        Assert.Equal(task2026.Article, (await host.AllAsync<OfficerTask>()).Single(one => one.State == OfficerTaskState.Open).Article);
        var entry = (await host.AllAsync<HistoryEntry>()).Single(one => one.WhatEn.StartsWith("Moved", StringComparison.Ordinal));
        Assert.Equal("Luật mới", entry.Ground);

        // What only the new law knows works now: a complaint could not be suspended before.
        if (done > 0)
        {
            Assert.Contains("suspension-decided", (await host.AllAsync<Bookmark>()).Select(wait => wait.Key));
            Assert.Equal(path.Take(done).Select(one => one.Task).Order(),
                (await host.AllAsync<OfficerTask>()).Where(one => one.State == OfficerTaskState.Completed).Select(one => one.ActivityId).Order());
        }

        foreach (var (task, outcome) in path.Skip(done)) await host.CompleteAsync(task, outcome);
        await host.CompleteAsync("Verify", "PositionsAgree", new { summary = "x" });
        Assert.Equal(["Decide"], await host.OpenTasksAsync());
    }

    [Fact]
    public async Task Move_StepWithAnotherName_GoesOnWhereItIsToldAndKeepsWhoHoldsIt()
    {
        await using var host = await StartedAsync(One("A"), One("B", "review", "officer", "Yes", "No"));
        await using (var work = host.Begin())
        {
            (await work.OpenTaskAsync("A")).Claim("u1", "Chị Lan");
            await work.SaveAsync();
        }

        Assert.Equal(["move.unmapped A", "move.nothing-left "], await FaultsAsync(host, MoveMapping.AsItIs));
        Assert.Equal(["move.wrong-kind A", "move.nothing-left "], await FaultsAsync(host, To("A", "Start")));
        await MoveAsync(host, Later, To("A", "B"));

        var task = Assert.Single(await host.AllAsync<OfficerTask>());
        Assert.Equal(("B", "Chị Lan", "Yes,No"), (task.ActivityId, task.AssigneeName, string.Join(',', task.Outcomes.Select(one => one.Name))));
        Assert.Equal("review", Assert.Single(task.Form).Name);
        await host.CompleteAsync("B", "Yes", new { review = "x" }, "u1");
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
    }

    [Fact]
    public async Task Move_RoleChanges_TheTaskIsFreeAgain()
    {
        await using var host = await StartedAsync(One("A"), One("A", role: "head"));
        await using (var work = host.Begin())
        {
            (await work.OpenTaskAsync("A")).Claim("u1", "Chị Lan");
            await work.SaveAsync();
        }

        await MoveAsync(host, Later, MoveMapping.AsItIs);
        Assert.Equal(("head", null), ((await host.AllAsync<OfficerTask>()).Single().Role, (await host.AllAsync<OfficerTask>()).Single().Assignee));
    }

    [Fact]
    public async Task Move_BranchThatFallsAway_IsCancelledAndWhatTheLawAddedBegins()
    {
        var before = FlowSteps.Begin().Step("Fork", "Elsa.FlowFork", ("branches", Flow.Literal(new[] { "a", "b" })))
            .Task("A").Task("B").Step("End", "Elsa.End").To("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").To("A", "End", "Done").To("B", "End", "Done");
        var after = FlowSteps.Begin().Step("Fork", "Elsa.FlowFork", ("branches", Flow.Literal(new[] { "a", "c" })))
            .Task("A").Step("Stop", "DonThu.AwaitEvent", ("event", Flow.Literal("stop"))).Step("End", "Elsa.End").Step("Finish", "Elsa.Finish")
            .To("Start", "Fork").To("Fork", "A", "a").To("Fork", "Stop", "c").To("A", "End", "Done").To("Stop", "Finish");
        await using var host = await StartedAsync(before, after);

        var plan = await PlanAsync(host, new MoveMapping(new Dictionary<string, string?> { ["B"] = null }, ["Stop"]));
        Assert.True(plan.IsPossible);
        Assert.Equal(["Stop"], plan.CouldBegin.Select(step => step.Id));
        Assert.Equal(["move.cannot-begin A", "move.unmapped B"], (await FaultsAsync(host, new MoveMapping(new Dictionary<string, string?>(), ["A"]))).Order());
        await MoveAsync(host, Later, new MoveMapping(new Dictionary<string, string?> { ["B"] = null }, ["Stop"]));

        Assert.Equal(["A"], await host.OpenTasksAsync());
        Assert.Equal(OfficerTaskState.Cancelled, (await host.AllAsync<OfficerTask>()).Single(task => task.ActivityId == "B").State);
        Assert.True(await host.RaiseAsync("stop"));
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
        Assert.Empty(await host.OpenTasksAsync());
    }

    [Fact]
    public async Task Move_BranchHasArrivedAtAJoin_NeedsThatJoinAndThatWay()
    {
        Flow Joined(string join, string late = "B") => FlowSteps.Begin().Step("Fork", "Elsa.FlowFork", ("branches", Flow.Literal(new[] { "a", "b" })))
            .Task("A").Task(late).Step(join, "Elsa.FlowJoin", ("mode", Flow.Literal("WaitAll"))).Task("Last").Step("End", "Elsa.End")
            .To("Start", "Fork").To("Fork", "A", "a").To("Fork", late, "b").To("A", join, "Done").To(late, join, "Done").To(join, "Last").To("Last", "End", "Done");
        await using var host = await StartedAsync(Joined("Join"), Joined("Other"));
        await host.CompleteAsync("A", "Done");
        Assert.Equal(["move.join Join"], await FaultsAsync(host, MoveMapping.AsItIs));

        await using var other = await StartedAsync(Joined("Join"), Joined("Join", "C"));
        await other.CompleteAsync("A", "Done");
        await MoveAsync(other, Later, To("B", "C"));
        await other.CompleteAsync("C", "Done");
        Assert.Equal(["Last"], await other.OpenTasksAsync());
    }

    [Fact]
    public async Task Move_TwoBranchesToOneStep_IsRefused()
    {
        var two = FlowSteps.Begin().Step("Fork", "Elsa.FlowFork", ("branches", Flow.Literal(new[] { "a", "b" }))).Task("A").Task("B").Step("End", "Elsa.End")
            .To("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").To("A", "End", "Done").To("B", "End", "Done");
        await using var host = await StartedAsync(two, One("A"));
        Assert.Equal(["move.meet A"], await FaultsAsync(host, To("B", "A")));
    }

    [Fact]
    public async Task Move_EventOfAnotherName_IsHeardUnderTheNewOne()
    {
        Flow Awaiting(string name, string key) => FlowSteps.Begin()
            .Step("Await", "DonThu.AwaitEvent", ("event", Flow.Literal(name)), ("key", Flow.Literal(key))).Step("End", "Elsa.End")
            .To("Start", "Await").To("Await", "End");
        await using var host = await StartedAsync(Awaiting("reply", "a"), Awaiting("answer", "b"));
        await MoveAsync(host, Later, MoveMapping.AsItIs);
        Assert.False(await host.RaiseAsync("reply", "a"));
        Assert.True(await host.RaiseAsync("answer", "b"));
    }

    [Fact]
    public async Task Move_VariableTheOtherVersionDoesNotKnow_IsForgottenAndSaid()
    {
        var before = FlowSteps.Begin().Variable("x").Step("Set", "Elsa.SetVariable", ("variable", new { name = "x" }), ("value", Flow.Literal("1")))
            .Task("A").Step("End", "Elsa.End").To("Start", "Set").To("Set", "A").To("A", "End", "Done");
        await using var host = await StartedAsync(before, One("A"));
        var plan = await PlanAsync(host, MoveMapping.AsItIs);
        Assert.True(plan.IsPossible);
        Assert.Equal(["x"], plan.Forgotten);
        Assert.Equal(("move.variables", FaultSeverity.Warning), (plan.Faults.Single().Code, plan.Faults.Single().Severity));
        await MoveAsync(host, Later, MoveMapping.AsItIs);
        Assert.DoesNotContain("\"x\"", (await host.InstanceAsync()).StateJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_ToItselfToNowhereOrAfterTheEnd_IsRefused()
    {
        await using var host = await StartedAsync(One("A"), One("A"));
        Assert.Equal(["move.same-version "], (await PlanAsync(host, MoveMapping.AsItIs, Now)).Faults.Select(Told));
        Assert.Equal("procedure.not-in-force", (await RefusedAsync(host, new DateOnly(2031, 1, 1))).Rule);
        await host.CompleteAsync("A", "Done");
        Assert.Equal("procedure.ended", (await RefusedAsync(host, Later)).Rule);
    }

    [Fact]
    public async Task Move_WhileSomebodyCompletesTheTask_OneOfThemWins()
    {
        await using var host = await StartedAsync(One("A"), One("A", "review", "officer", "Yes"));
        await using var officer = host.Begin();
        await officer.Runner.CompleteTaskAsync(
            officer.Db, await officer.OpenTaskAsync("A"), "Done", null, null, "u1", TestContext.Current.CancellationToken);
        await using var administrator = host.Begin();
        await MoveAsync(administrator, Later, MoveMapping.AsItIs);
        await officer.SaveAsync();
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(administrator.SaveAsync);
        Assert.Equal((Now, InstanceStatus.Finished), ((await host.InstanceAsync()).InForceFrom, (await host.InstanceAsync()).Status));
    }

    [Fact]
    public async Task Move_AnyTime_LeavesAnAuditEntryOfTheInstance()
    {
        await using var host = await StartedAsync(One("A"), One("A"));
        await MoveAsync(host, Later, MoveMapping.AsItIs);
        var entries = (await host.AllAsync<AuditEntry>()).Where(entry => entry.Action == "ProcedureInstance.Modified");
        Assert.Contains("InForceFrom", Assert.Single(entries).Ground!, StringComparison.Ordinal);
    }

    private static Flow One(string id, string? field = null, string role = "officer", params string[] outcomes)
    {
        if (outcomes.Length == 0) outcomes = ["Done"];
        var form = field is null ? [] : new object[] { new { name = field, type = "text", labelVi = field, labelEn = field, required = true } };
        var flow = FlowSteps.Begin().Step(id, "DonThu.OfficerTask", ("role", Flow.Literal(role)), ("outcomes", Flow.Literal(Flow.Outcomes(outcomes))), ("form", Flow.Literal(form)))
            .Step("End", "Elsa.End").To("Start", id);
        foreach (var outcome in outcomes) flow.To(id, "End", outcome);
        return flow;
    }

    private static async Task<EngineHost> StartedAsync(Flow before, Flow after)
    {
        var host = await EngineHost.CreateAsync(new ProcedureBook([before.Parse(), after.Parse(inForceFrom: Later)]));
        await host.StartAsync(EngineHost.Facts(new DateOnly(2026, 7, 6)), "test");
        return host;
    }

    private static MoveMapping To(string from, string to) => new(new Dictionary<string, string?> { [from] = to }, []);

    private static async Task<MovePlan> PlanAsync(EngineHost host, MoveMapping mapping, DateOnly? to = null)
    {
        await using var work = host.Begin();
        return await work.Runner.PlanMoveAsync(work.Db, await OuterAsync(work), to ?? Later, mapping, TestContext.Current.CancellationToken);
    }

    private static string Told(ProcedureFault fault) => $"{fault.Code} {fault.Activity}";

    /// <summary>What forbids the move, in the plan and, the same, when it is tried.</summary>
    private static async Task<IEnumerable<string>> FaultsAsync(EngineHost host, MoveMapping mapping)
    {
        var plan = await PlanAsync(host, mapping);
        Assert.False(plan.IsPossible);
        Assert.Equal("procedure.move-refused", (await RefusedAsync(host, Later, mapping)).Rule);
        return plan.Faults.Select(Told);
    }

    private static async Task<RuleViolation> RefusedAsync(EngineHost host, DateOnly to, MoveMapping? mapping = null) =>
        await Assert.ThrowsAsync<RuleViolation>(() => MoveAsync(host, to, mapping ?? MoveMapping.AsItIs));

    private static async Task MoveAsync(EngineHost host, DateOnly to, MoveMapping mapping)
    {
        await using var work = host.Begin();
        await MoveAsync(work, to, mapping);
        await work.SaveAsync();
    }

    private static async Task MoveAsync(EngineHost.Work work, DateOnly to, MoveMapping mapping) => await work.Runner.MoveAsync(
        work.Db, await OuterAsync(work), to, mapping, "Luật mới", TestContext.Current.CancellationToken);

    private static Task<ProcedureInstance> OuterAsync(EngineHost.Work work) =>
        work.Db.Set<ProcedureInstance>().SingleAsync(one => one.ParentId == null, TestContext.Current.CancellationToken);
}
