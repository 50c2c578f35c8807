using Engine;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;
using Xunit;

namespace Unit.Engine;

public sealed class OfficerTaskTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);

    [Fact]
    public async Task Complete_Twice_IsRefused()
    {
        await using var host = await StartedAsync();
        await using var work = host.Begin();
        var task = await work.OpenTaskAsync("CheckAcceptance");
        await host.CompleteAsync("CheckAcceptance", "Accept");

        await work.Db.Entry(task).ReloadAsync(TestContext.Current.CancellationToken);
        await RefusedAsync("task.already-completed", 409, () => CompleteAsync(work, task, "Accept"));
        Assert.Single(await host.OpenTasksAsync(), "Recheck");
    }

    [Fact]
    public async Task Complete_UnknownOutcome_ListsTheKnown()
    {
        await using var host = await StartedAsync();
        await using var work = host.Begin();
        var refused = await RefusedAsync("task.unknown-outcome", 422,
            async () => await CompleteAsync(work, await work.OpenTaskAsync("CheckAcceptance"), "Forget"));
        Assert.Equal(["Accept", "Refuse"], Assert.IsType<string[]>(refused.Details["outcomes"]));
    }

    [Fact]
    public async Task Complete_BadForm_NamesEveryField()
    {
        await using var host = await StartedAsync();
        await using var work = host.Begin();
        var task = await work.OpenTaskAsync("CheckAcceptance");
        await Fields(work, task, "Refuse", null, ("ground", "required"));
        await Fields(work, task, "Refuse", new { ground = "12.1", reasons = "x" }, ("ground", "invalid"), ("reasons", "unknown"));
        await Fields(work, task, "Accept", new { noticeNumber = new string('9', 61) }, ("noticeNumber", "too-long"));
        await Fields(work, task, "Accept", new { noticeNumber = new[] { 1 } }, ("noticeNumber", "invalid"));
    }

    [Fact]
    public async Task Complete_DateOfTheFuture_IsRefused()
    {
        await using var host = await StartedAsync();
        await host.CompleteAsync("CheckAcceptance", "Accept");
        await host.CompleteAsync("Recheck", "RightAtOnce");
        await using var work = host.Begin();
        var task = await work.OpenTaskAsync("Decide");
        await Fields(work, task, "Upheld", new { decisionNumber = "1", signedOn = "2026-07-07" }, ("signedOn", "future"));
        await Fields(work, task, "Upheld", new { decisionNumber = " ", signedOn = "7/7/2026" },
            ("decisionNumber", "required"), ("signedOn", "invalid"));
    }

    [Fact]
    public async Task Claim_HeldByAnother_SaysByWhom()
    {
        await using var host = await StartedAsync();
        await using var work = host.Begin();
        var task = await work.OpenTaskAsync("CheckAcceptance");
        task.Claim("u1", "Chị Lan");
        task.Claim("u1", "Chị Lan");
        Assert.Equal(2, task.Revision);

        var refused = await RefusedAsync("task.claimed-by-other", 409, () => Task.Run(() => task.Claim("u2", "Anh Minh")));
        Assert.Equal("Chị Lan", refused.Details["by"]);
        await RefusedAsync("task.claimed-by-other", 409, () => Task.Run(() => task.Release("u2", Received)));
        await RefusedAsync("task.claimed-by-other", 409, () => CompleteAsync(work, task, "Accept", "u2"));

        task.Assign("u2", "Anh Minh");
        Assert.Equal(("u2", "Anh Minh"), (task.Assignee, task.AssigneeName));
        task.Release("u2", Received);
        Assert.Null(task.Assignee);
        await CompleteAsync(work, task, "Accept", "u1");
        await work.SaveAsync();
        Assert.Equal("u1", (await host.AllAsync<OfficerTask>()).Single(one => one.Id == task.Id).CompletedBy);
    }

    [Fact]
    public async Task Claim_CancelledTask_IsRefused()
    {
        await using var host = await StartedAsync();
        await host.RaiseAsync("complaint-withdrawn");
        await using var work = host.Begin();
        var task = await work.Db.Set<OfficerTask>().SingleAsync(TestContext.Current.CancellationToken);
        await RefusedAsync("task.cancelled", 409, () => Task.Run(() => task.Claim("u1", "x")));
    }

    [Fact]
    public async Task Complete_ByTwoWhoBothFoundItOpen_TellsTheSecondItIsDone()
    {
        await using var host = await StartedAsync();
        await using var late = host.Begin();
        var found = await late.OpenTaskAsync("CheckAcceptance");
        await using (var first = host.Begin())
        {
            await CompleteAsync(first, await first.OpenTaskAsync("CheckAcceptance"), "Accept");
            await first.SaveAsync();
        }

        await RefusedAsync("task.already-completed", 409, () => CompleteAsync(late, found, "Accept", "u2"));
    }

    private static async Task<EngineHost> StartedAsync()
    {
        var host = await EngineHost.CreateAsync(from: Received);
        await host.StartAsync(EngineHost.Facts(Received));
        return host;
    }

    private static Task CompleteAsync(EngineHost.Work work, OfficerTask task, string outcome, string user = "u1", object? data = null) =>
        work.Runner.CompleteTaskAsync(work.Db, task, outcome, EngineHost.Data(data), null, user, TestContext.Current.CancellationToken);

    private static async Task<RuleViolation> RefusedAsync(string rule, int status, Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<RuleViolation>(act);
        Assert.Equal((rule, status), (refused.Rule, refused.Status));
        return refused;
    }

    private static async Task Fields(
        EngineHost.Work work, OfficerTask task, string outcome, object? data, params (string Field, string Fault)[] expected)
    {
        var refused = await RefusedAsync("task.form", 422, () => CompleteAsync(work, task, outcome, data: data));
        Assert.Equal(
            expected.ToDictionary(one => one.Field, one => one.Fault),
            Assert.IsType<SortedDictionary<string, string>>(refused.Details["fields"]));
    }
}
