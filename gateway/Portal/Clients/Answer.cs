using System.Text.Json;

namespace Portal.Clients;

/// <summary>What the API said: the value asked for, or the problem.</summary>
public sealed record Answer<T>(T? Value, ApiProblem? Problem) where T : class;

/// <summary>A problem (RFC 9457) as the pages use it.</summary>
public sealed record ApiProblem(int Status, string Code, string? Title, string? LegalBasis, string? TraceId)
{
    /// <summary>The service could not be reached, or gave up.</summary>
    public const string Unavailable = "server.unavailable";

    private const string TypePrefix = "urn:donthu:problem:";

    /// <summary>What is wrong with which field, by the field's name on the wire.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Who was first, when somebody was.</summary>
    public string? By { get; init; }

    public bool IsNotFound => Status == 404;
    public bool IsSignInNeeded => Status == 401;
    public bool IsDenied => Status == 403;

    public static ApiProblem Read(int status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return Bare(status);
            return new ApiProblem(status, CodeOf(Text(root, "type"), status), Text(root, "title"), Text(root, "legalBasis"), Text(root, "traceId"))
            {
                By = Text(root, "byName") ?? Text(root, "by"),
                Errors = root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object ? Fields(errors) : Bare(status).Errors,
            };
        }
        catch (JsonException)
        {
            // A proxy on the way may answer with a page of its own.
            return Bare(status);
        }
    }

    private static ApiProblem Bare(int status) => new(status, CodeOf(null, status), null, null, null);

    private static string CodeOf(string? type, int status) => type?.StartsWith(TypePrefix, StringComparison.Ordinal) == true
        ? type[TypePrefix.Length..]
        : status switch
        {
            401 => "access.sign-in",
            403 => "access.denied",
            404 => "request.not-found",
            409 => "request.conflict",
            429 => "request.too-many",
            >= 502 and <= 504 => Unavailable,
            >= 500 => "server.error",
            _ => "request.invalid",
        };

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, IReadOnlyList<string>> Fields(JsonElement errors) =>
        errors.EnumerateObject().ToDictionary(
            field => field.Name,
            field => (IReadOnlyList<string>)(field.Value.ValueKind == JsonValueKind.Array
                ? [.. field.Value.EnumerateArray().Select(text => text.ToString())]
                : [field.Value.ToString()]));
}
