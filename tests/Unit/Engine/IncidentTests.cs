using Engine;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Shared.Hosting;
using Shared.Persistence;
using Xunit;
using static Unit.Engine.FlowSteps;

namespace Unit.Engine;

/// <summary>What an operator may do about a burst that failed: have it run again, or answer for the step that failed.</summary>
public sealed class IncidentTests
{
    private const string Operator = "operator-1";
    private static readonly DateOnly Received = new(2026, 7, 6);

    [Fact]
    public async Task Retry_OfATask_CompletesItInTheNameOfWhoCompletedIt()
    {
        await using var host = await StartedAsync(TaskThenBad());
        var incident = await CompletionFailsAsync(host);
        Assert.Equal(("Bad", FailedWorkKind.Task, "u1"), (incident.ActivityId, incident.WorkKind, incident.WorkBy));

        // The cause goes: the definition is mended.
        host.Book = Begin().Task("Work").Say("Bad").Say("After").End().Path("Start", "Work", "Bad", "After", "End").Book();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        await RetryAsync(host, incident);
        Assert.Equal(["Bad", "After"], host.Said());
        var done = Assert.Single(await host.AllAsync<OfficerTask>());
        Assert.Equal(("u1", "Done", "Lời ghi"), (done.CompletedBy, done.Outcome, done.Note));
        var ended = Assert.Single(await host.AllAsync<Incident>());
        Assert.Equal((IncidentEnd.Retried, Operator), (ended.EndedAs, ended.EndedBy));
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
        var history = (await host.AllAsync<HistoryEntry>()).OrderBy(one => one.At).ThenBy(one => one.Number).ToList();
        var again = history.FindIndex(one => one.WhatEn == "Run again after the incident");
        Assert.Equal(Operator, history[again].Who);
        Assert.Equal("u1", history[again + 1].Who);
        Assert.Single(await host.AllAsync<AuditEntry>(), one => one.Action == "Incident.Retried");
    }

    [Fact]
    public async Task Retry_WhileTheCauseIsThere_FailsAgainAndIsCounted()
    {
        await using var host = await StartedAsync(TaskThenBad());
        var incident = await CompletionFailsAsync(host);
        await host.FailAsync(work => work.Runner.RetryAsync(work.Db, work.Db.Set<Incident>().Single(), NoStart, Token), actor: Operator);
        var same = Assert.Single(await host.AllAsync<Incident>());
        Assert.Equal((incident.Id, 2, null), (same.Id, same.Attempts, same.ResolvedAt));
        Assert.Equal(["Work"], await host.OpenTasksAsync());
    }

    [Fact]
    public async Task Continue_AfterATask_GoesOnBehindTheStepWhichDoesNotRun()
    {
        await using var host = await StartedAsync(TaskThenBad());
        var incident = await CompletionFailsAsync(host);
        await ContinueAsync(host, incident, "Done", "Đã làm trên giấy");
        Assert.Equal(["After"], host.Said());
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
        var ended = Assert.Single(await host.AllAsync<Incident>());
        Assert.Equal((IncidentEnd.ContinuedByHand, Operator, "Done", "Đã làm trên giấy"), (ended.EndedAs, ended.EndedBy, ended.ContinuedWith, ended.Ground));
        var entry = Assert.Single(await host.AllAsync<HistoryEntry>(), one => one.WhatVi.StartsWith("Tiếp tục thủ công", StringComparison.Ordinal));
        Assert.Equal((Operator, "Bad", "Done", "Đã làm trên giấy"), (entry.Who, entry.ActivityId, entry.Outcome, entry.Ground));

        // The words of the reason are in the history alone.
        var audit = Assert.Single(await host.AllAsync<AuditEntry>(), one => one.Action == "Incident.Continued");
        Assert.Equal("Bad = Done", audit.Ground);
        Assert.Empty(await host.AllAsync<global::Shared.Deadlines.DeadlineRow>());
    }

    [Fact]
    public async Task Continue_OfAnEvent_TakesItAndGoesOnBehindTheStep()
    {
        await using var host = await StartedAsync(Begin().Await("Wait", "a").StartLimit("Bad", "NO.SUCH").Say("After").End().Path("Start", "Wait", "Bad", "After", "End"));
        var incident = await host.FailAsync(work => RaiseAsync(work, "a"), actor: "system:deadlines");
        Assert.Equal((FailedWorkKind.Event, "system:deadlines"), (incident.WorkKind, incident.WorkBy));
        await ContinueAsync(host, incident, "Done", "x");
        Assert.Equal(["After"], host.Said());

        // It comes again, as a message does: nothing waits for it any more.
        Assert.False(await host.RaiseAsync("a"));
    }

