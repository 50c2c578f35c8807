using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace EndToEnd;

/// <summary>Two people and one task.</summary>
[Collection("one at a time")]
public sealed class TaskTests(AllInOneFixture fixture)
{
    [Fact]
    public async Task Task_OfAnotherDepartment_DoesNotExist()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        using var stranger = await fixture.Host.SignInAsync("officer.so-khcn", cancellationToken);
        using var look = await stranger.GetAsync(new Uri($"/api/v1/tasks/{task.Id}", UriKind.Relative), cancellationToken);
        using var act = await stranger.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/completion", new { outcome = "Accept" }, cancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, look.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, act.StatusCode);
    }

    [Fact]
    public async Task Task_ClaimedByAnother_IsRefusedAndSaysByWhom()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        using var officer = await fixture.Host.SignInAsync("officer.xa-go-may", cancellationToken);
        using var head = await fixture.Host.SignInAsync("head.xa-go-may", cancellationToken);
        using var claimed = await officer.PostAsync(new Uri($"/api/v1/tasks/{task.Id}/claim", UriKind.Relative), null, cancellationToken);
        using var refused = await head.PostAsync(new Uri($"/api/v1/tasks/{task.Id}/claim", UriKind.Relative), null, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, claimed.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Assert.Contains("Cán bộ xác minh", problem.GetProperty("by").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_CompletedTwiceAtOnce_HappensOnce()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        using var officer = await fixture.Host.SignInAsync("officer.xa-go-may", cancellationToken);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var answer = await officer.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/completion", new { outcome = "Accept" }, cancellationToken);
            return answer.StatusCode;
        }));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], answers.Order());

        var found = await officer.GetFromJsonAsync<JsonElement>($"/api/v1/departments/xa-go-may/cases/{task.CaseId}", cancellationToken);
        var codes = found.GetProperty("deadlines").EnumerateArray().Select(deadline => deadline.GetProperty("code").GetString()).ToList();
        Assert.Equal(1, codes.Count(code => code == "KN1.RESOLVE"));
    }

    [Fact]
    public async Task Task_UnknownOutcomeOrMissingField_IsUnprocessable()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        using var officer = await fixture.Host.SignInAsync("officer.xa-go-may", cancellationToken);
        using var unknown = await officer.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/completion", new { outcome = "Perhaps" }, cancellationToken);
        using var missing = await officer.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/completion", new { outcome = "Refuse" }, cancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        Assert.True((await missing.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("fields").TryGetProperty("ground", out _));
    }

    [Fact]
    public async Task Withdrawal_WhileACaseRuns_EndsItAndItsClocks()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tracking/{task.Reference}/withdrawal")
        {
            Content = JsonContent.Create(new { text = "Tôi tự nguyện rút toàn bộ khiếu nại." }),
        };
        request.Headers.Add("X-Tracking-Key", task.TrackingKey);
        using var withdrawn = await fixture.Host.Client.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, withdrawn.StatusCode);

        using var officer = await fixture.Host.SignInAsync("officer.xa-go-may", cancellationToken);
        JsonElement found = default;
        await Support.Poll.UntilAsync(async () =>
        {
            found = await officer.GetFromJsonAsync<JsonElement>($"/api/v1/departments/xa-go-may/cases/{task.CaseId}", cancellationToken);
            return found.GetProperty("status").GetString() == "closed";
        }, "the case to end", cancellationToken);
        Assert.Equal("withdrawn", found.GetProperty("outcome").GetString());
        Assert.DoesNotContain("running", found.GetProperty("deadlines").EnumerateArray().Select(deadline => deadline.GetProperty("state").GetString()));
        Assert.All(found.GetProperty("tasks").EnumerateArray(), ended => Assert.Equal("cancelled", ended.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Deadline_HeadOrdersAnotherVersion_IsCountedByItAndSaysWhoAndWhy()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var task = await Complaints.OpenOneAsync(fixture.Host, cancellationToken);
        using var officer = await fixture.Host.SignInAsync("officer.xa-go-may", cancellationToken);
        using var head = await fixture.Host.SignInAsync("head.xa-go-may", cancellationToken);
        var found = await head.GetFromJsonAsync<JsonElement>($"/api/v1/departments/xa-go-may/cases/{task.CaseId}", cancellationToken);
        var deadline = found.GetProperty("deadlines").EnumerateArray().Single(one => one.GetProperty("code").GetString() == "KN1.ACCEPT");
        var path = $"/api/v1/departments/xa-go-may/cases/{task.CaseId}/deadlines/{deadline.GetProperty("id").GetString()}/version";
        var order = new { inForceFrom = "2012-07-01", reason = "Đơn nhận trước ngày luật sửa đổi có hiệu lực.", document = "5/CV" };

        using var notTheHead = await officer.PostAsJsonAsync(path, order, cancellationToken);
        using var noReason = await head.PostAsJsonAsync(path, order with { reason = "" }, cancellationToken);
        using var noVersion = await head.PostAsJsonAsync(path, order with { inForceFrom = "1999-01-01" }, cancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, notTheHead.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, noReason.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, noVersion.StatusCode);

        using var ordered = await head.PostAsJsonAsync(path, order, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, ordered.StatusCode);
        var receipt = (await ordered.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("receipt");
        Assert.Equal("2012-07-01", receipt.GetProperty("ruleInForceFrom").GetString());
        Assert.Equal(order.reason, Assert.Single(receipt.GetProperty("overrides").EnumerateArray()).GetProperty("reason").GetString());
    }
}
