using Engine;
using Shared.Hosting;
using Unit.Engine;
using Xunit;

namespace Unit.Procedures;

/// <summary>What receptions and petitions refuse, which worked examples cannot show.</summary>
public sealed class ReceptionTests
{
    private static readonly DateOnly Received = new(2026, 11, 16);

    [Fact]
    public async Task TakeUp_ByWhoDeterminedCompetence_IsRefused()
    {
        await using var host = await StartedAsync("petition-and-feedback");
        await host.CompleteAsync("Examine", "Competent", new { summary = "Cân không đúng." }, "u1");

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync("TakeUp", "HandleDirectly", user: "u1"));

        Assert.Equal(EngineRules.FourEyes, refused.Rule);
        await host.CompleteAsync("TakeUp", "HandleDirectly", user: "u2");
        Assert.Equal(["Answer"], await host.OpenTasksAsync());
    }

    [Theory]
    // Luật Tiếp công dân, Điều 24.4: five working days back from 26 November pass over the 24th.
    [InlineData("2026-11-19", false)]
    [InlineData("2026-11-18", true)]
    public async Task ArrangeRegular_PostedOn_MustLieFiveWorkingDaysBefore(string postedOn, bool taken)
    {
        await using var host = await StartedAsync("head-reception");
        host.MoveTo(new DateOnly(2026, 11, 20));
        await NoticeAsync(host, "ArrangeRegular", "Arranged", new { postedOn, scheduledOn = "2026-11-26" }, "2026-11-18", taken);
    }

    [Theory]
    // Nghị định 154/2026, Điều 23.1.
    [InlineData("2026-11-18", false)]
    [InlineData("2026-11-17", true)]
    public async Task Invite_NoticeOn_MustLieFiveWorkingDaysBefore(string noticeOn, bool taken)
    {
        await using var host = await StartedAsync("online-reception");
        await host.CompleteAsync("DecideOnline", "Approve", new { matter = "20.1", centralPoint = "Trụ sở", points = "xã Gò Mây" });
        host.MoveTo(new DateOnly(2026, 11, 20));
        await NoticeAsync(
            host, "Invite", "Invited", new { noticeOn, scheduledOn = "2026-11-25", citizenAt = "central" }, "2026-11-17", taken);
    }

    private static async Task NoticeAsync(EngineHost host, string task, string outcome, object data, string latest, bool taken)
    {
        if (taken)
        {
            await host.CompleteAsync(task, outcome, data);
            return;
        }

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.CompleteAsync(task, outcome, data));
        Assert.Equal(EngineRules.NoticeTooLate, refused.Rule);
        Assert.Equal(latest, refused.Details["latest"]);
    }

    private static async Task<EngineHost> StartedAsync(string procedure)
    {
        var host = await EngineHost.CreateAsync(from: Received);
        await host.StartAsync(EngineHost.Facts(Received), procedure);
        return host;
    }
}
