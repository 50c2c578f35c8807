using System.IO.Compression;
using System.Net;
using Gateway.FrontDoor;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Integration.FrontDoor;

/// <summary>What goes in to a service and what comes out to a caller, beside the words themselves.</summary>
public sealed class HeaderTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_OfAnyKind_TellsBrowsersWhatTheyMayDoAndWhichRequestItWas()
    {
        await using var intake = await PlayedService.StartAsync("intake");
        intake.Answer = http =>
        {
            http.Response.Headers.ContentSecurityPolicy = "script-src *";
            http.Response.Headers.SetCookie = "donthu.portal=stolen";
            http.Response.Headers.Server = "Department/1.0";
            return http.Response.WriteAsync("ok");
        };
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["intake"] = intake.Address, ["oversight"] = "http://127.0.0.1:1/" }, null, CancellationToken);
        foreach (var (path, status) in new[]
        {
            ("/api/v1/tracking/DT26-AAAAA-AAAAA", 200), ("/api/v1/departments", 200), ("/api/v1/nothing", 404), ("/api/v1/me", 401),
            ("/api/v1/oversight/overview", 503), ("/theo-doi", 200), ("/khong-co-trang-nay", 404),
        }) await LookAtAsync(gateway, path, status);
    }

    private static async Task LookAtAsync(GatewayHost gateway, string path, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(RequestIdentity.Header, "caller-0001");
        using var answer = await gateway.Client.SendAsync(request, CancellationToken);

        Assert.True(status == (int)answer.StatusCode, $"{path}: {answer.StatusCode}");
        var isPage = !path.StartsWith("/api", StringComparison.Ordinal);
        var policy = One("Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal(isPage, policy.Contains("script-src 'self'", StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", One("X-Content-Type-Options"));
        Assert.Equal("DENY", One("X-Frame-Options"));
        Assert.Equal("same-origin", One("Referrer-Policy"));
        Assert.Contains("camera=()", One("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("same-origin", One("Cross-Origin-Opener-Policy"));
        Assert.Equal("caller-0001", One(RequestIdentity.Header));
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", One("traceparent"));
        Assert.False(answer.Headers.Contains("Set-Cookie") && !isPage);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security")); // it did not come over HTTPS
        if (!isPage) Assert.True(answer.Headers.CacheControl!.NoStore);

        string One(string name) => answer.Headers.GetValues(name).Single();
    }

    [Fact]
    public async Task Headers_OfTheCaller_ReachAServiceOnlyWhenTheyAreItsOwn()
    {
        await using var intake = await PlayedService.StartAsync("intake");
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["intake"] = intake.Address }, null, CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tracking/DT26-AAAAA-AAAAA");
        foreach (var (name, value) in new[]
        {
            ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Host", "evil.example"), ("Forwarded", "for=203.0.113.9"), ("X-Real-IP", "203.0.113.9"),
            ("X-Original-URL", "/api/v1/identities"), ("X-HTTP-Method-Override", "DELETE"), ("X-DonThu-Page", "guess"), ("Cookie", "donthu.portal=secret"),
            ("baggage", "name=somebody"), ("Proxy", "http://evil.example"), (RequestIdentity.Header, "<script>"),
            ("X-Tracking-Key", "AAAA-BBBB-CCCC-DDDD"), ("Idempotency-Key", "once"), ("Accept-Language", "en"),
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        }) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await gateway.Client.SendAsync(request, CancellationToken);

        var seen = Assert.Single(intake.Requests).Headers;
        Assert.Equal("127.0.0.1", seen["X-Forwarded-For"]);
        Assert.Equal(gateway.Address.Authority, seen["X-Forwarded-Host"]);
        foreach (var name in new[] { "Forwarded", "X-Real-IP", "X-Original-URL", "X-HTTP-Method-Override", "X-DonThu-Page", "Cookie", "baggage", "Proxy" })
            Assert.False(seen.ContainsKey(name), $"{name} reached the service");
        Assert.Equal("AAAA-BBBB-CCCC-DDDD", seen["X-Tracking-Key"]);
        Assert.Equal("once", seen["Idempotency-Key"]);
        Assert.Equal("en", seen["Accept-Language"]);
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", seen["traceparent"], StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", seen[RequestIdentity.Header]);
        Assert.Equal(seen[RequestIdentity.Header], answer.Headers.GetValues(RequestIdentity.Header).Single());
    }

    [Fact]
    public async Task TrustedProxy_IsBelievedAboutItsCallers()
    {
        await using var intake = await PlayedService.StartAsync("intake");
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["intake"] = intake.Address,
            ["DonThu:FrontDoor:TrustedProxies:0"] = "127.0.0.0/8",
        }, null, CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tracking/DT26-AAAAA-AAAAA");
        // The nearest address nobody vouches for is the caller's; what stands before it, the caller may have made up.
        request.Headers.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 127.0.0.9");
        request.Headers.Add("X-Forwarded-Proto", "https, https");
        using var answer = await gateway.Client.SendAsync(request, CancellationToken);
        Assert.Equal("203.0.113.9", Assert.Single(intake.Requests).Headers["X-Forwarded-For"]);
        Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public void TrustedProxies_Misspelt_AreAllNamedAtOnce()
    {
        var options = new FrontDoorOptions { TrustedProxies = ["10.0.0.0/8", "proxy.example", "10.0.0.0/99", "::1"] };
        var faults = options.Validate(new(options)).Select(fault => fault.ErrorMessage!).ToList();
        Assert.Equal(2, faults.Count);
        Assert.Contains("proxy.example", faults[0], StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/99", faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ThatMayHoldASecret_IsNotCompressed()
    {
        await using var service = await PlayedService.StartAsync("service");
        service.Answer = http =>
        {
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync($"\"{new string('x', 4000)}\"");
        };
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["intake"] = service.Address,
            ["catalogue"] = service.Address,
            ["resolution"] = service.Address,
        }, null, CancellationToken);
        Assert.True(await IsCompressedAsync(HttpMethod.Get, "/api/v1/time-limits"));
        Assert.True(await IsCompressedAsync(HttpMethod.Get, "/api/v1/departments/so-khcn/cases"));
        Assert.False(await IsCompressedAsync(HttpMethod.Get, "/api/v1/tracking/DT26-AAAAA-AAAAA"));
        Assert.False(await IsCompressedAsync(HttpMethod.Post, "/api/v1/submissions"));
        Assert.False(await IsCompressedAsync(HttpMethod.Post, "/api/v1/identities/1/disclosure"));
        Assert.False(await IsCompressedAsync(HttpMethod.Get, "/theo-doi"));

        async Task<bool> IsCompressedAsync(HttpMethod method, string path)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.AcceptEncoding.ParseAdd("gzip");
            using var answer = await gateway.Client.SendAsync(request, CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            if (!answer.Content.Headers.ContentEncoding.Contains("gzip")) return false;
            await using var unpacked = new GZipStream(await answer.Content.ReadAsStreamAsync(CancellationToken), CompressionMode.Decompress);
            using var reader = new StreamReader(unpacked);
            Assert.Equal(4002, (await reader.ReadToEndAsync(CancellationToken)).Length);
            return true;
        }
    }
}
