using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace EndToEnd;

/// <summary>Bad input gets a clear answer in the caller's language, and nothing is stored.</summary>
[Collection("one at a time")]
public sealed class BadInputTests(AllInOneFixture fixture)
{
    private const string Good = """{"subject":"Một","content":"Hai","submitters":[{"name":"Người gửi"}]}""";

    public static TheoryData<string, string, int> Bodies => new()
    {
        { "no subject", """{"content":"Hai","submitters":[{"name":"N"}]}""", 400 },
        { "empty subject", """{"subject":"","content":"Hai","submitters":[{"name":"N"}]}""", 400 },
        { "long subject", $$"""{"subject":"{{new string('x', 301)}}","content":"Hai","submitters":[{"name":"N"}]}""", 400 },
        { "unknown kind", """{"kind":"poem","subject":"Một","content":"Hai","submitters":[{"name":"N"}]}""", 400 },
        { "kind as number", """{"kind":99,"subject":"Một","content":"Hai","submitters":[{"name":"N"}]}""", 400 },
        { "no sender", """{"subject":"Một","content":"Hai"}""", 422 },
        { "unknown department", """{"subject":"Một","content":"Hai","submitters":[{"name":"N"}],"receivedBy":"nowhere"}""", 422 },
        { "date in the future", """{"subject":"Một","content":"Hai","submitters":[{"name":"N"}],"receivedOn":"2099-01-01"}""", 422 },
        { "not a date", """{"subject":"Một","content":"Hai","submitters":[{"name":"N"}],"receivedOn":"ngày mai"}""", 400 },
        { "not JSON", "subject=Một", 400 },
        { "half a body", """{"subject":"Một","content":"H""", 400 },
        { "nothing", "", 400 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Register_BadBody_IsRefusedInBothLanguages(string what, string body, int status)
    {
        var before = await CountAsync();
        var vi = await PostAsync(Encoding.UTF8.GetBytes(body), "vi");
        var en = await PostAsync(Encoding.UTF8.GetBytes(body), "en");
        Assert.True(status == (int)vi.Status, $"{what}: {vi.Status}");
        Assert.Equal(vi.Status, en.Status);
        Assert.StartsWith("urn:donthu:problem:", vi.Problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(vi.Problem.GetProperty("title").GetString(), en.Problem.GetProperty("title").GetString());
        Assert.False(string.IsNullOrEmpty(vi.Problem.GetProperty("traceId").GetString()));
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Register_ThreeMegabytes_IsTooLarge()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"subject":"{{new string('x', 3 * 1024 * 1024)}}","content":"Hai"}""");
        var answer = await PostAsync(body, "vi");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
    }

    [Fact]
    public async Task Register_InvalidUtf8_IsMalformed()
    {
        var body = Encoding.UTF8.GetBytes(Good);
        body[Array.IndexOf(body, (byte)'M')] = 0xFF;
        var answer = await PostAsync(body, "vi");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("urn:donthu:problem:request.malformed", answer.Problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Track_WrongKeyOrUnknownReference_IsTheSame404()
    {
        var registered = await PostAsync(Encoding.UTF8.GetBytes(Good), "vi");
        Assert.Equal(HttpStatusCode.Created, registered.Status);
        var wrongKey = await TrackAsync(registered.Problem.GetProperty("reference").GetString()!, "AAAA-AAAA-AAAA-AAAA");
        var unknown = await TrackAsync("DT26-22222-22222", "AAAA-AAAA-AAAA-AAAA");
        Assert.Equal(HttpStatusCode.NotFound, wrongKey.Status);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(wrongKey.Problem.GetProperty("type").GetString(), unknown.Problem.GetProperty("type").GetString());
        Assert.Equal(wrongKey.Problem.GetProperty("title").GetString(), unknown.Problem.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Staff_Unsigned_IsAskedToSignIn()
    {
        using var answer = await fixture.Host.Client.GetAsync(new Uri("/api/v1/tasks", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Submission_OfAnotherDepartment_Is404()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var registered = await PostAsync(Encoding.UTF8.GetBytes(Good), "vi");
        using var stranger = await fixture.Host.SignInAsync("clerk.xa-go-may", cancellationToken);
        var id = registered.Problem.GetProperty("id").GetString();
        foreach (var path in new[] { $"/api/v1/submissions/{id}", $"/api/v1/submissions/{id}/competence" })
        {
            using var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Register_SameIdempotencyKeyTwice_IsOneSubmissionAndOneAnswer()
    {
        var key = Guid.NewGuid().ToString();
        var first = await PostAsync(Encoding.UTF8.GetBytes(Good), "vi", key);
        var again = await PostAsync(Encoding.UTF8.GetBytes(Good), "vi", key);
        var other = await PostAsync(Encoding.UTF8.GetBytes(Good.Replace("Một", "Khác", StringComparison.Ordinal)), "vi", key);
        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(first.Problem.GetProperty("trackingKey").GetString(), again.Problem.GetProperty("trackingKey").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
    }

    private async Task<(HttpStatusCode Status, JsonElement Problem)> PostAsync(byte[] body, string language, string? key = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/submissions") { Content = content };
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await fixture.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private async Task<(HttpStatusCode Status, JsonElement Problem)> TrackAsync(string reference, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tracking/{reference}");
        request.Headers.Add("X-Tracking-Key", key);
        using var answer = await fixture.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private async Task<int> CountAsync()
    {
        using var clerk = await fixture.Host.SignInAsync("clerk.so-khcn", TestContext.Current.CancellationToken);
        var page = await clerk.GetFromJsonAsync<JsonElement>("/api/v1/submissions?limit=200", TestContext.Current.CancellationToken);
        return page.GetProperty("items").GetArrayLength();
    }
}