    [Fact]
    public async Task Continue_OfAStart_OpensTheProcedureBehindTheStep()
    {
        await using var host = await EngineHost.CreateAsync(
            Begin().StartLimit("Bad", "NO.SUCH").Task("Work").End().Path("Start", "Bad", "Work", "End").Book(), from: Received);
        var incident = await host.FailAsync(work => StartAsync(work, null), FailedWork.OfStart("{}", "system:open"), "system:open");
        Assert.Equal(((Guid?)null, "Bad"), (incident.InstanceId, incident.ActivityId));
        await ContinueAsync(host, incident, "Done", "x");
        Assert.Equal(["Work"], await host.OpenTasksAsync());
        Assert.Equal(IncidentEnd.ContinuedByHand, Assert.Single(await host.AllAsync<Incident>()).EndedAs);
    }

    [Fact]
    public async Task Continue_ATaskThatCouldNotBeOpened_GoesTheWayOfTheOutcome()
    {
        await using var host = await StartedAsync(Begin().Await("Wait", "a").Task("Work", "Yes", "No").Say("Yes").Say("No").End()
            .Path("Start", "Wait", "Work").To("Work", "Yes", "Yes").To("Work", "No", "No").Path("Yes", "End").Path("No", "End"));
        var instance = await host.InstanceAsync();
        var incident = await host.FailAsync(
            _ => throw new ActivityFailedException(instance, "Work", new TimeoutException()), FailedWork.OfEvent("a", null, null, "u1"));
        await using (var look = host.Begin())
            Assert.Equal(["Yes", "No"], look.Runner.OutcomesOf(incident).Select(one => one.Name));
        await ContinueAsync(host, incident, "No", "x");
        Assert.Equal(["No"], host.Said());
        Assert.Empty(await host.AllAsync<OfficerTask>());
    }

    [Fact]
    public async Task Continue_AJoinThatMissesABranch_GoesOnBehindIt()
    {
        // One of the branches ends before it comes to the join.
        await using var host = await StartedAsync(Begin().Fork("Fork", "a", "b").Await("A", "a").Task("B", "On", "Off").Join("Join", "WaitAll").Say("After").End()
            .Path("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").Path("A", "Join", "After", "End").To("B", "Join", "On").To("B", "End", "Off"));
        await host.RaiseAsync("a");
        var incident = await host.FailAsync(async work => await work.Runner.CompleteTaskAsync(
            work.Db, await work.OpenTaskAsync("B"), "Off", null, null, "u1", Token));
        Assert.Equal(("Join", "BranchMissingException"), (incident.ActivityId, incident.Reason));
        await ContinueAsync(host, incident, "Done", "x");
        Assert.Equal(["After"], host.Said());
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
    }

