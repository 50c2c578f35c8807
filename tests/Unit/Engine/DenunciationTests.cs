using Engine;
using Procedures;
using Shared.Hosting;
using Xunit;

namespace Unit.Engine;

public sealed class DenunciationTests
{
    private static readonly DateOnly Received = new(2026, 8, 19);

    [Fact]
    public async Task Conclude_ByWhoVerified_IsRefused()
    {
        await using var host = await AcceptedAsync();
        await host.CompleteAsync("AssignVerification", "Simple", user: "head-1");
        await host.CompleteAsync("Verify", "Verified", new { summary = "Có vi phạm.", reportForm = "10" }, "head-1");
        var conclusion = new { conclusionNumber = "1/KL", signedOn = "2026-08-19" };

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync("Conclude", "Substantiated", conclusion, "head-1"));
        Assert.Equal(EngineRules.FourEyes, refused.Rule);
        await host.CompleteAsync("Conclude", "Substantiated", conclusion, "head-2");
    }

    [Fact]
    public async Task Protection_OutlivesTheCase()
    {
        // Luật Tố cáo, Điều 54.2: protection ends by a decision of its own, not because the file is closed.
        await using var host = await AcceptedAsync();
        await host.RaiseAsync("protection-requested", null, ("on", "2026-08-19"));
        await host.RaiseAsync("termination-decided", null, ("ground", "Bản án đã có hiệu lực."));
        await host.CompleteAsync("SendTermination", "Sent", new { sentOn = "2026-08-19" });

        Assert.Equal(("terminated", InstanceStatus.Finished), ((await host.InstanceAsync()).Outcome, (await host.InstanceAsync()).Status));
        Assert.Equal(["DecideProtection"], await host.OpenTasksAsync());
    }

    [Fact]
    public async Task Documents_ThatReachTheDenouncer_AreTheNoticesOnly()
    {
        // Luật Tố cáo, Điều 35.3: the conclusion goes to the denounced person and the managing body; the denouncer is notified of it.
        await using var host = await AcceptedAsync();
        await host.CompleteAsync("NotifyParties", "Sent", new { notifiedOn = "2026-08-19", identityRemoved = "removed" });
        await host.CompleteAsync("AssignVerification", "Simple", user: "head-1");
        await host.CompleteAsync("Verify", "Verified", new { summary = "Có vi phạm.", reportForm = "10" });
        await host.CompleteAsync("Conclude", "Substantiated", new { conclusionNumber = "1/KL", signedOn = "2026-08-19" }, "head-1");
        await host.CompleteAsync("SendConclusion", "Sent", new { sentOn = "2026-08-19", identityRemoved = "removed" });

        Assert.Equal(["05", "TB"], (await host.AllAsync<IssuedDocument>()).Where(one => one.ForCitizen).Select(one => one.Form).Order());
    }

    [Fact]
    public async Task Conclusion_PublishedWithoutTheIdentity_OnlyWhenThatIsConfirmed()
    {
        await using var host = await AcceptedAsync();
        await host.CompleteAsync("AssignVerification", "Simple", user: "head-1");
        await host.CompleteAsync("Verify", "Verified", new { summary = "Có vi phạm.", reportForm = "10" });
        await host.CompleteAsync("Conclude", "Substantiated", new { conclusionNumber = "1/KL", signedOn = "2026-08-19" }, "head-1");

        var refused = await Assert.ThrowsAsync<RuleViolation>(
            () => host.CompleteAsync("PublishConclusion", "Posting", new { publishedOn = "2026-08-19" }));
        Assert.Equal(EngineRules.Form, refused.Rule);
        await host.CompleteAsync("PublishConclusion", "Posting", new { publishedOn = "2026-08-19", identityRemoved = "removed" });
        Assert.Contains("published 12 posting", host.Effects.Told);
    }

    private static async Task<EngineHost> AcceptedAsync()
    {
        var host = await EngineHost.CreateAsync(from: Received);
        await host.StartAsync(EngineHost.Facts(Received), ProcedureSelection.Denunciation);
        await host.CompleteAsync("CheckInitial", "Eligible");
        await host.CompleteAsync("DecideAcceptance", "Accept", new { decisionNumber = "1/QĐ-TL", signedOn = "2026-08-19" }, "head-1");
        return host;
    }
}
