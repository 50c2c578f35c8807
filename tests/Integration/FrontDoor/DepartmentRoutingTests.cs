using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shared.Departments;
using Support;
using Xunit;

namespace Integration.FrontDoor;

/// <summary>Every department's requests reach the Resolution that serves it, wherever that is today.</summary>
public sealed class DepartmentRoutingTests
{
    private const string Task = "0190a0000000700080000000000000aa";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Department_WithAClusterOfItsOwn_IsAskedThere()
    {
        await using var common = await PlayedService.StartAsync("common");
        await using var commune = await PlayedService.StartAsync("commune");
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["resolution"] = common.Address, ["resolution-xa-go-may"] = commune.Address }, null, CancellationToken);

        Assert.Equal("commune", await gateway.Client.GetStringAsync("/api/v1/departments/xa-go-may/cases", CancellationToken));
        Assert.Equal("commune", await gateway.Client.GetStringAsync("/api/v1/departments/xa-go-may/anything/else", CancellationToken));
        Assert.Equal("commune", await gateway.Client.GetStringAsync($"/api/v1/tasks/xa-go-may.{Task}", CancellationToken));
        Assert.Equal("common", await gateway.Client.GetStringAsync("/api/v1/departments/so-khcn/cases", CancellationToken));
        Assert.Equal("common", await gateway.Client.GetStringAsync($"/api/v1/tasks/so-khcn.{Task}", CancellationToken));
        Assert.Equal("common", await gateway.Client.GetStringAsync("/api/v1/departments/nowhere/cases", CancellationToken));
        using var claim = await gateway.Client.PostAsync($"/api/v1/tasks/xa-go-may.{Task}/claim", null, CancellationToken);
        Assert.Equal("commune", await claim.Content.ReadAsStringAsync(CancellationToken));
    }

    [Fact]
    public async Task Department_GivenAnAddressWhileRunning_IsAskedThereWithoutARestart()
    {
        await using var common = await PlayedService.StartAsync("common");
        await using var own = await PlayedService.StartAsync("own");
        IReadOnlyList<Department> departments = [Of("xa-go-may", null), Of("so-khcn", null)];
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["resolution"] = common.Address }, () => departments, CancellationToken);
        Assert.Equal("common", await AskAsync("xa-go-may"));

        departments = [Of("xa-go-may", own.Address), Of("so-khcn", null)];
        await Poll.UntilAsync(async () => await AskAsync("xa-go-may") == "own", "the new address to be used", CancellationToken);
        Assert.Equal("common", await AskAsync("so-khcn"));

        departments = [Of("xa-go-may", null), Of("so-khcn", own.Address)];
        await Poll.UntilAsync(async () => await AskAsync("so-khcn") == "own", "the second address to be used", CancellationToken);
        Assert.Equal("common", await AskAsync("xa-go-may"));

        async Task<string> AskAsync(string code)
        {
            using var answer = await gateway.Client.GetAsync($"/api/v1/departments/{code}/cases", CancellationToken);
            return await answer.Content.ReadAsStringAsync(CancellationToken);
        }
    }

    [Fact]
    public async Task Addresses_SeparatedByCommas_ShareTheRequests()
    {
        await using var one = await PlayedService.StartAsync("one");
        await using var two = await PlayedService.StartAsync("two");
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["resolution"] = $"{one.Address}, {two.Address}" }, null, CancellationToken);

        for (var i = 0; i < 40; i++) await gateway.Client.GetStringAsync("/api/v1/departments/so-khcn/cases", CancellationToken);
        Assert.Equal(40, one.Requests.Count + two.Requests.Count);
        Assert.True(one.Requests.Count >= 5 && two.Requests.Count >= 5, $"{one.Requests.Count} and {two.Requests.Count}");
    }

    [Fact]
    public async Task WorkList_OfSeveralResolutions_IsOneListByDueDate()
    {
        await using var common = await PlayedService.StartAsync("common");
        await using var commune = await PlayedService.StartAsync("commune");
        common.Answer = Pages.Of("so-khcn", "2026-12-01", "2026-12-03", "2026-12-03", null);
        commune.Answer = Pages.Of("xa-go-may", "2026-12-02", "2026-12-03", "2026-12-04", null, null);
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["resolution"] = common.Address, ["resolution-xa-go-may"] = commune.Address }, null, CancellationToken);
        using var clerk = gateway.As("clerk@so-khcn", "officer@xa-go-may");

        var whole = await ListAsync(clerk, "/api/v1/tasks?assigned=department&limit=50");
        Assert.Equal(["so-khcn.0", "xa-go-may.0", "so-khcn.1", "so-khcn.2", "xa-go-may.1", "xa-go-may.2", "so-khcn.3", "xa-go-may.3", "xa-go-may.4"], whole.Items);
        Assert.Null(whole.Next);
        Assert.All(common.Requests.Concat(commune.Requests), asked => Assert.Contains("assigned=department", asked.Address, StringComparison.Ordinal));

        // In small pages it is the same list: nothing twice, nothing left out.
        for (var size = 1; size <= 4; size++)
        {
            var read = new List<string>();
            string? next = null;
            do
            {
                var page = await ListAsync(clerk, $"/api/v1/tasks?limit={size}" + (next is null ? "" : $"&after={Uri.EscapeDataString(next)}"));
                read.AddRange(page.Items);
                next = page.Next;
            }
            while (next is not null);
            Assert.Equal(whole.Items, read);
        }

        using var one = gateway.As("clerk@xa-go-may");
        Assert.Equal(5, (await ListAsync(one, "/api/v1/tasks")).Items.Count);
        using var everywhere = gateway.As("head@*");
        Assert.Equal(9, (await ListAsync(everywhere, "/api/v1/tasks")).Items.Count);
    }

    [Fact]
    public async Task WorkList_OneResolutionAway_SaysWhoseWorkIsMissing()
    {
        await using var common = await PlayedService.StartAsync("common");
        await using var commune = await PlayedService.StartAsync("commune");
        common.Answer = Pages.Of("so-khcn", "2026-12-01");
        commune.Answer = Pages.Of("xa-go-may", "2026-12-02");
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["resolution"] = common.Address, ["resolution-xa-go-may"] = commune.Address }, null, CancellationToken);
        using var clerk = gateway.As("clerk@so-khcn", "clerk@xa-go-may");

        await commune.StopAsync();
        var part = await ListAsync(clerk, "/api/v1/tasks");
        Assert.Equal(["so-khcn.0"], part.Items);
        Assert.Equal(["xa-go-may"], part.Unavailable);
        Assert.NotNull(part.Next); // what is missing can still be fetched

        await commune.StartAsync();
        await Poll.UntilAsync(async () => (await ListAsync(clerk, "/api/v1/tasks")).Unavailable.Count == 0, "the commune to be back", CancellationToken);
        Assert.Equal(["xa-go-may.0"], (await ListAsync(clerk, $"/api/v1/tasks?after={part.Next}")).Items);

        await commune.StopAsync();
        await common.StopAsync();
        using var none = await clerk.GetAsync("/api/v1/tasks", CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, none.StatusCode);
    }

    [Theory]
    [InlineData("limit=0", "request.limit")]
    [InlineData("limit=many", "request.limit")]
    [InlineData("after=m.nonsense", "request.cursor")]
    [InlineData("after=m.W10", "request.cursor")]
    public async Task WorkList_OfSeveralResolutionsAskedWrongly_IsRefused(string query, string rule)
    {
        await using var common = await PlayedService.StartAsync("common");
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["resolution"] = common.Address, ["resolution-xa-go-may"] = common.Address }, null, CancellationToken);
        using var clerk = gateway.As("clerk@so-khcn", "clerk@xa-go-may");
        using var answer = await clerk.GetAsync($"/api/v1/tasks?{query}", CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.EndsWith(rule, (await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken)).GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Empty(common.Requests);
    }

    private static async Task<(List<string> Items, string? Next, List<string> Unavailable)> ListAsync(HttpClient client, string address)
    {
        var page = await client.GetFromJsonAsync<JsonElement>(address, CancellationToken);
        return ([.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)],
            page.GetProperty("next").GetString(),
            page.TryGetProperty("unavailable", out var missing) ? [.. missing.EnumerateArray().Select(code => code.GetString()!)] : []);
    }

    private static Department Of(string code, string? resolution) =>
        new(code, new LocalName(code, code), code, "commune-chairperson", code, Resolution: resolution);
}
