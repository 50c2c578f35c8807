using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>The calculator and the calendars through the front door, by anybody and by those who may change them.</summary>
[Collection("one at a time")]
public sealed class CalculatorTests(AllInOneFixture fixture)
{
    private const string Question = "/calculator?code=KN1.RESOLVE&startsOn=2026-07-03&from=2026-07-10&to=2026-07-13&from=&to=";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calculation_ByAnybody_HasAReceipt()
    {
        using var answer = await fixture.Host.Client.PostAsJsonAsync(new Uri("/api/v1/deadlines/calculation", UriKind.Relative),
            new { code = "KN1.ACCEPT", startsOn = "2026-11-24" }, Cancelled);
        var deadline = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal("2026-12-03", deadline.GetProperty("dueOn").GetString());
        Assert.Equal(7, deadline.GetProperty("receipt").GetProperty("counted").GetInt32());
        Assert.Equal(["2026-11-28", "2026-11-29"],
            deadline.GetProperty("receipt").GetProperty("skipped").EnumerateArray().Select(day => day.GetProperty("on").GetString()));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("officer.xa-go-may", HttpStatusCode.Forbidden)]
    [InlineData("inspector", HttpStatusCode.Forbidden)]
    public async Task Calendar_ChangedBySomebodyElse_IsRefused(string? userName, HttpStatusCode expected)
    {
        using var client = userName is null
            ? new HttpClient { BaseAddress = fixture.Host.Address }
            : await fixture.Host.SignInAsync(userName, Cancelled);
        using var answer = await client.PutAsJsonAsync(new Uri("/api/v1/calendars/2036", UriKind.Relative), new { days = Array.Empty<object>() }, Cancelled);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Citizen_CountsATimeLimit_WithoutJavaScriptOnAPhone()
    {
        await using var browser = await TestBrowser.StartAsync(javaScript: false, width: 375, fixture.Host.Address);
        var page = browser.Page;
        await page.GotoAsync("/calculator");
        await page.FillAsync("#q", "thu ly khieu nai");
        await page.ClickAsync("#find");
        await page.SelectOptionAsync("#code", "KN1.ACCEPT");
        await page.FillAsync("#starts-on", "2026-11-24");
        await page.ClickAsync("#calculate");
        await page.WaitForSelectorAsync("#answer");
        Assert.Equal("03/12/2026", (await page.InnerTextAsync("#due-on")).Trim());
        Assert.Contains("Điều 27", await page.InnerTextAsync("#basis"), StringComparison.Ordinal);
        Assert.Equal(2, await page.Locator("table.month td.skipped").CountAsync());
        Assert.Equal(6, await page.Locator("table.month td.counted").CountAsync());
        Assert.Equal(["3", "★", ", Ngày cuối"], await page.Locator("table.month td.due > *").AllTextContentsAsync());
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 375, "the page is wider than the phone");
    }

    [Fact]
    public async Task Calculator_KeptAddress_ShowsTheSameAndIsAccessible()
    {
        await using var browser = await TestBrowser.StartAsync(javaScript: true, width: 1280, fixture.Host.Address);
        var page = browser.Page;
        await page.GotoAsync(Question);
        await page.WaitForSelectorAsync("#answer");
        Assert.Equal(3, await page.Locator("table.month td.suspended").CountAsync());
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));

        await page.GotoAsync("/calculator?code=KN1.SEND&startsOn=2026-07-03&extended=true");
        await page.WaitForSelectorAsync("#error-summary");
        Assert.Contains("Luật không cho gia hạn", await page.InnerTextAsync("#error-summary"), StringComparison.Ordinal);
        Assert.Equal("KN1.SEND", await page.InputValueAsync("#code"));
    }

    [Fact]
    public async Task Administrator_PreviewsAndAdoptsACalendar_WithoutJavaScript()
    {
        await using var browser = await TestBrowser.StartAsync(javaScript: false, width: 1280, fixture.Host.Address);
        var page = browser.Page;
        await browser.SignInAsync("procedure-admin", fixture.Host);
        await page.GotoAsync("/calendars/2035/edit");
        var rows = await page.Locator(".day-row").CountAsync();
        await page.ClickAsync("#add-rows");
        Assert.Equal(rows + 3, await page.Locator(".day-row").CountAsync());
        await page.FillAsync($"#days-{rows}-date", "2035-08-04");
        await page.SelectOptionAsync($"#days-{rows}-kind", "swapped-off");
        await page.FillAsync($"#days-{rows}-name-vi", "Nghỉ hoán đổi thử");
        await page.FillAsync($"#days-{rows}-name-en", "Swapped off for a test");
        await page.FillAsync($"#days-{rows}-source", "Thông báo 9/TB-BNV");
        await page.ClickAsync("#preview");
        await page.WaitForSelectorAsync("#error-summary");
        Assert.Contains("04/08/2035 là ngày nghỉ hoán đổi", await page.InnerTextAsync("#error-summary"), StringComparison.Ordinal);

        await page.FillAsync($"#days-{rows}-date", "2035-08-03");
        await page.ClickAsync("#preview");
        await page.WaitForSelectorAsync("#summary");
        Assert.Equal(1, await page.Locator("#waiting, #all-answered").CountAsync());
        await page.ClickAsync("#adopt");
        await page.WaitForSelectorAsync("#error-summary");
        await page.FillAsync("#reason", "Thông báo 9/TB-BNV");
        await page.ClickAsync("#adopt");
        await page.WaitForSelectorAsync("#done");
        Assert.Equal(1, await page.Locator("table.month td.swapped-off").CountAsync());

        await page.GotoAsync("/calendars/2035/editions");
        Assert.Contains("Nghỉ hoán đổi thử", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("Thông báo 9/TB-BNV", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrator_ImportsWhatWasExported_SeesNoDifference()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("donthu-import-").FullName, "2026.ics");
        try
        {
            await File.WriteAllBytesAsync(file, await fixture.Host.Client.GetByteArrayAsync(new Uri("/api/v1/calendars/2026.ics", UriKind.Relative), Cancelled), Cancelled);
            await using var browser = await TestBrowser.StartAsync(javaScript: true, width: 1280, fixture.Host.Address);
            var page = browser.Page;
            await browser.SignInAsync("procedure-admin", fixture.Host);
            await page.GotoAsync("/calendars/2026/edit");
            await page.SetInputFilesAsync("#file", file);
            await page.ClickAsync("#import-file");
            await page.WaitForSelectorAsync("#summary");
            Assert.Contains("Không có ngày nào khác", await page.InnerTextAsync("main"), StringComparison.Ordinal);
            Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public async Task Officer_ReadsCalendars_ButMayNotEdit()
    {
        await using var browser = await TestBrowser.StartAsync(javaScript: true, width: 375, fixture.Host.Address);
        var page = browser.Page;
        await browser.SignInAsync("officer.xa-go-may", fixture.Host);
        await page.GotoAsync("/calendars");
        await page.ClickAsync("#calendars a >> text=2026");
        await page.WaitForSelectorAsync("#months");
        Assert.Equal(12, await page.Locator("#months table").CountAsync());
        Assert.Equal(0, await page.Locator("#edit").CountAsync());
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 375, "the page is wider than the phone");
        var refused = await page.GotoAsync("/calendars/2026/edit");
        Assert.Equal(403, refused!.Status);
    }
}
