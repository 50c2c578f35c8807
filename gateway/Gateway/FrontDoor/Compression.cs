namespace Gateway.FrontDoor;

/// <summary>
/// What is sent smaller. Where an answer holds a secret beside text somebody else chose, its compressed size tells of the secret (BREACH);
/// so what may be compressed is listed, not what may not: lists and documents of the law, cases and figures, which are fetched with a token
/// no browser adds by itself. Never compressed: tracking and its keys, tokens, identities, answers to a POST, and pages, which carry the
/// token of their form and show the key of a letter.
/// </summary>
internal static class Compression
{
    private static readonly PathString[] WithoutSecrets =
    [
        "/api/v1/tasks", "/api/v1/departments", "/api/v1/submissions", "/api/v1/oversight", "/api/v1/search", "/api/v1/procedures",
        "/api/v1/time-limits", "/api/v1/calendars", "/api/v1/publications", "/api/v1/receptions", "/openapi", "/docs",
    ];

    private static readonly string[] Kinds = ["application/json", "application/problem+json", "text/calendar", "text/javascript", "text/css", "image/svg+xml"];

    public static void Add(IServiceCollection services) => services.AddResponseCompression(compression =>
    {
        compression.EnableForHttps = true;
        compression.MimeTypes = Kinds;
    });

    public static bool MayBeUsed(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && WithoutSecrets.Any(path => http.Request.Path.StartsWithSegments(path));
}