    [Fact]
    public async Task Continue_AStepOfAProcedureThatWasStarted_GoesOnInThatOne()
    {
        await using var host = await EngineHost.CreateAsync(
            Begin().Await("Wait", "a").StartOther("Other", "child", wait: true).Say("After").End().Path("Start", "Wait", "Other", "After", "End")
                .BookWith(Begin("child").StartLimit("Bad", "NO.SUCH").Say("Child").End().Path("Start", "Bad", "Child", "End")), from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        var incident = await host.FailAsync(work => RaiseAsync(work, "a"));
        Assert.Equal("child", incident.ProcedureId);
        await ContinueAsync(host, incident, "Done", "x");
        Assert.Equal(["Child", "After"], host.Said());
        Assert.All(await host.AllAsync<ProcedureInstance>(), one => Assert.Equal(InstanceStatus.Finished, one.Status));
    }

    [Fact]
    public async Task Refused_WhatTheStateDoesNotAllow_SaysWhy()
    {
        await using var host = await StartedAsync(TaskThenBad());
        var incident = await CompletionFailsAsync(host);
        var unknown = await RefusedAsync("incident.unknown-outcome", () => ContinueAsync(host, incident, "Perhaps", "x"));
        Assert.Equal(["Done"], Assert.IsAssignableFrom<IEnumerable<string>>(unknown.Details["outcomes"]));
        Assert.Null(Assert.Single(await host.AllAsync<Incident>()).ResolvedAt);

        // Another version, where the way does not lead over the step any more.
        host.Book = Begin().Task("Work").Decide("Which", Flow.Literal(false)).Say("Bad").Say("After").End()
            .Path("Start", "Work", "Which").To("Which", "Bad", "True").To("Which", "After", "False").Path("Bad", "End").Path("After", "End").Book();
        await RefusedAsync("incident.step-not-reached", () => ContinueAsync(host, incident, "Done", "x"));
        Assert.Equal(["Work"], await host.OpenTasksAsync());

        await RetryAsync(host, incident);
        await RefusedAsync("incident.resolved", () => RetryAsync(host, incident));
        await RefusedAsync("incident.resolved", () => ContinueAsync(host, incident, "Done", "x"));
    }

    [Fact]
    public async Task Refused_WithoutAStepOrWithoutWork_SaysWhy()
    {
        await using var host = await StartedAsync(Begin().Await("Wait", "a").End().Path("Start", "Wait", "End"));
        var incident = await host.FailAsync(_ => throw new TimeoutException());
        await RefusedAsync("incident.nothing-to-retry", () => RetryAsync(host, incident));
        await RefusedAsync("incident.not-continuable", () => ContinueAsync(host, incident, "Done", "x"));
    }

    [Fact]
    public async Task Rule_ThatRefusesWhereNobodyIsThereToBeTold_FailsTheStep()
    {
        // Nobody extends a limit that does not run; a person is told so, the night is not.
        await using var host = await StartedAsync(Begin().Await("Wait", "a")
            .Step("Extend", "DonThu.ExtendTimeLimit", ("limits", Flow.Literal(new[] { "TC.RESOLVE" })), ("ground", Flow.Literal("x"))).Say("After").End()
            .Path("Start", "Wait", "Extend", "After", "End"));
        await RefusedAsync("time-limit.not-running", () => host.RaiseAsync("a"));
        var incident = await host.FailAsync(work => RaiseAsync(work, "a"), actor: "system:deadlines");
        Assert.Equal(("Extend", "time-limit.not-running"), (incident.ActivityId, incident.Reason));
        await ContinueAsync(host, incident, "Done", "x");
        Assert.Equal(["After"], host.Said());
    }

    [Fact]
    public async Task TwoOperators_AtOnce_OnlyOneIsHeard()
    {
        await using var host = await StartedAsync(TaskThenBad());
        await CompletionFailsAsync(host);
        await using var first = host.Begin().As("operator-1");
        await using var second = host.Begin().As("operator-2");
        foreach (var work in new[] { first, second })
            await work.Runner.ContinueAsync(work.Db, await work.Db.Set<Incident>().SingleAsync(Token), "Done", "x", NoStart, Token);
        await first.SaveAsync();
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(second.SaveAsync);
        Assert.Equal("operator-1", Assert.Single(await host.AllAsync<Incident>()).EndedBy);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Flow TaskThenBad() => Begin().Task("Work").StartLimit("Bad", "NO.SUCH").Say("After").End().Path("Start", "Work", "Bad", "After", "End");

    private static async Task<EngineHost> StartedAsync(Flow flow)
    {
        var host = await EngineHost.CreateAsync(flow.Book(), from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        return host;
    }

    private static Task<Incident> CompletionFailsAsync(EngineHost host) => host.FailAsync(async work => await work.Runner.CompleteTaskAsync(
        work.Db, await work.OpenTaskAsync("Work"), "Done", null, "Lời ghi", "u1", Token));

    private static Task<bool> RaiseAsync(EngineHost.Work work, string name) =>
        work.Runner.TryRaiseEventAsync(work.Db, EngineHost.CaseId, name, null, null, Token);

    private static Task<ProcedureInstance> StartAsync(EngineHost.Work work, Rerun? rerun) =>
        work.Runner.StartAsync(work.Db, "test", EngineHost.Facts(Received), rerun, Token);

    private static Task<ProcedureInstance> NoStart(string command, Rerun rerun, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nothing was to start.");

    private static Task RetryAsync(EngineHost host, Incident incident) => AgainAsync(host, incident, (work, one) =>
        work.Runner.RetryAsync(work.Db, one, (_, rerun, _) => StartAsync(work, rerun), Token));

    private static Task ContinueAsync(EngineHost host, Incident incident, string outcome, string reason) => AgainAsync(host, incident, (work, one) =>
        work.Runner.ContinueAsync(work.Db, one, outcome, reason, (_, rerun, _) => StartAsync(work, rerun), Token));

    private static async Task AgainAsync(EngineHost host, Incident incident, Func<EngineHost.Work, Incident, Task> again)
    {
        await using var work = host.Begin().As(Operator);
        await again(work, await work.Db.Set<Incident>().SingleAsync(one => one.Id == incident.Id, Token));
        await work.SaveAsync();
    }

    private static async Task<RuleViolation> RefusedAsync(string rule, Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<RuleViolation>(act);
        Assert.Equal(rule, refused.Rule);
        return refused;
    }
}
