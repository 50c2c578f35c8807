using Procedures;
using Shared.Deadlines;
using Shared.Hosting;
using Xunit;

namespace Unit.Engine;

public sealed class TimeLimitTests
{
    [Fact]
    public async Task Extend_ByARuleOfItsOwn_AsOftenAsItAllows()
    {
        // Luật Tố cáo, Điều 30.3: at most twice, 90 days in all. 30 days from 3 August end on 3 September, the 2nd being a holiday.
        var from = new DateOnly(2026, 8, 3);
        await using var host = await EngineHost.CreateAsync(Extending("TC.EXTEND.SPECIAL"), from: from);
        await host.StartAsync(EngineHost.Facts(from), "test");
        Assert.Equal(new DateOnly(2026, 9, 3), (await host.RunningAsync())["TC.RESOLVE"]);

        await host.RaiseAsync("extend");
        Assert.Equal(new DateOnly(2026, 10, 2), (await host.RunningAsync())["TC.RESOLVE"]);
        await host.RaiseAsync("extend");
        Assert.Equal(new DateOnly(2026, 11, 2), (await host.RunningAsync())["TC.RESOLVE"]);

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.RaiseAsync("extend"));
        Assert.Equal(Clock.ClockRules.AlreadyExtended, refused.Rule);
        Assert.True(Assert.Single(await host.AllAsync<DeadlineRow>()).IsExtended);
    }

    [Fact]
    public async Task Extend_ByARuleForSomethingElse_IsRefused()
    {
        var from = new DateOnly(2026, 8, 3);
        await using var host = await EngineHost.CreateAsync(Extending("TC.TRANSFER"), from: from);
        await host.StartAsync(EngineHost.Facts(from), "test");
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => host.RaiseAsync("extend"));
        Assert.Equal(Clock.ClockRules.NoExtension, refused.Rule);
    }

    [Theory]
    // Nghị định 31/2019, Điều 6.2b, in force from 2019-05-28: posted for 15 days at least.
    [InlineData("2019-05-27", null)]
    [InlineData("2019-05-28", "2019-06-12")]
    public async Task Publish_MinimumNotYetInForce_IsPassedOver(string on, string? until)
    {
        var day = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture);
        var flow = new Flow()
            .Step("Start", "Elsa.Start")
            .Step("Publish", "DonThu.Publish", ("form", Flow.Literal("12")), ("title", Flow.Literal(new { vi = "Kết luận", en = "Conclusion" })),
                ("manner", Flow.Literal("posting")), ("limit", Flow.Literal("TC.PUBLISH.POST.MIN")), ("whenInForce", Flow.Literal(true)))
            .Step("End", "Elsa.End").To("Start", "Publish").To("Publish", "End");
        var book = new ProcedureBook([ProcedureBook.Parse("test", flow.Json(), new DateOnly(2019, 1, 1), Law.Limits)]);
        await using var host = await EngineHost.CreateAsync(book, from: day);
        await host.StartAsync(EngineHost.Facts(day), "test");
        var said = (await host.AllAsync<global::Engine.HistoryEntry>()).Single(entry => entry.ActivityId == "Publish").WhatEn;
        Assert.Equal(until is null ? $"Published: Conclusion, on {on}" : $"Published: Conclusion, from {on}, at least until {until}", said);
    }

    private static ProcedureBook Extending(string by) => new Flow()
        .Step("Start", "Elsa.Start").Step("Begin", "DonThu.StartTimeLimit", ("limit", Flow.Literal("TC.RESOLVE")))
        .Step("Wait", "DonThu.AwaitEvent", ("event", Flow.Literal("extend")))
        .Step("Extend", "DonThu.ExtendTimeLimit", ("limits", Flow.Literal(new[] { "TC.RESOLVE" })), ("by", Flow.Literal(by)),
            ("ground", Flow.Literal("Đặc biệt phức tạp")))
        .Step("End", "Elsa.End")
        .To("Start", "Begin").To("Begin", "Wait").To("Wait", "Extend").To("Extend", "Wait").To("Extend", "End").Book();
}
