using Clock;
using Shared.Deadlines;
using Shared.Hosting;
using Xunit;
using static Unit.Engine.FlowSteps;

namespace Unit.Engine;

/// <summary>Periods the law sets: started, done, lengthened, stopped and run again.</summary>
public sealed class ConformanceTimeLimitTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);
    private static readonly string[] Resolve = ["TC.RESOLVE"];

    [Fact, Shows("DonThu.StartTimeLimit")]
    public async Task StartTimeLimit_StartsOnTheGivenDay_OtherwiseOnTheOther_OtherwiseToday()
    {
        await using var host = await StartedAsync(Begin().Variable("none")
            .Step("A", "DonThu.StartTimeLimit", ("limit", Flow.Literal("TCD.REPLY")), ("startsOn", Flow.Of("Fact", "received-on")))
            .Step("B", "DonThu.StartTimeLimit", ("limit", Flow.Literal("TCD.RELAY")), ("startsOn", Flow.Of("Variable", "none")),
                ("otherwiseOn", Flow.Of("Fact", "received-on")))
            .Step("C", "DonThu.StartTimeLimit", ("limit", Flow.Literal("TC.RESOLVE")), ("startsOn", Flow.Of("Variable", "none")))
            .Task("Task").End().Path("Start", "A", "B", "C", "Task", "End"), on: Received.AddDays(2));
        Assert.Equal(
            new Dictionary<string, DateOnly> { ["TCD.REPLY"] = Received, ["TCD.RELAY"] = Received, ["TC.RESOLVE"] = Received.AddDays(2) },
            (await host.AllAsync<DeadlineRow>()).ToDictionary(row => row.Limit, row => row.StartsOn));
    }

    [Fact, Shows("DonThu.StartTimeLimit")]
    public async Task StartTimeLimit_ThatRuns_IsReplacedAndNeverDoubled()
    {
        await using var host = await StartedAsync(Begin().StartLimit("Clock", "TCD.REPLY").Task("Task", "Again", "Good").End()
            .Path("Start", "Clock", "Task").To("Task", "Clock", "Again").To("Task", "End", "Good"));
        await host.CompleteAsync("Task", "Again");
        Assert.Equal([DeadlineState.Running, DeadlineState.Cancelled], (await host.AllAsync<DeadlineRow>()).Select(row => row.State).Order());
    }

    [Fact, Shows("DonThu.StartTimeLimit")]
    public async Task StartTimeLimit_WhenInForceOnly_IsPassedOverBeforeItsDay()
    {
        await using var host = await StartedAsync(Begin()
            .Step("Clock", "DonThu.StartTimeLimit", ("limit", Flow.Literal("KN.SUSPEND.SEND")), ("startsOn", Flow.Literal("2026-06-30")), ("whenInForce", Flow.Literal(true)))
            .Task("Task").End().Path("Start", "Clock", "Task", "End"));
        Assert.Empty(await host.AllAsync<DeadlineRow>());
        Assert.Single(await host.OpenTasksAsync());
    }

    [Theory, Shows("DonThu.StopTimeLimit")]
    [InlineData("fulfilled", "2026-07-10", DeadlineState.Met)]
    [InlineData("fulfilled", "2026-12-10", DeadlineState.Late)]
    [InlineData("cancelled", "2026-12-10", DeadlineState.Cancelled)]
    public async Task StopTimeLimit_EndsWhatRuns_AndPassesOverWhatDoesNot(string result, string on, DeadlineState state)
    {
        await using var host = await StartedAsync(Begin().StartLimit("Clock", "TCD.REPLY").Task("Task").Task("Last").End()
            .Step("Stop", "DonThu.StopTimeLimit", ("limits", Flow.Literal(new[] { "TCD.RELAY", "TCD.REPLY" })), ("result", Flow.Literal(result)))
            .Path("Start", "Clock", "Task", "Stop", "Last", "End"));
        host.MoveTo(DateOnly.ParseExact(on, "yyyy-MM-dd"));
        await host.CompleteAsync("Task", "Done");
        Assert.Equal(state, Assert.Single(await host.AllAsync<DeadlineRow>()).State);
    }

    [Fact, Shows("DonThu.ExtendTimeLimit")]
    public async Task ExtendTimeLimit_LengthensTheOneThatRuns_AndTheTaskThatServesIt()
    {
        await using var host = await StartedAsync(Extended("KN1.RESOLVE"));
        var before = Assert.Single(await host.AllAsync<DeadlineRow>()).DueOn;
        Assert.True(await host.RaiseAsync("extend"));
        var row = Assert.Single(await host.AllAsync<DeadlineRow>());
        Assert.True(row.IsExtended && row.DueOn > before);
        Assert.Equal(row.DueOn, Assert.Single(await host.AllAsync<global::Engine.OfficerTask>()).DueOn);
        Assert.Contains("deadline-extended KN1.RESOLVE", host.Effects.Told);
    }

    [Fact, Shows("DonThu.ExtendTimeLimit")]
    public async Task ExtendTimeLimit_NoneOfThemRuns_IsRefused()
    {
        await using var host = await StartedAsync(Extended("KN1.ACCEPT"));
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.RaiseAsync("extend"));
        Assert.Equal(("time-limit.not-running", 409), (refused.Rule, refused.Status));
    }

    [Fact, Shows("DonThu.SuspendTimeLimits"), Shows("DonThu.ResumeTimeLimits")]
    public async Task SuspendAndResume_TheDaysBetweenAreNotCounted_AndTheTaskFollows()
    {
        await using var host = await StartedAsync(Suspended("TC.RESOLVE"));
        var before = Assert.Single(await host.AllAsync<DeadlineRow>()).DueOn;
        host.MoveTo(Received.AddDays(2));
        await host.RaiseAsync("suspend");
        Assert.True(Assert.Single(await host.AllAsync<DeadlineRow>()).IsSuspended);
        Assert.Null(Assert.Single(await host.AllAsync<global::Engine.OfficerTask>()).DueOn);

        host.MoveTo(Received.AddDays(22));
        await host.RaiseAsync("resume");
        var row = Assert.Single(await host.AllAsync<DeadlineRow>());
        Assert.False(row.IsSuspended);
        Assert.InRange(row.DueOn.DayNumber - before.DayNumber, 18, 24);
        Assert.Equal(row.DueOn, Assert.Single(await host.AllAsync<global::Engine.OfficerTask>()).DueOn);
        Assert.Equal(["deadline-suspended TC.RESOLVE", "deadline-resumed TC.RESOLVE"], host.Effects.Told.Where(told => told.Contains("TC.RESOLVE", StringComparison.Ordinal)).Skip(1));
    }

    [Fact, Shows("DonThu.SuspendTimeLimits"), Shows("DonThu.ResumeTimeLimits")]
    public async Task SuspendAndResume_WhatStandsStillOrRunsAlready_IsPassedOver()
    {
        await using var host = await StartedAsync(Suspended("TC.RESOLVE"));
        await host.RaiseAsync("resume");
        await host.RaiseAsync("suspend");
        await host.RaiseAsync("suspend");
        Assert.Single(Receipt.FromJson(Assert.Single(await host.AllAsync<DeadlineRow>()).Receipt).Suspensions);
        Assert.DoesNotContain("deadline-resumed TC.RESOLVE", host.Effects.Told);
    }

    [Fact, Shows("DonThu.SuspendTimeLimits")]
    public async Task Suspend_ALimitTheLawDoesNotLetStand_IsRefusedAndNothingIsKept()
    {
        await using var host = await StartedAsync(Suspended("TCD.REPLY"));
        await Assert.ThrowsAsync<RuleViolation>(() => host.RaiseAsync("suspend"));
        Assert.False(Assert.Single(await host.AllAsync<DeadlineRow>()).IsSuspended);
        Assert.True(await host.RaiseAsync("resume"));
    }

    private static Flow Extended(string running) => Begin().StartLimit("Clock", running).Await("Wait", "extend").End()
        .Step("Task", "DonThu.OfficerTask", ("role", Flow.Literal("officer")), ("outcomes", Flow.Literal(Flow.Outcomes("Done"))), ("limits", Flow.Literal(new[] { running })))
        .Step("Extend", "DonThu.ExtendTimeLimit", ("limits", Flow.Literal(new[] { "KN1.RESOLVE.REMOTE", "KN1.RESOLVE" })), ("ground", Flow.Literal("Vụ việc phức tạp")))
        .Path("Start", "Clock").To("Clock", "Task").To("Clock", "Wait").Path("Wait", "Extend", "End").Path("Task", "End");

    private static Flow Suspended(string running) => Begin().StartLimit("Clock", running).Await("Stop", "suspend").Await("Go", "resume").End()
        .Step("Task", "DonThu.OfficerTask", ("role", Flow.Literal("officer")), ("outcomes", Flow.Literal(Flow.Outcomes("Done"))), ("limits", Flow.Literal(new[] { running })))
        .Step("Suspend", "DonThu.SuspendTimeLimits", ("limits", Flow.Literal(Resolve.Append(running).Distinct())), ("ground", Flow.Literal("Chờ giám định")))
        .Step("Resume", "DonThu.ResumeTimeLimits", ("limits", Flow.Literal(Resolve.Append(running).Distinct())))
        .Path("Start", "Clock").To("Clock", "Task").To("Clock", "Stop").To("Clock", "Go").Path("Stop", "Suspend", "Stop").Path("Go", "Resume", "Go").Path("Task", "End");

    private static async Task<EngineHost> StartedAsync(Flow flow, DateOnly? on = null)
    {
        var host = await EngineHost.CreateAsync(flow.Book(), from: on ?? Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        return host;
    }
}
