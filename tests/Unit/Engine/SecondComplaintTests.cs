using Procedures;
using Shared.Hosting;
using Xunit;

namespace Unit.Engine;

/// <summary>The second complaint, as far as the worked examples do not show it.</summary>
public sealed class SecondComplaintTests
{
    private const string Resolver = "head-1";
    private static readonly DateOnly Received = new(2026, 7, 6);
    private static readonly object Decision = new { decisionNumber = "9/QĐ", signedOn = "2026-07-27" };

    [Fact]
    public async Task Decision_WhileSuspended_HasToWait()
    {
        await using var host = await BeforeDecisionAsync();
        await host.RaiseAsync("suspension-decided", null, ("ground", "Điều 11a.1"), ("document", "7/QĐ"));

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync("Decide", "Rejected", Decision, Resolver));
        Assert.Equal(("task.not-now", 409), (refused.Rule, refused.Status));
        Assert.Contains("Decide", await host.OpenTasksAsync());

        await host.RaiseAsync("resumption-decided", null, ("document", "8/QĐ"));
        await host.CompleteAsync("Decide", "Rejected", Decision, Resolver);
        Assert.DoesNotContain("KN2.RESOLVE", (await host.RunningAsync()).Keys);
    }

    [Fact]
    public async Task Decision_ByTheVerifier_IsRefused()
    {
        await using var host = await BeforeDecisionAsync();
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync("Decide", "Rejected", Decision));
        Assert.Equal("task.four-eyes", refused.Rule);
    }

    [Fact]
    public async Task Suspension_BeforeTheLawKnewIt_IsRefusedByTheClock()
    {
        await using var host = await EngineHost.CreateAsync(from: new DateOnly(2026, 6, 8));
        await host.StartAsync(EngineHost.Facts(new DateOnly(2026, 6, 8)), ProcedureSelection.SecondComplaint);
        await host.CompleteAsync("CheckAcceptance", "Accept");

        var refused = await Assert.ThrowsAsync<RuleViolation>(
            () => host.RaiseAsync("suspension-decided", null, ("ground", "Điều 11a.1"), ("document", "7/QĐ")));
        Assert.Equal("clock.no-suspension", refused.Rule);
    }

    private static async Task<EngineHost> BeforeDecisionAsync()
    {
        var host = await EngineHost.CreateAsync(from: Received);
        await host.StartAsync(EngineHost.Facts(Received), ProcedureSelection.SecondComplaint);
        await host.CompleteAsync("CheckAcceptance", "Accept");
        await host.CompleteAsync("ConsiderCouncil", "NoCouncil");
        await host.CompleteAsync("Verify", "Verified", new { summary = "s" });
        await host.CompleteAsync("ArrangeDialogue", "InPerson", new { circumstance = "tense" });
        host.MoveTo(new DateOnly(2026, 7, 27));
        await host.CompleteAsync("HoldDialogue", "Held", new { noticeOn = "2026-07-20", heldOn = "2026-07-27", minutes = "1/BB" });
        return host;
    }
}
