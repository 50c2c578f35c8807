using Engine;
using Shared.Hosting;
using Xunit;
using static Unit.Engine.FlowSteps;

namespace Unit.Engine;

/// <summary>What comes from outside, and what goes out.</summary>
public sealed class ConformanceEventTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);
    private static readonly (string, object) Title = ("title", Flow.Literal(new { vi = "Quyết định", en = "Decision" }));

    [Fact, Shows("DonThu.AwaitEvent")]
    public async Task AwaitEvent_TakesItsOwnNameAndKey_Once()
    {
        await using var host = await StartedAsync(Begin()
            .Step("Wait", "DonThu.AwaitEvent", ("event", Flow.Literal("deadline-passed")), ("key", Flow.Literal("KN1.EFFECT"))).Say("After").End()
            .Path("Start", "Wait", "After", "End"));
        Assert.False(await host.RaiseAsync("deadline-passed"));
        Assert.False(await host.RaiseAsync("deadline-passed", "KN1.SEND"));
        Assert.True(await host.RaiseAsync("deadline-passed", "KN1.EFFECT"));
        Assert.False(await host.RaiseAsync("deadline-passed", "KN1.EFFECT"));
        Assert.Equal(["After"], host.Said());
    }

    [Fact, Shows("DonThu.AwaitEvent")]
    public async Task AwaitEvent_LoopBackToIt_TakesTheNext()
    {
        await using var host = await StartedAsync(Begin().Await("Wait", "a").Say("Again").Await("Stop", "stop").Step("Finish", "Elsa.Finish")
            .Path("Start", "Wait", "Again", "Wait").Path("Start", "Stop", "Finish"));
        for (var round = 0; round < 3; round++) Assert.True(await host.RaiseAsync("a"));
        Assert.Equal(["Again", "Again", "Again"], host.Said());
        Assert.Equal(["Stop", "Wait"], (await host.AllAsync<Bookmark>()).Select(wait => wait.ActivityId).Order());
    }

    [Fact, Shows("DonThu.AwaitEvent")]
    public async Task AwaitEvent_TwoThatWaitForTheSame_BothTakeIt_UnlessTheFirstEndsTheOther()
    {
        await using var both = await StartedAsync(Begin().Await("A", "a").Await("B", "a").Say("SayA").Say("SayB").End()
            .To("Start", "A").To("Start", "B").Path("A", "SayA", "End").Path("B", "SayB", "End"));
        Assert.True(await both.RaiseAsync("a"));
        Assert.Equal(["SayA", "SayB"], both.Said().Order());

        await using var one = await StartedAsync(Begin().Await("A", "a").Await("B", "a").Step("Finish", "Elsa.Finish")
            .To("Start", "A").To("Start", "B").Path("A", "Finish").Path("B", "Finish"));
        Assert.True(await one.RaiseAsync("a"));
        Assert.Equal(InstanceStatus.Finished, (await one.InstanceAsync()).Status);
    }

    [Fact, Shows("DonThu.AwaitEvent")]
    public async Task AwaitEvent_ClosedWhenTrue_IsNotTaken_AndGoesOnWaiting()
    {
        await using var host = await StartedAsync(Begin().Variable("closed")
            .Step("Wait", "DonThu.AwaitEvent", ("event", Flow.Literal("a")), ("closedWhen", Flow.Of("Variable", "closed"))).Say("After").End()
            .Await("Shut", "shut").Await("Open", "open").Set("SetShut", "closed", Flow.Literal("true")).Set("SetOpen", "closed", Flow.Literal("false"))
            .To("Start", "Wait").To("Start", "Shut").Path("Wait", "After", "End").Path("Shut", "SetShut", "Open", "SetOpen", "End"));
        await host.RaiseAsync("shut");
        Assert.False(await host.RaiseAsync("a"));
        await using (var work = host.Begin())
        {
            var refused = await Assert.ThrowsAsync<RuleViolation>(() =>
                work.Runner.RaiseEventAsync(work.Db, EngineHost.CaseId, "a", null, null, TestContext.Current.CancellationToken));
            Assert.Equal(("procedure.not-awaited", 409), (refused.Rule, refused.Status));
        }

        await host.RaiseAsync("open");
        Assert.True(await host.RaiseAsync("a"));
        Assert.Equal(["After"], host.Said());
    }

    [Theory, Shows("DonThu.AwaitEvent")]
    [InlineData("", "required")]
    [InlineData("6/7/2026", "invalid")]
    [InlineData("2026-07-07", "future")]
    public async Task AwaitEvent_PayloadIsChecked_AndItsVariablesAreSet(string on, string fault)
    {
        await using var host = await StartedAsync(Begin().Variable("day").Step("Wait", "DonThu.AwaitEvent", ("event", Flow.Literal("a")),
                ("payload", Flow.Literal(new object[] { new { name = "on", variable = "day", required = true, type = "date" } })))
            .Step("Issue", "DonThu.IssueDocument", ("form", Flow.Literal("01")), Title, ("issuedOn", Flow.Of("Variable", "day"))).End()
            .Path("Start", "Wait", "Issue", "End"));
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.RaiseAsync("a", null, ("on", on)));
        Assert.Equal(("procedure.payload", 422), (refused.Rule, refused.Status));
        Assert.Equal(fault, Assert.IsType<SortedDictionary<string, string>>(refused.Details["fields"])["on"]);
        Assert.True(await host.RaiseAsync("a", null, ("on", " 2026-07-02 ")));
        Assert.Equal(new DateOnly(2026, 7, 2), Assert.Single(await host.AllAsync<IssuedDocument>()).IssuedOn);
    }

    [Fact, Shows("DonThu.IssueDocument"), Shows("DonThu.Notify")]
    public async Task IssueDocument_WithoutANumber_IsCountedWithinTheCase_AndNotifyTellsTheSender()
    {
        await using var host = await StartedAsync(Begin()
            .Step("First", "DonThu.IssueDocument", ("form", Flow.Literal("01")), Title)
            .Step("Second", "DonThu.IssueDocument", ("form", Flow.Literal("02")), Title, ("forCitizen", Flow.Literal(true))).Say("Hello").End()
            .Path("Start", "First", "Second", "Hello", "End"));
        var issued = (await host.AllAsync<IssuedDocument>()).OrderBy(one => one.Form).ToList();
        Assert.EndsWith("-1", issued[0].Number, StringComparison.Ordinal);
        Assert.EndsWith("-2", issued[1].Number, StringComparison.Ordinal);
        Assert.Equal([false, true], issued.Select(one => one.ForCitizen));
        Assert.Equal(["document 01", "document 02", "notified Hello"], host.Effects.Told);
    }

    [Fact, Shows("DonThu.Publish")]
    public async Task Publish_TellsTheManner_AndUntilWhenItStays()
    {
        await using var host = await StartedAsync(Begin().Step("Publish", "DonThu.Publish", ("form", Flow.Literal("01")), Title,
            ("manner", Flow.Literal("posting")), ("limit", Flow.Literal("KN.PUBLISH.POST.MIN"))).End().Path("Start", "Publish", "End"));
        Assert.Equal(["published 01 posting"], host.Effects.Told);
        var until = Law.Clock.Start("KN.PUBLISH.POST.MIN", Received).DueOn;
        Assert.Contains(await host.AllAsync<HistoryEntry>(), entry => entry.WhatEn.Contains($"at least until {until:yyyy-MM-dd}", StringComparison.Ordinal));
        Assert.Empty(await host.RunningAsync());
    }

    [Fact, Shows("DonThu.Publish")]
    public async Task Publish_InAMannerTheLawDoesNotKnow_IsRefused()
    {
        await using var host = await StartedAsync(Begin().Variable("manner").Step("Wait", "DonThu.AwaitEvent", ("event", Flow.Literal("a")),
                ("payload", Flow.Literal(new object[] { new { name = "manner", variable = "manner" } })))
            .Step("Publish", "DonThu.Publish", ("form", Flow.Literal("01")), Title, ("manner", Flow.Of("Variable", "manner"))).End().Path("Start", "Wait", "Publish", "End"));
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.RaiseAsync("a", null, ("manner", "shouting")));
        Assert.Equal(("procedure.payload", 422), (refused.Rule, refused.Status));
        Assert.True(await host.RaiseAsync("a", null, ("manner", "portal")));
    }

    [Fact, Shows("DonThu.TransferSubmission")]
    public async Task TransferSubmission_IsAskedForWithBodyAndReason_AndTheProcedureGoesOn()
    {
        await using var host = await StartedAsync(Begin()
            .Step("Transfer", "DonThu.TransferSubmission", ("to", Flow.Literal("ubnd-tinh")), ("reason", Flow.Literal("Không thuộc thẩm quyền")))
            .Close("Close", "transferred").End().Path("Start", "Transfer", "Close", "End"));
        Assert.Equal(["transfer ubnd-tinh", "closed transferred"], host.Effects.Told);
        Assert.Contains(await host.AllAsync<HistoryEntry>(), entry => entry is { ActivityId: "Transfer", Ground: "Không thuộc thẩm quyền" });
    }

    [Fact, Shows("DonThu.CloseCase")]
    public async Task CloseCase_RecordsTheOutcome_CancelsWhatWaits_AndMayDoMore()
    {
        await using var host = await StartedAsync(Begin().StartLimit("Clock", "TCD.REPLY").Task("Task").Await("Wait", "a").Close("Close", "withdrawn").Say("After").End()
            .To("Start", "Clock").To("Start", "Wait").Path("Clock", "Task", "End").Path("Wait", "Close", "After", "End"));
        await host.RaiseAsync("a");
        var instance = await host.InstanceAsync();
        Assert.Equal((InstanceStatus.Finished, "withdrawn", Received), (instance.Status, instance.Outcome, instance.EndedOn));
        Assert.Empty(await host.OpenTasksAsync());
        Assert.Empty(await host.RunningAsync());
        Assert.Empty(await host.AllAsync<Bookmark>());
        Assert.Equal(["After"], host.Said());
    }

    private static async Task<EngineHost> StartedAsync(Flow flow)
    {
        var host = await EngineHost.CreateAsync(flow.Book(), from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        return host;
    }
}
