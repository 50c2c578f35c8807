using Clock;
using Engine;
using Procedures;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Persistence;
using Xunit;

namespace Unit.Engine;

/// <summary>The first complaint, as far as the worked examples do not show it.</summary>
public sealed class FirstComplaintTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);

    [Fact]
    public async Task Path_ToTheDecision_IsToldToTheOutsideInOrder()
    {
        await using var host = await StartedAsync();
        host.MoveTo(new DateOnly(2026, 7, 9));
        await host.CompleteAsync("CheckAcceptance", "Accept");

        Assert.Equal(
            [
                "deadline-started KN1.ACCEPT", "task-assigned CheckAcceptance 1", "task-ended CheckAcceptance Completed",
                "deadline-stopped KN1.ACCEPT Met", "document 03", "notified Your complaint has been accepted.",
                "deadline-started KN1.RESOLVE", "task-assigned Recheck 1",
            ],
            host.Effects.Told);
    }

    [Fact]
    public async Task Task_KeepsFormArticleAndDueDate()
    {
        await using var host = await StartedAsync();
        var task = (await host.AllAsync<OfficerTask>()).Single();

        Assert.Equal("officer", task.Role);
        Assert.Equal(new DateOnly(2026, 7, 15), task.DueOn);
        Assert.Equal((await host.AllAsync<DeadlineRow>()).Single().Id, task.DeadlineId);
        Assert.Contains("Điều 11", task.Article, StringComparison.Ordinal);
        Assert.Equal(["Accept", "Refuse"], task.Outcomes.Select(outcome => outcome.Name));
        var ground = task.Form[0];
        Assert.Equal(("ground", FieldType.Choice, 9), (ground.Name, ground.Type, ground.Choices!.Count));
        Assert.True(ground.IsRequiredFor("Refuse"));
        Assert.False(ground.IsRequiredFor("Accept"));
    }

    [Theory]
    [InlineData(0, "KN1.ACCEPT")]
    [InlineData(1, "KN1.RESOLVE")]
    [InlineData(2, "KN1.RESOLVE")]
    [InlineData(3, "KN1.RESOLVE")]
    [InlineData(4, "KN1.RESOLVE")]
    public async Task Withdrawal_AtEachStage_EndsTheCaseAndItsClocks(int stage, string running)
    {
        await using var host = await StartedAsync();
        await AdvanceAsync(host, stage);
        Assert.Contains(running, (await host.RunningAsync()).Keys);

        Assert.True(await host.RaiseAsync("complaint-withdrawn"));

        var instance = await host.InstanceAsync();
        Assert.Equal((InstanceStatus.Finished, "withdrawn"), (instance.Status, instance.Outcome));
        Assert.Empty(await host.OpenTasksAsync());
        Assert.Empty(await host.RunningAsync());
        Assert.Empty(await host.AllAsync<Bookmark>());
        Assert.Contains("14a", (await host.AllAsync<IssuedDocument>()).Select(document => document.Form));
        Assert.Equal(DeadlineState.Cancelled, (await host.AllAsync<DeadlineRow>()).Single(row => row.Limit == running).State);
    }

    [Fact]
    public async Task Withdrawal_AfterTheDecision_IsNotAwaited()
    {
        await using var host = await StartedAsync();
        await AdvanceAsync(host, stage: 5);
        await using var work = host.Begin();

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => work.Runner.RaiseEventAsync(
            work.Db, EngineHost.CaseId, "complaint-withdrawn", null, null, TestContext.Current.CancellationToken));

        Assert.Equal(("procedure.not-awaited", 409), (refused.Rule, refused.Status));
        Assert.Equal(["Publish", "SendDecision"], await host.OpenTasksAsync());
    }

    [Fact]
    public async Task Withdrawal_Twice_IsTakenOnce()
    {
        await using var host = await StartedAsync();
        Assert.True(await host.RaiseAsync("complaint-withdrawn"));
        Assert.False(await host.RaiseAsync("complaint-withdrawn"));
        Assert.Single(host.Effects.Told, told => told == "closed withdrawn");
    }

    [Fact]
    public async Task Complexity_LengthensTheDeadlineAndTheTaskThatServesIt()
    {
        await using var host = await StartedAsync();
        await AdvanceAsync(host, stage: 1);

        await host.RaiseAsync("complexity-determined", null, ("ground", "Điều 3a.1"), ("document", "07/BC"));

        var deadline = (await host.AllAsync<DeadlineRow>()).Single(row => row.Limit == "KN1.RESOLVE");
        Assert.True(deadline.IsExtended);
        Assert.Equal(new DateOnly(2026, 8, 24), deadline.DueOn);
        var extension = Assert.Single(Receipt.FromJson(deadline.Receipt).Extensions);
        Assert.Equal(("Điều 3a.1", "07/BC", 45), (extension.Ground, extension.Document, extension.TotalLength));
        Assert.Equal(deadline.DueOn, (await host.AllAsync<OfficerTask>()).Single(task => task.ActivityId == "Recheck").DueOn);
        Assert.Contains("task-assigned Recheck 2", host.Effects.Told);
    }

    [Fact]
    public async Task Complexity_BeforeAcceptance_IsRefusedAndMayComeAgain()
    {
        await using var host = await StartedAsync();
        var refused = await Assert.ThrowsAsync<RuleViolation>(
            () => host.RaiseAsync("complexity-determined", null, ("ground", "x"), ("document", "y")));
        Assert.Equal("time-limit.not-running", refused.Rule);

        await AdvanceAsync(host, stage: 1);
        Assert.True(await host.RaiseAsync("complexity-determined", null, ("ground", "x"), ("document", "y")));
        Assert.False(await host.RaiseAsync("complexity-determined", null, ("ground", "x"), ("document", "y")));
    }

    [Fact]
    public async Task Complexity_WithoutDocument_NamesTheField()
    {
        await using var host = await StartedAsync();
        await AdvanceAsync(host, stage: 1);
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.RaiseAsync("complexity-determined", null, ("ground", "x")));
        Assert.Equal(("procedure.payload", 422), (refused.Rule, refused.Status));
        Assert.Equal("required", Assert.IsAssignableFrom<IDictionary<string, string>>(refused.Details["fields"])["document"]);
    }

    [Fact]
    public async Task Complexity_AfterThePeriodIsOver_IsRefusedByTheClock()
    {
        await using var host = await StartedAsync();
        await AdvanceAsync(host, stage: 1);
        host.MoveTo(new DateOnly(2026, 8, 11));
        var refused = await Assert.ThrowsAsync<RuleViolation>(
            () => host.RaiseAsync("complexity-determined", null, ("ground", "x"), ("document", "y")));
        Assert.Equal(ClockRules.Expired, refused.Rule);
        Assert.Contains("Điều 28", refused.LegalBasis, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Effect_OnTheLastDay_HasNotPassed()
    {
        await using var host = await StartedAsync();
        await AdvanceAsync(host, stage: 5);
        var due = (await host.RunningAsync())["KN1.EFFECT"];

        host.MoveTo(due);
        await host.SweepAsync();
        Assert.Contains("KN1.EFFECT", (await host.RunningAsync()).Keys);

        host.MoveTo(due.AddDays(1));
        await host.SweepAsync();
        var effect = (await host.AllAsync<DeadlineRow>()).Single(row => row.Limit == "KN1.EFFECT");
        Assert.Equal((DeadlineState.Elapsed, false), (effect.State, effect.IsDuty));
    }

    [Fact]
    public async Task Close_WaitsForThirtyDaysAfterReceipt()
    {
        await using var host = await StartedAsync();
        await AdvanceAsync(host, stage: 5);
        host.MoveTo(new DateOnly(2026, 8, 7));
        await host.CompleteAsync("Publish", "Published", new { publishedOn = "2026-08-03", method = "meeting" });
        await host.CompleteAsync("SendDecision", "Sent", new { sentOn = "2026-07-31", receivedOn = "2026-08-07" });

        host.MoveTo((await host.RunningAsync())["KN1.EFFECT"].AddDays(1));
        await host.SweepAsync();
        Assert.Equal(InstanceStatus.Running, (await host.InstanceAsync()).Status);

        host.MoveTo((await host.RunningAsync())["KN2.FILE"].AddDays(1));
        await host.SweepAsync();
        Assert.Equal("resolved", (await host.InstanceAsync()).Outcome);
    }

    [Fact]
    public async Task Dialogue_NoticeTooShort_IsRefusedWithTheArticle()
    {
        await using var host = await StartedAsync();
        await AdvanceAsync(host, stage: 3);
        host.MoveTo(new DateOnly(2026, 7, 24));
        var refused = await Assert.ThrowsAsync<RuleViolation>(
            () => host.CompleteAsync("HoldDialogue", "Held", new { noticeOn = "2026-07-20", heldOn = "2026-07-24" }));
        Assert.Equal(("task.notice-too-late", 422), (refused.Rule, refused.Status));
        Assert.Equal(("noticeOn", "2026-07-17"), (refused.Details["field"], refused.Details["latest"]));
        Assert.Contains("Điều 28.1", refused.LegalBasis, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BeforeAnyVersion_IsRefused()
    {
        await using var host = await EngineHost.CreateAsync();
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.StartAsync(EngineHost.Facts(new DateOnly(2011, 1, 3))));
        Assert.Equal("procedure.not-in-force", refused.Rule);
    }

    [Fact]
    public async Task Start_PicksTheVersionOfTheDayOfReceipt()
    {
        await using var host = await EngineHost.CreateAsync();
        await host.StartAsync(EngineHost.Facts(new DateOnly(2026, 6, 30)));
        Assert.Equal(new DateOnly(2012, 7, 1), (await host.InstanceAsync()).InForceFrom);
        Assert.Equal(["KN1.ACCEPT", "KN1.ACCEPT.ND"], (await host.RunningAsync()).Keys.Order());
    }

    [Fact]
    public async Task History_SaysWhoDidWhat()
    {
        await using var host = await StartedAsync();
        await host.CompleteAsync("CheckAcceptance", "Accept", user: "officer-7");
        var entry = Assert.Single(await host.AllAsync<HistoryEntry>(), entry => entry.WhatEn.StartsWith("Task completed", StringComparison.Ordinal));
        Assert.Equal("officer-7", entry.Who);
        Assert.Equal("Hoàn thành “Kiểm tra điều kiện thụ lý”: Thụ lý", entry.WhatVi);
        Assert.Contains(await host.AllAsync<AuditEntry>(), audit => audit.Action == "OfficerTask.Modified");
    }

    private static async Task<EngineHost> StartedAsync()
    {
        var host = await EngineHost.CreateAsync(from: Received);
        await host.StartAsync(EngineHost.Facts(Received));
        return host;
    }

    /// <summary>1 accepted, 2 rechecked, 3 verified with different positions, 4 dialogue held, 5 decided.</summary>
    private static async Task AdvanceAsync(EngineHost host, int stage)
    {
        if (stage >= 1)
        {
            host.MoveTo(new DateOnly(2026, 7, 9));
            await host.CompleteAsync("CheckAcceptance", "Accept");
        }

        if (stage >= 2) await host.CompleteAsync("Recheck", "VerificationNeeded");
        if (stage >= 3) await host.CompleteAsync("Verify", "PositionsDiffer", new { summary = "s" });
        if (stage >= 4)
        {
            host.MoveTo(new DateOnly(2026, 7, 27));
            await host.CompleteAsync("HoldDialogue", "Held", new { noticeOn = "2026-07-20", heldOn = "2026-07-27" });
        }

        if (stage < 5) return;
        host.MoveTo(new DateOnly(2026, 7, 30));
        await host.CompleteAsync("Decide", "Rejected", new { decisionNumber = "1/QĐ", signedOn = "2026-07-30" });
    }
}
