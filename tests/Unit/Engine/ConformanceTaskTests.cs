using Engine;
using Shared.Deadlines;
using Shared.Hosting;
using Xunit;
using static Unit.Engine.FlowSteps;

namespace Unit.Engine;

/// <summary>Work that waits for a person, and dialogues.</summary>
public sealed class ConformanceTaskTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);

    [Fact, Shows("DonThu.OfficerTask")]
    public async Task OfficerTask_Waits_AndGoesTheWayOfItsOutcomeWithTheFormsValues()
    {
        object[] form = [new { name = "number", type = "text", labelVi = "Số", labelEn = "Number", variable = "number" }];
        await using var host = await StartedAsync(Begin().Variable("number")
            .Step("Task", "DonThu.OfficerTask", ("role", Flow.Literal("officer")), ("outcomes", Flow.Literal(Flow.Outcomes("Yes", "No"))), ("form", Flow.Literal(form)))
            .Step("Issue", "DonThu.IssueDocument", ("form", Flow.Literal("01")), ("title", Flow.Literal(new { vi = "Văn bản", en = "Document" })),
                ("number", Flow.Of("Variable", "number"))).Say("No").End()
            .Path("Start", "Task").To("Task", "Issue", "Yes").To("Task", "No", "No").Path("Issue", "End").Path("No", "End"));
        await host.CompleteAsync("Task", "Yes", new { number = " 12/QĐ " });
        Assert.Equal("12/QĐ", Assert.Single(await host.AllAsync<IssuedDocument>()).Number);
        Assert.Empty(host.Said());
    }

    [Fact, Shows("DonThu.OfficerTask")]
    public async Task OfficerTask_ASecondBranchThatComesToIt_FindsItOpen()
    {
        await using var host = await StartedAsync(Begin().Fork("Fork", "a", "b").Await("A", "a").Await("B", "b").Task("Task").Say("After").End()
            .Path("Start", "Fork").To("Fork", "A", "a").To("Fork", "B", "b").Path("A", "Task", "After", "End").Path("B", "Task"));
        await host.RaiseAsync("a");
        await host.RaiseAsync("b");
        Assert.Single(await host.OpenTasksAsync());
        await host.CompleteAsync("Task", "Done");
        Assert.Equal(["After"], host.Said());
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
    }

    [Fact, Shows("DonThu.OfficerTask")]
    public async Task OfficerTask_LoopBackToIt_OpensANewOne()
    {
        await using var host = await StartedAsync(Begin().Task("Task", "Again", "Good").End().Path("Start", "Task").To("Task", "Task", "Again").To("Task", "End", "Good"));
        await host.CompleteAsync("Task", "Again");
        await host.CompleteAsync("Task", "Again");
        await host.CompleteAsync("Task", "Good");
        Assert.Equal(["Again", "Again", "Good"], (await host.AllAsync<OfficerTask>()).Select(task => task.Outcome).Order());
    }

    [Fact, Shows("DonThu.OfficerTask")]
    public async Task OfficerTask_OfALimitThatStandsStill_HasNoDueDayUntilItRunsAgain()
    {
        await using var host = await StartedAsync(Begin().StartLimit("Clock", "TC.RESOLVE")
            .Step("Suspend", "DonThu.SuspendTimeLimits", ("limits", Flow.Literal(new[] { "TC.RESOLVE" })), ("ground", Flow.Literal("Chờ giám định")))
            .Step("Resume", "DonThu.ResumeTimeLimits", ("limits", Flow.Literal(new[] { "TC.RESOLVE" }))).Await("Wait", "a").End()
            .Step("Task", "DonThu.OfficerTask", ("role", Flow.Literal("officer")), ("outcomes", Flow.Literal(Flow.Outcomes("Done"))),
                ("limits", Flow.Literal(new[] { "TC.RESOLVE" })))
            .Path("Start", "Clock", "Suspend").To("Suspend", "Task").To("Suspend", "Wait").Path("Wait", "Resume", "End").Path("Task", "End"));
        Assert.Null(Assert.Single(await host.AllAsync<OfficerTask>()).DueOn);

        host.MoveTo(Received.AddDays(20));
        await host.RaiseAsync("a");
        Assert.Equal(Assert.Single(await host.AllAsync<DeadlineRow>()).DueOn, Assert.Single(await host.AllAsync<OfficerTask>()).DueOn);
    }

    [Fact, Shows("DonThu.OfficerTask")]
    public async Task NotBy_WhoDidTheOtherStep_IsRefusedAndAnybodyElseIsNot()
    {
        await using var host = await StartedAsync(FourEyes());
        await host.CompleteAsync("A", "Done", user: "u1");
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync("B", "Done", user: "u1"));
        Assert.Equal(("task.four-eyes", 409), (refused.Rule, refused.Status));
        Assert.Equal(["A"], Assert.IsAssignableFrom<IEnumerable<string>>(refused.Details["steps"]));
        Assert.Equal(["B"], await host.OpenTasksAsync());
        await host.CompleteAsync("B", "Done", user: "u2");
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
    }

    [Fact, Shows("DonThu.OfficerTask")]
    public async Task NotBy_BothStepsInOneTransaction_IsRefusedToo()
    {
        await using var host = await StartedAsync(FourEyes());
        await using var work = host.Begin();
        await work.Runner.CompleteTaskAsync(work.Db, await work.OpenTaskAsync("A"), "Done", null, null, "u1", TestContext.Current.CancellationToken);
        var second = work.Db.Set<OfficerTask>().Local.Single(task => task.ActivityId == "B");
        var refused = await Assert.ThrowsAsync<RuleViolation>(() =>
            work.Runner.CompleteTaskAsync(work.Db, second, "Done", null, null, "u1", TestContext.Current.CancellationToken));
        Assert.Equal("task.four-eyes", refused.Rule);
    }

    [Fact, Shows("DonThu.OfficerTask")]
    public async Task Candidate_WhoDidTheStepTheDefinitionNames_IsProposedAndAnybodyElseMayTakeIt()
    {
        await using var host = await StartedAsync(
            Begin().TaskFor("A", "officer").TaskFor("B", "officer").TaskFor("C", "head", "A").End().Path("Start", "A", "B", "C", "End"));
        Assert.Null(await CandidateAsync(host, "A"));
        await host.CompleteAsync("A", "Done", user: "u1");
        await host.CompleteAsync("B", "Done", user: "u2");
        Assert.Equal("u1", await CandidateAsync(host, "C"));
        await host.CompleteAsync("C", "Done", user: "u3");
        Assert.Equal(InstanceStatus.Finished, (await host.InstanceAsync()).Status);
    }

    [Fact, Shows("DonThu.OfficerTask")]
    public async Task Candidate_NobodyNamed_IsWhoLastDidAStepOfTheSameRoleUnlessTheyMayNot()
    {
        await using var host = await StartedAsync(Begin().TaskFor("A", "officer").TaskFor("Head", "head").TaskFor("B", "officer")
            .TaskNotBy("C", ["B"]).End().Path("Start", "A", "Head", "B", "C", "End"));
        await host.CompleteAsync("A", "Done", user: "u1");
        Assert.Null(await CandidateAsync(host, "Head"));
        await host.CompleteAsync("Head", "Done", user: "h1");
        Assert.Equal("u1", await CandidateAsync(host, "B"));
        await host.CompleteAsync("B", "Done", user: "u1");
        Assert.Null(await CandidateAsync(host, "C"));
    }

    private static async Task<string?> CandidateAsync(EngineHost host, string activity) =>
        (await host.AllAsync<OfficerTask>()).Single(task => task.ActivityId == activity).Candidate;

    [Theory, Shows("DonThu.HoldDialogue")]
    [InlineData("Held", "minutes")]
    [InlineData("Absent", "reason")]
    [InlineData("NotHeld", "reason")]
    public async Task HoldDialogue_HasThreeOutcomes_EachWithWhatItMustSay(string outcome, string needed)
    {
        await using var host = await StartedAsync(Dialogue());
        host.MoveTo(new DateOnly(2026, 8, 3));
        var dates = outcome == "NotHeld" ? new Dictionary<string, string>() : new() { ["noticeOn"] = "2026-07-20", ["heldOn"] = "2026-07-31" };
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync("Dialogue", outcome, dates));
        Assert.Equal(("task.form", 422), (refused.Rule, refused.Status));
        Assert.Equal([needed], Assert.IsType<SortedDictionary<string, string>>(refused.Details["fields"]).Keys);

        dates[needed] = "05/BB";
        await host.CompleteAsync("Dialogue", outcome, dates);
        Assert.Equal([outcome], host.Said());
        if (outcome == "Held") Assert.Equal(("05/BB", new DateOnly(2026, 7, 31)), await IssuedAsync(host));
    }

    [Fact, Shows("DonThu.HoldDialogue")]
    public async Task HoldDialogue_NoticeGivenTooLate_IsRefusedWithTheLastDay()
    {
        await using var host = await StartedAsync(Dialogue());
        host.MoveTo(new DateOnly(2026, 8, 3));
        var late = new { noticeOn = "2026-07-28", heldOn = "2026-07-31", minutes = "05/BB" };
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync("Dialogue", "Held", late));
        Assert.Equal(("task.notice-too-late", 422), (refused.Rule, refused.Status));
        var latest = Assert.IsType<string>(refused.Details["latest"]);
        Assert.Equal("noticeOn", refused.Details["field"]);
        await host.CompleteAsync("Dialogue", "Held", new { noticeOn = latest, heldOn = "2026-07-31", minutes = "05/BB" });
        Assert.Equal(["Held"], host.Said());
    }

    private static async Task<(string, DateOnly)> IssuedAsync(EngineHost host)
    {
        var issued = Assert.Single(await host.AllAsync<IssuedDocument>());
        return (issued.Number, issued.IssuedOn);
    }

    private static Flow FourEyes() => Begin().Task("A").TaskNotBy("B", ["A"]).End().Path("Start", "A", "B", "End");

    private static Flow Dialogue() => Begin().Variable("on").Variable("number")
        .Step("Dialogue", "DonThu.HoldDialogue", ("role", Flow.Literal("head")), ("notice", Flow.Literal("KN.DIALOGUE.NOTICE.BEFORE")),
            ("heldOn", Flow.Literal("on")), ("minutes", Flow.Literal("number")))
        .Step("Minutes", "DonThu.IssueDocument", ("form", Flow.Literal("09")), ("title", Flow.Literal(new { vi = "Biên bản", en = "Minutes" })),
            ("number", Flow.Of("Variable", "number")), ("issuedOn", Flow.Of("Variable", "on")))
        .Say("Held").Say("Absent").Say("NotHeld").End()
        .Path("Start", "Dialogue").To("Dialogue", "Held", "Held").To("Dialogue", "Absent", "Absent").To("Dialogue", "NotHeld", "NotHeld")
        .Path("Held", "Minutes", "End").Path("Absent", "End").Path("NotHeld", "End");

    private static async Task<EngineHost> StartedAsync(Flow flow)
    {
        var host = await EngineHost.CreateAsync(flow.Book(), from: Received);
        await host.StartAsync(EngineHost.Facts(Received), "test");
        return host;
    }
}
