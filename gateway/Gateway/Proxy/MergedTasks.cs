using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Shared.Hosting;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>
/// The work list of somebody whose departments are served by several Resolutions: each is asked for a page, and the pages are put
/// together by due date. The cursor holds how far each of them was read. A Resolution that does not answer is named, not left out in silence.
/// </summary>
internal sealed class MergedTasks(ServiceCalls services, ProxyFailures failures)
{
    private const string Path = "/api/v1/tasks";

    /// <param name="Unavailable">The departments whose work is missing here because their Resolution does not answer; absent when none is.</param>
    internal sealed record Merged(
        IReadOnlyList<JsonElement> Items, string? Next,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Unavailable);

    private sealed record Part(ClusterState Cluster, IReadOnlyList<string> Departments, string? From, Page<JsonElement>? Page);

    public static bool IsFurtherPage(HttpRequest request) => MergedCursor.IsOne(request.Query["after"]);

    public async Task AnswerAsync(HttpContext http, IReadOnlyList<(ClusterState Cluster, IReadOnlyList<string> Departments)> resolutions)
    {
        var limit = LimitOf(http.Request);
        var after = MergedCursor.Parse(http.Request.Query["after"]);
        var answers = await Task.WhenAll(resolutions.Where(one => !after.HasEnded(one.Cluster.ClusterId)).Select(async one =>
            (one.Cluster, one.Departments, From: after.Of(one.Cluster.ClusterId),
                Answer: await services.GetAsync(http, one.Cluster, AddressOf(http.Request, after.Of(one.Cluster.ClusterId), limit)))));

        // Who may not ask, or asks wrongly, is told so by any of them in the same words.
        if (answers.FirstOrDefault(one => one.Answer is { } answer && (int)answer.StatusCode is >= 400 and < 500).Answer is { } refusal)
        {
            http.Response.StatusCode = (int)refusal.StatusCode;
            http.Response.ContentType = refusal.Content.Headers.ContentType?.ToString();
            await refusal.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }

        var parts = new List<Part>();
        foreach (var (cluster, departments, from, answer) in answers)
        {
            var page = answer is { IsSuccessStatusCode: true } ? await answer.Content.ReadFromJsonAsync<Page<JsonElement>>(WireJson.Options, http.RequestAborted) : null;
            parts.Add(new Part(cluster, departments, from, page));
        }

        if (parts.Count > 0 && parts.All(part => part.Page is null))
        {
            await failures.AnswerAsync(http, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        await Results.Json(Merge(parts, after, limit), WireJson.Options).ExecuteAsync(http);
    }

    private static Merged Merge(IReadOnlyList<Part> parts, MergedCursor after, int limit)
    {
        var items = new List<JsonElement>(limit);
        var taken = new int[parts.Count];
        while (items.Count < limit && Earliest() is { } next) items.Add(parts[next].Page!.Items[taken[next]++]);

        for (var i = 0; i < parts.Count; i++)
            if (parts[i].Page is { } page) after = after.With(parts[i].Cluster.ClusterId, After(page, taken[i], parts[i].From));

        var missing = parts.Where(part => part.Page is null).SelectMany(part => part.Departments).ToList();
        var ids = parts.Select(part => part.Cluster.ClusterId);
        return new Merged(items, ids.All(after.HasEnded) ? null : after.ToString(), missing.Count == 0 ? null : missing);

        // The page whose next item is due first; of equals the first page, so that each keeps its own order.
        int? Earliest() => Enumerable.Range(0, parts.Count).Where(i => taken[i] < (parts[i].Page?.Items.Count ?? 0)).Select(i => (int?)i)
            .MinBy(i => KeyOf(parts[i!.Value].Page!.Items[taken[i.Value]]));
    }

    /// <summary>The cursor behind the items taken from a page; null when there is nothing behind them.</summary>
    private static string? After(Page<JsonElement> page, int taken, string? from) =>
        taken == page.Items.Count ? page.Next
        : taken == 0 ? from ?? ""
        : Cursor.Cut([.. page.Items.Take(taken + 1)], taken, Cursor.Parse(from), item => KeyOf(item)).Next;

    /// <summary>As a Resolution orders its own: what has no due date comes last.</summary>
    private static long KeyOf(JsonElement task) =>
        (task.TryGetProperty("dueOn", out var due) && due.ValueKind == JsonValueKind.String && due.TryGetDateTime(out var day)
            ? DateOnly.FromDateTime(day) : DateOnly.MaxValue).DayNumber;

    private static int LimitOf(HttpRequest request) => request.Query["limit"] is { Count: > 0 } text
        ? int.TryParse(text, out var limit) ? Cursor.Limit(limit) : throw RuleViolation.Unprocessable("request.limit")
        : Cursor.DefaultLimit;

    private static string AddressOf(HttpRequest request, string? after, int limit)
    {
        var query = request.Query.Where(parameter => parameter.Key is not ("after" or "limit"))
            .Append(new("limit", limit.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (!string.IsNullOrEmpty(after)) query = query.Append(new("after", after));
        return QueryHelpers.AddQueryString(Path, query.SelectMany(parameter => parameter.Value, (parameter, value) => KeyValuePair.Create(parameter.Key, value)));
    }
}

/// <summary>How far each of several Resolutions was read.</summary>
internal sealed class MergedCursor
{
    private const string Prefix = "m.";

    // By cluster: the cursor it gave, empty for its beginning, null behind its end.
    private readonly Dictionary<string, string?> read;

    private MergedCursor(Dictionary<string, string?> read) => this.read = read;

    public static bool IsOne(StringValues text) => text.ToString().StartsWith(Prefix, StringComparison.Ordinal);

    public static MergedCursor Parse(StringValues text)
    {
        if (StringValues.IsNullOrEmpty(text)) return new MergedCursor([]);
        try
        {
            if (IsOne(text) && JsonSerializer.Deserialize<Dictionary<string, string?>>(WebEncoders.Base64UrlDecode(text.ToString()[Prefix.Length..])) is { } read)
                return new MergedCursor(read);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            // Somebody's invention: refused below.
        }

        throw RuleViolation.Unprocessable("request.cursor");
    }

    public bool HasEnded(string cluster) => read.TryGetValue(cluster, out var cursor) && cursor is null;

    public string? Of(string cluster) => read.GetValueOrDefault(cluster);

    public MergedCursor With(string cluster, string? cursor) => new(new(read) { [cluster] = cursor });

    public override string ToString() => Prefix + WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(read));
}
