using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Support;

/// <summary>The people of one department at work through the front door. Each call is one request; what carries a key may be sent again.</summary>
public sealed class Staff(HttpClient client, DemonstrationUsers users, string department)
{
    // A token lasts an hour; a run may last longer.
    private static readonly TimeSpan TokenLasts = TimeSpan.FromMinutes(40);

    private readonly ConcurrentDictionary<string, (string Token, long Since)> tokens = new();

    /// <summary>The tasks of a first complaint up to the decision that was sent: who does it, and with what.</summary>
    public static IReadOnlyList<Step> Steps { get; } =
    [
        new("CheckAcceptance", "officer", "Accept", new { outcome = "Accept" }),
        new("Recheck", "officer", "VerificationNeeded", new { outcome = "VerificationNeeded" }),
        new("Verify", "officer", "PositionsAgree", new { outcome = "PositionsAgree", data = new { summary = "Kết quả đo lại thửa đất" } }),
        new("Decide", "head", "PartlyUpheld", new { outcome = "PartlyUpheld", data = new { decisionNumber = "45/QĐ-UBND", signedOn = Today } }),
        new("SendDecision", "officer", "Sent", new { outcome = "Sent", data = new { sentOn = Today } }),
    ];

    public string Department => department;

    private static string Today => Clock.LegalDay.Today(TimeProvider.System).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public Task<HttpResponseMessage> RegisterAsync(string subject, string? key, CancellationToken cancellationToken) =>
        SendAsync("reception", HttpMethod.Post, "submissions", new
        {
            kind = "complaint",
            subject,
            content = "Kính gửi cơ quan có thẩm quyền. Tôi không đồng ý với quyết định xử phạt và đề nghị đo đạc lại có mặt gia đình.",
            submitters = new[] { new { name = "Người gửi thử nghiệm", address = "khu 4", phone = "0900000000", signed = true } },
            against = department == "xa-go-may" ? "Chủ tịch UBND xã Gò Mây" : null,
            territory = "xã Gò Mây",
            channel = "counter",
            receivedBy = department,
        }, key, cancellationToken);

    public Task<HttpResponseMessage> ClassifyAsync(Guid id, string? key, CancellationToken cancellationToken) =>
        SendAsync("clerk", HttpMethod.Post, $"submissions/{id}/classification",
            new { kind = "complaint", instance = "first", competentBody = department, reason = "Thuộc thẩm quyền của cơ quan." }, key, cancellationToken);

    /// <summary>A page of the department's cases, newest first.</summary>
    public Task<HttpResponseMessage> CasesAsync(string? after, CancellationToken cancellationToken) =>
        SendAsync("officer", HttpMethod.Get,
            $"departments/{department}/cases?state=all&limit=100{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", null, null, cancellationToken);

    public Task<HttpResponseMessage> CaseAsync(string caseId, CancellationToken cancellationToken) =>
        SendAsync("officer", HttpMethod.Get, $"departments/{department}/cases/{caseId}", null, null, cancellationToken);

    /// <summary>A page of the submissions the department received, newest first.</summary>
    public Task<HttpResponseMessage> SubmissionsAsync(CancellationToken cancellationToken) =>
        SendAsync("clerk", HttpMethod.Get, "submissions?limit=100", null, null, cancellationToken);

    public Task<HttpResponseMessage> CompleteAsync(Step step, string taskId, string? key, CancellationToken cancellationToken) =>
        SendAsync(step.Role, HttpMethod.Post, $"tasks/{taskId}/completion", step.Completion, key, cancellationToken);

    /// <summary>The open task of a step in a case as the API shows it; null while there is none.</summary>
    public static string? OpenTask(JsonElement found, Step step) => found.GetProperty("tasks").EnumerateArray()
        .Where(task => task.GetProperty("activity").GetString() == step.Activity && task.GetProperty("state").GetString() == "open")
        .Select(task => task.GetProperty("id").GetString()).SingleOrDefault();

    private async Task<HttpResponseMessage> SendAsync(
        string role, HttpMethod method, string path, object? body, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.BaseAddress!, $"/api/v1/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync($"{role}.{department}", cancellationToken));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await client.SendAsync(request, cancellationToken);
    }

    private async Task<string> TokenAsync(string userName, CancellationToken cancellationToken)
    {
        if (tokens.TryGetValue(userName, out var known) && Stopwatch.GetElapsedTime(known.Since) < TokenLasts) return known.Token;
        var token = await users.TokenAsync(userName, cancellationToken);
        tokens[userName] = (token, Stopwatch.GetTimestamp());
        return token;
    }

    /// <summary>A task of the procedure and how it is completed.</summary>
    public sealed record Step(string Activity, string Role, string Outcome, object Completion);
}
