using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Portal.Clients;

/// <summary>Sends requests and reads answers, for the typed clients.</summary>
internal sealed class ApiChannel(IHttpClientFactory factory, IHttpContextAccessor http)
{
    public const string Name = "donthu-api";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    public Task<Answer<T>> GetAsync<T>(string path, params (string Name, string? Value)[] headers) where T : class =>
        SendAsync<T>(HttpMethod.Get, path, null, headers);

    public Task<Answer<T>> PostAsync<T>(string path, object? body, params (string Name, string? Value)[] headers) where T : class =>
        SendAsync<T>(HttpMethod.Post, path, body ?? new object(), headers);

    public Task<Answer<T>> PutAsync<T>(string path, object body) where T : class => SendAsync<T>(HttpMethod.Put, path, body, []);

    private async Task<Answer<T>> SendAsync<T>(HttpMethod method, string path, object? body, (string Name, string? Value)[] headers) where T : class
    {
        var cancellationToken = http.HttpContext?.RequestAborted ?? CancellationToken.None;
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            // A header takes ASCII only; what a citizen typed otherwise goes escaped and is simply not the right key.
            if (!string.IsNullOrEmpty(value)) request.Headers.TryAddWithoutValidation(name, value.All(char.IsAscii) ? value : Uri.EscapeDataString(value));
        }

        if (body is HttpContent content) request.Content = content;
        else if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json);

        try
        {
            using var client = factory.CreateClient(Name);
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode) return new(null, ApiProblem.Read((int)response.StatusCode, text));
            return new(text.Length == 0 ? null : JsonSerializer.Deserialize<T>(text, Json), null);
        }
        catch (Exception exception) when (NoAnswer(exception, cancellationToken))
        {
            return new(null, new ApiProblem(503, ApiProblem.Unavailable, null, null, http.HttpContext?.TraceIdentifier));
        }
    }

    /// <summary>The connection failed, or our own patience ran out: the page can say so. Anything else is a bug and is thrown.</summary>
    private static bool NoAnswer(Exception exception, CancellationToken aborted) =>
        exception is HttpRequestException || (exception is OperationCanceledException && !aborted.IsCancellationRequested);

    /// <summary>One segment of a path.</summary>
    public static string Segment(string text) => Uri.EscapeDataString(text);

    /// <summary>A path with the parameters that have a value.</summary>
    public static string Query(string path, params (string Name, string? Value)[] parameters)
    {
        var given = parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value))
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        var query = string.Join('&', given);
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}

/// <summary>An answer of which only the success matters.</summary>
public sealed record Nothing;

/// <summary>One page of a list.</summary>
/// <param name="Unavailable">The departments whose part is missing, because their service does not answer.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, IReadOnlyList<string>? Unavailable = null);
