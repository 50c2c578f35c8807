using Engine;
using Procedures;
using Shared.Deadlines;
using Shared.Hosting;
using Xunit;
using static Unit.Engine.FlowSteps;

namespace Unit.Engine;

/// <summary>What becomes of a task before it is completed, and who may have done what for whom.</summary>
public sealed class TaskDeskTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);
    private static readonly Person Lan = new("u1", "Chị Lan");
    private static readonly Person Minh = new("u2", "Anh Minh");

    [Fact]
    public async Task HandOver_ByWhoHoldsIt_IsWrittenDownWithWhoToWhomAndWhy()
    {
        await using var host = await StartedAsync(Begin().Task("A").End().Path("Start", "A", "End"));
        await host.WithTaskAsync("A", (work, task) => work.Desk.Claim(work.Db, task, Lan));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.WithTaskAsync("A", (work, task) => work.Desk.HandOver(work.Db, task, "u1", asHead: false, Minh, insteadOf: null, "Đi công tác"));

        var handed = Assert.Single(await host.AllAsync<OfficerTask>());
        Assert.Equal(("u2", "Anh Minh", 3), (handed.Assignee, handed.AssigneeName, handed.Revision));
        var entry = (await host.AllAsync<HistoryEntry>()).MaxBy(one => one.At)!;
        Assert.Equal(("u1", "Đi công tác", handed.Id), (entry.Who, entry.Ground, entry.TaskId));
        Assert.Equal("Chuyển “A” từ Chị Lan sang Anh Minh", entry.WhatVi);
        Assert.Equal(3, host.Effects.Told.Count(told => told.StartsWith("task-assigned", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task HandOver_ByWhoDoesNotHoldIt_IsRefusedAndAHeadIsNot()
    {
        await using var host = await StartedAsync(Begin().Task("A").End().Path("Start", "A", "End"));
        await using var work = host.Begin();
        var task = await work.OpenTaskAsync("A");
        Assert.Equal("task.not-held", Refused(() => HandOver("u1", asHead: false)).Rule);
        work.Desk.Claim(work.Db, task, Lan);
        var refused = Refused(() => HandOver("u3", asHead: false));
        Assert.Equal(("task.claimed-by-other", 409, "Chị Lan"), (refused.Rule, refused.Status, refused.Details["by"]));
        HandOver("u3", asHead: true);
        Assert.Equal("u2", task.Assignee);

        void HandOver(string by, bool asHead) => work.Desk.HandOver(work.Db, task, by, asHead, Minh, insteadOf: null, "x");
    }

    [Fact]
    public async Task HandOver_ToOneWhoStandsIn_SaysForWhom()
    {
        await using var host = await StartedAsync(Begin().Task("A").End().Path("Start", "A", "End"));
        await host.WithTaskAsync("A", (work, task) => work.Desk.HandOver(work.Db, task, "h1", asHead: true, Minh, insteadOf: Lan, "Giao việc"));
        Assert.Contains(await host.AllAsync<HistoryEntry>(), one => one.WhatVi == "Giao “A” cho Anh Minh (thay Chị Lan)");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.CompleteAsync("A", "Done", user: "u2");
        var done = Assert.Single(await host.AllAsync<OfficerTask>());
        Assert.Equal(("u2", "u1"), (done.CompletedBy, done.InsteadOf));
        Assert.Equal("u1", (await host.AllAsync<HistoryEntry>()).MaxBy(one => one.At)!.InsteadOf);
    }

    [Fact]
    public async Task Complete_InTheStead_OfWhoHoldsIt_IsDoneByOneForTheOther()
    {
        await using var host = await StartedAsync(Begin().Task("A").End().Path("Start", "A", "End"));
        await host.WithTaskAsync("A", (work, task) => work.Desk.Claim(work.Db, task, Lan));
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync("A", "Done", new Doer("u2", "u9")));
        Assert.Equal("task.claimed-by-other", refused.Rule);
        await host.CompleteAsync("A", "Done", new Doer("u2", "u1"));
        var done = Assert.Single(await host.AllAsync<OfficerTask>());
        Assert.Equal(("u2", "u1"), (done.CompletedBy, done.InsteadOf));
    }

    [Fact]
    public async Task Complete_ATaskNobodyHolds_IsDoneForNobodyElse()
    {
        await using var host = await StartedAsync(Begin().Task("A").End().Path("Start", "A", "End"));
        await host.CompleteAsync("A", "Done", new Doer("u2", "u1"));
        Assert.Null(Assert.Single(await host.AllAsync<OfficerTask>()).InsteadOf);
    }

    /// <summary>A was done by the first, in the stead of the second; may the third do B, in the stead of the fourth?</summary>
    [Theory]
    [InlineData("x", null, "y", null, true)]
    [InlineData("x", null, "x", null, false)]
    [InlineData("x", null, "x", "y", false)] // standing in for another does not make them another
    [InlineData("y", null, "x", "y", false)] // who did it may not approve through who stands in
    [InlineData("x", "y", "x", null, false)]
    [InlineData("x", "y", "y", null, false)] // done for them is done by them
    [InlineData("x", "y", "z", "y", false)]
    [InlineData("x", "y", "z", "x", false)]
    [InlineData("x", "y", "z", "w", true)]
    public async Task FourEyes_LooksAtBothWhoStandsInAndForWhom(string didA, string? insteadOfA, string doesB, string? insteadOfB, bool allowed)
    {
        await using var host = await StartedAsync(Begin().Task("A").TaskNotBy("B", ["A"]).End().Path("Start", "A", "B", "End"));
        await HeldByAsync("A", insteadOfA);
        await host.CompleteAsync("A", "Done", new Doer(didA, insteadOfA));
        await HeldByAsync("B", insteadOfB);
        if (allowed)
        {
            await host.CompleteAsync("B", "Done", new Doer(doesB, insteadOfB));
            return;
        }

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync("B", "Done", new Doer(doesB, insteadOfB)));
        Assert.Equal("task.four-eyes", refused.Rule);
        Assert.Equal(["B"], await host.OpenTasksAsync());

        async Task HeldByAsync(string activity, string? absent)
        {
            if (absent is not null) await host.WithTaskAsync(activity, (work, task) => work.Desk.Claim(work.Db, task, new Person(absent, absent)));
        }
    }

    [Fact]
    public async Task Propose_SaysWhom_AndIsWrittenDownOnce()
    {
        await using var host = await StartedAsync(Begin().Task("A").End().Path("Start", "A", "End"));
        await host.WithTaskAsync("A", (work, task) => work.Desk.Propose(work.Db, task, "h1", Minh, "Biết vụ việc"));
        await host.WithTaskAsync("A", (work, task) => work.Desk.Propose(work.Db, task, "h1", Minh, "Biết vụ việc"));
        var proposed = Assert.Single(await host.AllAsync<OfficerTask>());
        Assert.Equal(("u2", (string?)null), (proposed.Candidate, proposed.Assignee));
        Assert.Single(await host.AllAsync<HistoryEntry>(), one => one.WhatVi == "Đề xuất Anh Minh làm “A”" && one.Ground == "Biết vụ việc");
        await host.CompleteAsync("A", "Done", user: "u7");
    }

    [Fact]
    public async Task Escalate_Untaken_IsDoneOnceForEachTimeItLies()
    {
        await using var host = await StartedAsync(Begin().Task("A").End().Path("Start", "A", "End"));
        Assert.Equal(Received, Assert.Single(await host.AllAsync<OfficerTask>()).UntakenSince);
        Assert.Equal(1, await EscalateTwiceAsync(host, EscalationStep.Untaken));
        Assert.NotNull(Assert.Single(await host.AllAsync<OfficerTask>()).UntakenEscalatedAt);

        await host.WithTaskAsync("A", (work, task) => work.Desk.Claim(work.Db, task, Lan));
        Assert.Null(Assert.Single(await host.AllAsync<OfficerTask>()).UntakenEscalatedAt);
        host.MoveTo(Received.AddDays(9));
        await host.WithTaskAsync("A", (work, task) => work.Desk.Release(work.Db, task, "u1"));
        Assert.Equal(Received.AddDays(9), Assert.Single(await host.AllAsync<OfficerTask>()).UntakenSince);
        Assert.Equal(1, await EscalateTwiceAsync(host, EscalationStep.Untaken));
        Assert.Equal(2, (await host.AllAsync<HistoryEntry>()).Count(one => one.WhatVi.StartsWith("Báo người đứng đầu: chưa ai nhận “A”", StringComparison.Ordinal)));

        await host.CompleteAsync("A", "Done");
        Assert.Null(Assert.Single(await host.AllAsync<OfficerTask>()).UntakenSince);
    }

    [Fact]
    public async Task Escalate_DueNear_IsDoneOnceForEachDayItIsDue()
    {
        await using var host = await StartedAsync(Begin().StartLimit("Clock", "TC.RESOLVE")
            .Step("Task", "DonThu.OfficerTask", ("role", Flow.Literal("officer")), ("outcomes", Flow.Literal(Flow.Outcomes("Done"))),
                ("limits", Flow.Literal(new[] { "TC.RESOLVE" }))).Await("Suspended", "suspend").Await("Resumed", "resume")
            .Step("Suspend", "DonThu.SuspendTimeLimits", ("limits", Flow.Literal(new[] { "TC.RESOLVE" })), ("ground", Flow.Literal("Chờ giám định")))
            .Step("Resume", "DonThu.ResumeTimeLimits", ("limits", Flow.Literal(new[] { "TC.RESOLVE" }))).End()
            .Path("Start", "Clock", "Task", "End").Path("Clock", "Suspended", "Suspend", "Resumed", "Resume", "End"));
        Assert.Equal(1, await EscalateTwiceAsync(host, EscalationStep.DueNear));

        await host.RaiseAsync("suspend");
        Assert.Equal(0, await EscalateTwiceAsync(host, EscalationStep.DueNear));
        host.MoveTo(Received.AddDays(10));
        await host.RaiseAsync("resume");
        var moved = Assert.Single(await host.AllAsync<OfficerTask>());
        Assert.Equal((moved.DueOn, null), (moved.UnwarnedDueOn, moved.DueEscalatedAt));
        Assert.Equal(1, await EscalateTwiceAsync(host, EscalationStep.DueNear));
    }

    [Fact]
    public async Task History_OfACompletion_SaysWhatWasFilledInButNotTheWords()
    {
        await using var host = await EngineHost.CreateAsync(from: Received);
        await host.StartAsync(EngineHost.Facts(Received));
        await host.CompleteAsync("CheckAcceptance", "Accept");
        await host.CompleteAsync("Recheck", "RightAtOnce");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.CompleteAsync("Decide", "Upheld", new { decisionNumber = "45/QĐ của ông Thử", signedOn = "2026-07-06" }, user: "h1");
        var entry = (await host.AllAsync<HistoryEntry>()).Where(one => one.Outcome is not null).MaxBy(one => one.At)!;
        Assert.Equal(("h1", "Upheld", "Decide"), (entry.Who, entry.Outcome, entry.ActivityId));
        Assert.Contains("\"signedOn\":\"2026-07-06\"", entry.Input, StringComparison.Ordinal);
        Assert.Contains("\"decisionNumber\":\"…\"", entry.Input, StringComparison.Ordinal);
        Assert.NotNull((await host.AllAsync<OfficerTask>()).Single(task => task.Id == entry.TaskId).DataJson);
    }

    /// <summary>How often the head was told of it, trying twice.</summary>
    private static async Task<int> EscalateTwiceAsync(EngineHost host, EscalationStep step)
    {
        var told = 0;
        for (var time = 0; time < 2; time++)
        {
            var activity = (await host.OpenTasksAsync())[0];
            await host.WithTaskAsync(activity, (work, task) => told += work.Desk.Escalate(work.Db, task, step, "system:escalation") ? 1 : 0);
        }

        return told;
    }

    private static RuleViolation Refused(Action act) => Assert.Throws<RuleViolation>(act);

    private static async Task<EngineHost> StartedAsync(Flow flow)
    {
        var host = await EngineHost.CreateAsync(flow.Book(), from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        return host;
    }
}
