using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.FrontDoor;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Integration.FrontDoor;

/// <summary>Who asks too often waits; nobody else does.</summary>
public sealed class LimitTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_BeyondTheLimit_Are429WithRetryAfterForThatCallerOnly()
    {
        await using var service = await PlayedService.StartAsync("service");
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["intake"] = service.Address,
            ["resolution"] = service.Address,
            ["DonThu:RequestLimits:SignedIn"] = "3",
            ["DonThu:RequestLimits:Submissions"] = "2",
            ["DonThu:RequestLimits:Tracking"] = "2",
            ["DonThu:RequestLimits:SignIns"] = "2",
            ["DonThu:RequestLimits:Anonymous"] = "4",
        }, null, CancellationToken);
        using var one = gateway.As("one", ["clerk@so-khcn"]);
        using var other = gateway.As("other", ["clerk@so-khcn"]);

        Assert.Equal([200, 200, 200, 429], await AskAsync(one, HttpMethod.Get, "/api/v1/submissions", 4));
        Assert.Equal([200], await AskAsync(other, HttpMethod.Get, "/api/v1/submissions", 1));
        Assert.Equal([200, 200, 429], await AskAsync(gateway.Client, HttpMethod.Post, "/api/v1/submissions", 3));
        Assert.Equal([200, 200, 429], await AskAsync(gateway.Client, HttpMethod.Get, "/api/v1/tracking/DT26-AAAAA-AAAAA", 3));
        Assert.Equal([400, 400, 429], await AskAsync(gateway.Client, HttpMethod.Post, "/connect/token", 3));
        Assert.Equal([200, 200, 200, 200, 429], await AskAsync(gateway.Client, HttpMethod.Get, "/api/v1/departments", 5));
        // A signed-in person's letters and looks count as theirs, a key tried by them as a key tried.
        Assert.Equal([200, 200, 429], await AskAsync(other, HttpMethod.Post, "/api/v1/submissions", 3));
        Assert.Equal([429], await AskAsync(other, HttpMethod.Get, "/api/v1/tracking/DT26-AAAAA-AAAAA", 1));
        // Whether it lives may always be asked.
        Assert.DoesNotContain(429, await AskAsync(gateway.Client, HttpMethod.Get, "/health/live", 20));

        using var refused = await gateway.Client.GetAsync("/api/v1/departments", CancellationToken);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(CancellationToken);
        Assert.Equal("urn:donthu:problem:request.too-many", problem.GetProperty("type").GetString());
        Assert.True(refused.Headers.Contains("traceparent"));
        Assert.True(refused.Headers.Contains("Content-Security-Policy"));

        using var page = new HttpRequestMessage(HttpMethod.Get, "/theo-doi");
        page.Headers.Accept.ParseAdd("text/html");
        using var shown = await gateway.Client.SendAsync(page, CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, shown.StatusCode);
        Assert.NotNull(shown.Headers.RetryAfter);
        Assert.Contains("<h1>Quá nhiều yêu cầu</h1>", await shown.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_BehindAnUntrustedHeader_IsCountedByItsRealAddress()
    {
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["DonThu:RequestLimits:Anonymous"] = "2" }, null, CancellationToken);
        var answers = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/departments");
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            using var answer = await gateway.Client.SendAsync(request, CancellationToken);
            answers.Add((int)answer.StatusCode);
        }

        Assert.Equal([200, 200, 429], answers);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    public void Address_OfTheSameConnection_IsTheSameCaller(string one, string other, bool same) =>
        Assert.Equal(same, KeyOf(one) == KeyOf(other));

    private static string KeyOf(string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return RequestLimits.PartitionOf(http, new RequestLimitOptions()).PartitionKey;
    }

    private static async Task<List<int>> AskAsync(HttpClient client, HttpMethod method, string path, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var request = new HttpRequestMessage(method, path);
            using var answer = await client.SendAsync(request, CancellationToken);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }
}
