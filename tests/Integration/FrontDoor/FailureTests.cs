using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Support;
using Xunit;

namespace Integration.FrontDoor;

/// <summary>A service that is away, slow or broken is told from one that refuses, and harms nobody but those who need it.</summary>
public sealed class FailureTests
{
    private const string Cases = "/api/v1/departments/so-khcn/cases";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Department_ItsResolutionIsDown_Is503WithRetryAfterAndTheOthersAnswer()
    {
        await using var common = await PlayedService.StartAsync("common");
        await using var commune = await PlayedService.StartAsync("commune");
        await using var intake = await PlayedService.StartAsync("intake");
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["resolution"] = common.Address,
            ["resolution-xa-go-may"] = commune.Address,
            ["intake"] = intake.Address,
        }, null, CancellationToken);
        await commune.StopAsync();

        foreach (var path in new[] { "/api/v1/departments/xa-go-may/cases", "/api/v1/tasks/xa-go-may.0190a0000000700080000000000000aa" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.AcceptLanguage.ParseAdd("en");
            using var answer = await gateway.Client.SendAsync(request, CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(10), answer.Headers.RetryAfter!.Delta);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken);
            Assert.Equal("urn:donthu:problem:server.unavailable", problem.GetProperty("type").GetString());
            Assert.StartsWith("The service does not answer", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
            Assert.Equal("xa-go-may", problem.GetProperty("department").GetString());
            Assert.Contains(problem.GetProperty("traceId").GetString()!, answer.Headers.GetValues("traceparent").Single(), StringComparison.Ordinal);
        }

        Assert.Equal("common", await gateway.Client.GetStringAsync(Cases, CancellationToken));
        Assert.Equal("intake", await gateway.Client.GetStringAsync("/api/v1/tracking/DT26-AAAAA-AAAAA", CancellationToken));

        await commune.StartAsync();
        await Poll.UntilAsync(async () =>
        {
            using var answer = await gateway.Client.GetAsync("/api/v1/departments/xa-go-may/cases", CancellationToken);
            return answer.IsSuccessStatusCode;
        }, "the commune to be back", CancellationToken);
    }

    [Fact]
    public async Task Instance_ThatIsNotReady_GetsNoRequestsUntilItIs()
    {
        await using var one = await PlayedService.StartAsync("one");
        await using var two = await PlayedService.StartAsync("two");
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["resolution"] = $"{one.Address},{two.Address}" }, null, CancellationToken);
        one.IsReady = false;
        await Poll.UntilAsync(async () => await OnlyAsync(gateway, "two"), "the instance that is not ready to be left alone", CancellationToken);

        two.IsReady = false;
        await Poll.UntilAsync(async () =>
        {
            using var answer = await gateway.Client.GetAsync(Cases, CancellationToken);
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable;
        }, "nobody to be left", CancellationToken);

        one.IsReady = true;
        await Poll.UntilAsync(async () =>
        {
            using var answer = await gateway.Client.GetAsync(Cases, CancellationToken);
            return answer.IsSuccessStatusCode && await answer.Content.ReadAsStringAsync(CancellationToken) == "one";
        }, "the first to be back", CancellationToken);
    }

    [Fact]
    public async Task Instance_ThatCannotBeReached_IsPassedOverAndNobodyNotices()
    {
        await using var one = await PlayedService.StartAsync("one");
        await using var two = await PlayedService.StartAsync("two");
        // Nobody looks whether they are ready, so that the requests themselves have to find out.
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["resolution"] = $"{one.Address},{two.Address}", ["DonThu:Proxy:ProbeEvery"] = "00:05:00" }, null, CancellationToken);
        await one.StopAsync();
        for (var i = 0; i < 20; i++)
        {
            using var post = await gateway.Client.PostAsync("/api/v1/tasks/so-khcn.1/claim", Json("""{"a":1}"""), CancellationToken);
            Assert.Equal("two", await post.Content.ReadAsStringAsync(CancellationToken));
        }
    }

    [Fact]
    public async Task Answer_BrokenOff_IsAskedAgainOnlyWhenTheRequestReads()
    {
        await using var one = await PlayedService.StartAsync("one");
        await using var two = await PlayedService.StartAsync("two");
        one.Answer = two.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["resolution"] = $"{one.Address},{two.Address}" }, null, CancellationToken);

        using var get = await gateway.Client.GetAsync(Cases, CancellationToken);
        Assert.Equal(HttpStatusCode.BadGateway, get.StatusCode);
        Assert.Single(one.Requests);
        Assert.Single(two.Requests);

        await Poll.UntilAsync(async () =>
        {
            using var any = await gateway.Client.GetAsync("/api/v1/departments/so-khcn/cases/other", CancellationToken);
            return any.StatusCode == HttpStatusCode.BadGateway;
        }, "both to be tried again", CancellationToken);
        var before = one.Requests.Count + two.Requests.Count;
        using var post = await gateway.Client.PostAsync("/api/v1/tasks/so-khcn.1/completion", Json("""{"outcome":"Sent"}"""), CancellationToken);
        Assert.Equal(HttpStatusCode.BadGateway, post.StatusCode);
        Assert.Equal(before + 1, one.Requests.Count + two.Requests.Count);
    }

    [Fact]
    public async Task Service_ThatTakesTooLong_Is504()
    {
        await using var slow = await PlayedService.StartAsync("slow");
        slow.Answer = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["resolution"] = slow.Address,
            ["ReverseProxy:Routes:departments:Timeout"] = "00:00:00.300",
        }, null, CancellationToken);
        using var answer = await gateway.Client.GetAsync(Cases, CancellationToken);
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal("urn:donthu:problem:server.unavailable",
            (await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_BeyondTheLimit_Is413(bool unannounced)
    {
        await using var intake = await PlayedService.StartAsync("intake");
        intake.Answer = http => http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["intake"] = intake.Address }, null, CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/submissions") { Content = Json(new string('x', 2 * 1024 * 1024)) };
        request.Headers.TransferEncodingChunked = unannounced ? true : null;
        using var answer = await gateway.Client.SendAsync(request, CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("urn:donthu:problem:request.too-large",
            (await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken)).GetProperty("type").GetString());
        if (!unannounced) Assert.Empty(intake.Requests);
    }

    [Fact]
    public async Task Refusal_OfAService_ComesThroughAsItIs()
    {
        await using var intake = await PlayedService.StartAsync("intake");
        intake.Answer = async http =>
        {
            http.Response.StatusCode = 409;
            http.Response.ContentType = "application/problem+json";
            await http.Response.WriteAsync("""{"type":"urn:donthu:problem:task.taken"}""");
        };
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["intake"] = intake.Address }, null, CancellationToken);
        using var answer = await gateway.Client.GetAsync("/api/v1/submissions", CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("""{"type":"urn:donthu:problem:task.taken"}""", await answer.Content.ReadAsStringAsync(CancellationToken));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<bool> OnlyAsync(GatewayHost gateway, string name)
    {
        for (var i = 0; i < 10; i++)
            if (await gateway.Client.GetStringAsync(Cases, CancellationToken) != name) return false;
        return true;
    }
}
