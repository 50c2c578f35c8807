using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>Officers and their head, clicked: who has a task, who gets it, who stands in.</summary>
[Collection("one at a time")]
public sealed class PeopleTests(AllInOneFixture fixture)
{
    private const string Reason = "Đi công tác tuần này";

    [Fact]
    public async Task Officer_HandsATaskToAColleague_WhoFindsItAmongTheirOwnWithTheReason()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        await SeenAsync("officer-2.xa-go-may", cancellationToken);

        await using var browser = await TestBrowser.StartAsync(javaScript: true, width: 1280, fixture.Host.Address);
        var page = browser.Page;
        await browser.SignInAsync("officer.xa-go-may", fixture.Host);
        await page.GotoAsync($"/vu-viec/xa-go-may/{task.CaseId}");
        await page.ClickAsync($"[id='claim-{task.Id}']");
        await page.WaitForSelectorAsync("#done");
        await page.ClickAsync($"[id='handover-{task.Id}-open']");
        await page.ClickAsync($"[id='handover-{task.Id}-hand']");
        await page.WaitForSelectorAsync("#error-summary");
        await page.SelectOptionAsync($"[id='handover-{task.Id}-to']", new SelectOptionValue { Label = "Cán bộ xác minh 2 – UBND xã Gò Mây" });
        await page.FillAsync($"[id='handover-{task.Id}-reason']", Reason);
        await page.ClickAsync($"[id='handover-{task.Id}-hand']");
        await page.WaitForSelectorAsync("#done");
        Assert.Contains("Người khác đang làm việc này", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.Context.ClearCookiesAsync();
        await browser.SignInAsync("officer-2.xa-go-may", fixture.Host);
        await page.GotoAsync("/cong-viec");
        Assert.Contains($"#task-{task.Id}", await page.ContentAsync(), StringComparison.Ordinal);
        await page.GotoAsync($"/vu-viec/xa-go-may/{task.CaseId}");
        var history = await page.InnerTextAsync("section[aria-labelledby=history]");
        Assert.Contains("từ Cán bộ xác minh – UBND xã Gò Mây sang Cán bộ xác minh 2 – UBND xã Gò Mây", history, StringComparison.Ordinal);
        Assert.Contains(Reason, history, StringComparison.Ordinal);
        await page.ClickAsync($"[id='task-{task.Id}-outcome-Accept']");
        await page.ClickAsync($"[id='complete-{task.Id}']");
        await page.WaitForSelectorAsync("#done");
        Assert.Contains("Hoàn thành “", await page.InnerTextAsync("section[aria-labelledby=history]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officer_SaysTheyAreAway_AndWhoStandsInDoesTheirTaskForThem()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        await SeenAsync("officer-2.xa-go-may", cancellationToken);
        using var officer = await fixture.Host.SignInAsync("officer.xa-go-may", cancellationToken);
        using var claimed = await officer.PostAsync(new Uri($"/api/v1/tasks/{task.Id}/claim", UriKind.Relative), null, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, claimed.StatusCode);

        await using var browser = await TestBrowser.StartAsync(javaScript: false, width: 390, fixture.Host.Address);
        var page = browser.Page;
        await browser.SignInAsync("officer.xa-go-may", fixture.Host);
        await page.GotoAsync("/cong-viec?xem=vang-mat");
        await page.SelectOptionAsync("#absence-xa-go-may-stand-in", new SelectOptionValue { Label = "Cán bộ xác minh 2 – UBND xã Gò Mây" });
        var today = DateTimeOffset.FromUnixTimeMilliseconds(await NowAsync(page)).ToOffset(TimeSpan.FromHours(7)).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
        await page.FillAsync("#absence-xa-go-may-from", today);
        await page.FillAsync("#absence-xa-go-may-until", today);
        await page.ClickAsync("#absence-xa-go-may-declare");
        await page.WaitForSelectorAsync("#done");
        Assert.Contains("Đang vắng", await page.InnerTextAsync("#absence-xa-go-may-list"), StringComparison.Ordinal);

        await page.Context.ClearCookiesAsync();
        await browser.SignInAsync("officer-2.xa-go-may", fixture.Host);
        await page.GotoAsync("/cong-viec");
        Assert.Contains("Thay Cán bộ xác minh – UBND xã Gò Mây", await page.InnerTextAsync("#tasks"), StringComparison.Ordinal);
        await page.GotoAsync($"/vu-viec/xa-go-may/{task.CaseId}");
        await page.ClickAsync($"[id='task-{task.Id}-outcome-Accept']");
        await page.ClickAsync($"[id='complete-{task.Id}']");
        await page.WaitForSelectorAsync("#done");
        Assert.Contains(
            "Cán bộ xác minh 2 – UBND xã Gò Mây thay Cán bộ xác minh – UBND xã Gò Mây", await page.InnerTextAsync("section[aria-labelledby=history]"),
            StringComparison.Ordinal);

        await page.Context.ClearCookiesAsync();
        await browser.SignInAsync("officer.xa-go-may", fixture.Host);
        await page.GotoAsync("/cong-viec?xem=vang-mat");
        await page.ClickAsync("[id^=end-]");
        await page.WaitForSelectorAsync("#done");
        Assert.Equal(0, await page.Locator("#absence-xa-go-may-list").CountAsync());
    }

    [Fact]
    public async Task Task_ThatCameLate_IsBroughtBeforeTheHeadAndCountedByOversight()
    {
        // The letter of these tests was received long ago: its first task is due before it is opened.
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        using var head = await fixture.Host.SignInAsync("head.xa-go-may", cancellationToken);
        await Poll.UntilAsync(async () =>
        {
            var escalated = await head.GetFromJsonAsync<JsonElement>("/api/v1/tasks?assigned=escalated&limit=200", cancellationToken);
            return escalated.GetProperty("items").EnumerateArray().Any(one => one.GetProperty("id").GetString() == task.Id);
        }, "the task to be before the head", TimeSpan.FromSeconds(90), cancellationToken);
        await Poll.UntilAsync(
            async () => (await head.GetFromJsonAsync<JsonElement>("/api/v1/oversight/overview", cancellationToken)).GetProperty("escalations").GetInt32() > 0,
            "Oversight to count it", cancellationToken);
        var found = await head.GetFromJsonAsync<JsonElement>($"/api/v1/departments/xa-go-may/cases/{task.CaseId}", cancellationToken);
        Assert.Single(found.GetProperty("history").EnumerateArray(), entry => entry.GetProperty("who").GetString() == "system:escalation");
    }

    /// <summary>The browser's clock is the host's: one machine.</summary>
    private static async Task<long> NowAsync(IPage page)
    {
        var answer = await page.Context.APIRequest.GetAsync("/health/live");
        return DateTimeOffset.Parse(answer.Headers["date"], System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
    }

    /// <summary>Somebody has worked here before, so that they can be named.</summary>
    private async Task SeenAsync(string userName, CancellationToken cancellationToken)
    {
        using var client = await fixture.Host.SignInAsync(userName, cancellationToken);
        using var tasks = await client.GetAsync(new Uri("/api/v1/tasks", UriKind.Relative), cancellationToken);
        Assert.Equal(HttpStatusCode.OK, tasks.StatusCode);
    }
}
