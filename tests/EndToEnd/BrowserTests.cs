using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>The citizen's path and the officer's path, clicked in a real browser.</summary>
[Collection("one at a time")]
public sealed class BrowserTests(AllInOneFixture fixture)
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task Citizen_SubmitsALetterAndTracksIt_WithoutJavaScriptOnAPhone()
    {
        await using var browser = await Browser.StartAsync(javaScript: false, width: 390, fixture.Host.Address);
        var page = browser.Page;
        await page.GotoAsync("/gui-don");
        await page.ClickAsync("#kind-feedback");
        await page.SelectOptionAsync("#received-by", "so-khcn");
        await page.FillAsync("#subject", "Cân ở chợ thiếu");
        await page.FillAsync("#content", "Đề nghị kiểm tra cân của các sạp thịt ở chợ xã.");
        await page.FillAsync("#submitters-0-name", "Người gửi thử");
        await page.FillAsync("#submitters-0-address", "xã Gò Mây");
        await page.ClickAsync("#submit-letter");
        await page.WaitForSelectorAsync("#tracking-key");
        var reference = (await page.InnerTextAsync("#reference")).Trim();
        var key = (await page.InnerTextAsync("#tracking-key")).Trim();

        await page.GotoAsync("/theo-doi");
        await page.FillAsync("#reference", reference);
        await page.FillAsync("#key", key);
        await page.ClickAsync("#track");
        await page.WaitForSelectorAsync("#tracked-reference");
        Assert.Contains(reference, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("Điều 28.1", await page.ContentAsync(), StringComparison.Ordinal);
        var overflow = await page.Locator("html").BoundingBoxAsync();
        Assert.True(overflow!.Width <= 390, "the page is wider than the phone");
    }

    [Fact]
    public async Task Officer_SignsInAndAcceptsAComplaint()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var taskId = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        await using var browser = await Browser.StartAsync(javaScript: true, width: 1280, fixture.Host.Address);
        var page = browser.Page;
        await page.GotoAsync("/dang-nhap");
        await page.FillAsync("#user-name", "officer.xa-go-may");
        await page.FillAsync("#password", fixture.Host.PasswordOf("officer.xa-go-may"));
        await page.ClickAsync("#sign-in");
        await page.GotoAsync("/cong-viec?xem=co-quan");
        await page.WaitForSelectorAsync("#tasks");
        var violations = (await page.RunAxe()).Violations;
        Assert.Empty(violations.Select(violation => violation.Id));

        await page.GotoAsync($"/vu-viec/xa-go-may/{taskId.CaseId}");
        await page.ClickAsync($"[id='claim-{taskId.Id}']");
        await page.WaitForSelectorAsync("#done");
        await page.ClickAsync($"[id='task-{taskId.Id}-outcome-Accept']");
        await page.ClickAsync($"[id='complete-{taskId.Id}']");
        await page.WaitForSelectorAsync("#done");
        Assert.Contains("Kiểm tra lại quyết định, hành vi bị khiếu nại", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private sealed class Browser : IAsyncDisposable
    {
        private IPlaywright playwright = null!;
        private IBrowser browser = null!;
        private string profile = null!;
        public IPage Page { get; private set; } = null!;

        public static async Task<Browser> StartAsync(bool javaScript, int width, Uri address)
        {
            Assert.SkipUnless(File.Exists(Chromium), "Chromium is not installed.");
            var started = new Browser { playwright = await Playwright.CreateAsync(), profile = Directory.CreateTempSubdirectory("donthu-browser-").FullName };
            started.browser = await started.playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium,
                Headless = true,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                ],
                Env = new Dictionary<string, string> { ["HOME"] = started.profile, ["XDG_CONFIG_HOME"] = started.profile },
            });
            var context = await started.browser.NewContextAsync(new BrowserNewContextOptions
            {
                BaseURL = address.ToString(),
                JavaScriptEnabled = javaScript,
                Locale = "vi-VN",
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            });
            context.SetDefaultTimeout(20_000);
            started.Page = await context.NewPageAsync();
            return started;
        }

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            playwright.Dispose();
            Directory.Delete(profile, recursive: true);
        }
    }
}
