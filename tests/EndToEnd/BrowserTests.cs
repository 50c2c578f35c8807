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

    /// <summary>Every page as a reader may meet it: on a phone and on a desk, in Vietnamese and in English.</summary>
    [Theory]
    [InlineData("vi", 375)]
    [InlineData("vi", 1280)]
    [InlineData("en", 375)]
    [InlineData("en", 1280)]
    public async Task Pages_InEveryLanguageAndWidth_AreWhole(string language, int width)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        await using var browser = await Browser.StartAsync(javaScript: true, width, fixture.Host.Address);
        var page = browser.Page;
        var faults = new List<string>();
        // A page that answers "not found" or "mend this" is meant to: the browser notes it as an error all the same.
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal))
                faults.Add($"{page.Url}: {message.Text}");
        };
        await page.GotoAsync($"/language?to={language}&returnUrl=%2Ftheo-doi");
        Assert.EndsWith("/theo-doi", page.Url, StringComparison.Ordinal);

        await LookAtAsync("/");
        await LookAtAsync("/theo-doi");
        await SendAsync("#track", ("#reference", "DT26-AAAAA-AAAAA"), ("#key", "AAAA-AAAA-AAAA-AAAA"));
        await LookAtAsync("/theo-doi");
        await SendAsync("#track", ("#reference", task.Reference), ("#key", task.TrackingKey));
        await LookAtAsync("/gui-don");
        await SendAsync("#submit-letter");
        await page.CheckAsync("#kind-feedback");
        await page.SelectOptionAsync("#received-by", "so-khcn");
        await SendAsync("#submit-letter", ("#subject", "Cân ở chợ thiếu"), ("#content", "Đề nghị kiểm tra cân."), ("#submitters-0-name", "Người gửi thử"));
        await LookAtAsync("/khong-co-trang-nay", status: 404);
        await LookAtAsync("/gui-don");
        await page.EvaluateAsync("document.querySelector('[name=__RequestVerificationToken]').value = 'old'");
        await SendAsync("#submit-letter", ("#subject", "Biểu mẫu cũ"));
        await LookAtAsync("/dang-nhap");
        await SendAsync("#sign-in", ("#user-name", "nobody"), ("#password", "nothing"));

        await SignInAsync("clerk.xa-go-may");
        foreach (var tab in new[] { "toi", "co-quan", "chua-giao", "cho-phan-loai" }) await LookAtAsync($"/cong-viec?xem={tab}");
        await LookAtAsync("/tiep-nhan");
        await SendAsync("#save-letter");
        await SendAsync("#save-letter", ("#subject", "Tố cáo cán bộ địa chính nhận tiền"), ("#content", "Tôi tố cáo ông Nguyễn Văn Thử, cán bộ địa chính."), ("#submitters-0-name", "Người gửi thử"));
        await SendAsync("a.button.secondary");
        // The rules read a letter when it has come in; then the page has a form to route it with.
        await Poll.UntilAsync(async () =>
        {
            await page.ReloadAsync();
            return await page.Locator("#classify-letter").CountAsync() == 1;
        }, "the letter to have a proposal", cancellationToken);
        await LookAsync();
        await SendAsync("#classify-letter", ("#classify-competent-body", ""));

        await SignInAsync("officer.xa-go-may");
        await LookAtAsync($"/vu-viec/xa-go-may/{task.CaseId}");
        Assert.DoesNotContain("complaint-withdrawn", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await SendAsync($"[id='claim-{task.Id}']");
        await SendAsync($"[id='complete-{task.Id}']");
        await LookAtAsync("/cong-viec?xem=vang-mat");
        await SendAsync("#absence-xa-go-may-declare");
        await LookAtAsync("/giam-sat", status: 403);
        await LookAtAsync("/su-co", status: 403);

        await SignInAsync("head.xa-go-may");
        foreach (var tab in new[] { "can-chi-dao", "vang-mat" }) await LookAtAsync($"/cong-viec?xem={tab}");
        await LookAtAsync($"/vu-viec/xa-go-may/{task.CaseId}");
        await LookAtAsync("/su-co");

        await SignInAsync("inspector");
        await LookAtAsync("/giam-sat");
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));

        async Task LookAtAsync(string address, int status = 200)
        {
            var answer = await page.GotoAsync(address);
            Assert.True(answer!.Status == status, $"{address} answers {answer.Status}");
            await LookAsync();
        }

        async Task SendAsync(string button, params (string Field, string Value)[] entries)
        {
            foreach (var (field, value) in entries) await page.FillAsync(field, value);
            await PressAsync(button);
            await LookAsync();
        }

        // Until the next page is there whole: the one that is left would answer as well.
        async Task PressAsync(string button)
        {
            await page.EvaluateAsync("window.isLeft = true");
            await page.ClickAsync(button);
            await page.WaitForFunctionAsync("() => !window.isLeft && document.readyState === 'complete'");
        }

        async Task SignInAsync(string userName)
        {
            await page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "donthu.portal" });
            await page.GotoAsync("/dang-nhap");
            await page.FillAsync("#user-name", userName);
            await page.FillAsync("#password", fixture.Host.PasswordOf(userName));
            await PressAsync("#sign-in");
            Assert.EndsWith("/cong-viec", page.Url, StringComparison.Ordinal);
        }

        async Task LookAsync()
        {
            var seen = await page.EvaluateAsync<string[]>("""
                () => {
                  const faults = [];
                  const root = document.documentElement;
                  if (root.scrollWidth > root.clientWidth) faults.push(`is ${root.scrollWidth} wide`);
                  if (document.querySelectorAll('h1').length !== 1) faults.push('does not have one h1');
                  if (document.querySelectorAll('main').length !== 1) faults.push('does not have one main');
                  if (!document.title.trim()) faults.push('has no title');
                  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
                    if (![...field.labels].some(label => label.textContent.trim())) faults.push(`has no label for ${field.id || field.name}`);
                  let level = 0;
                  for (const heading of document.querySelectorAll('main :is(h1, h2, h3, h4)')) {
                    const next = Number(heading.tagName[1]);
                    if (level && next > level + 1) faults.push(`jumps to ${heading.tagName} at ${heading.textContent.trim()}`);
                    level = next;
                  }
                  for (const target of document.querySelectorAll('button, .button, nav a, summary, input[type=radio], input[type=checkbox]')) {
                    const box = target.getBoundingClientRect();
                    if (box.height && (box.height < 24 || box.width < 24)) faults.push(`is hard to hit at ${target.id || target.textContent.trim()}`);
                  }
                  return faults;
                }
                """);
            var lang = await page.Locator("html").GetAttributeAsync("lang");
            faults.AddRange(seen.Select(fault => $"{page.Url}: {fault}"));
            // Axe takes half of the time: it sees every page once in each language and once in each width.
            if (language == "vi" == (width == 375))
            {
                faults.AddRange((await page.RunAxe()).Violations.Select(violation =>
                    $"{page.Url}: {violation.Id} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
            }

            if (lang != language) faults.Add($"{page.Url}: lang is {lang}");
        }
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
