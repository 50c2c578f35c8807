using Microsoft.Playwright;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>A browser with a profile of its own, gone with the test.</summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;
    private string profile = null!;

    public IPage Page { get; private set; } = null!;

    public static async Task<TestBrowser> StartAsync(bool javaScript, int width, Uri address)
    {
        Assert.SkipUnless(File.Exists(Chromium), "Chromium is not installed.");
        var started = new TestBrowser { playwright = await Playwright.CreateAsync(), profile = Directory.CreateTempSubdirectory("donthu-browser-").FullName };
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

    public async Task SignInAsync(string userName, RunningHost host)
    {
        await Page.GotoAsync("/dang-nhap");
        await Page.FillAsync("#user-name", userName);
        await Page.FillAsync("#password", host.PasswordOf(userName));
        await Page.ClickAsync("#sign-in");
        await Page.WaitForSelectorAsync("#sign-out");
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        Directory.Delete(profile, recursive: true);
    }
}
