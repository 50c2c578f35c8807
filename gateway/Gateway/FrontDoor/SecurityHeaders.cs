using Microsoft.Extensions.Options;

namespace Gateway.FrontDoor;

/// <summary>
/// What browsers are told with every answer, also with errors and with what a service sent: a department's service cannot loosen it.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<FrontDoorOptions> options)
{
    /// <summary>Pages take everything from here; whoever frames them could have a person press a button they do not see.</summary>
    private const string ForPages =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>An answer to a program is no page. A browser that is led to one anyway runs and loads nothing.</summary>
    private const string ForPrograms = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    private const string Features =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()";

    private static readonly PathString[] Programs = ["/api", "/connect", "/openapi", "/health", "/.well-known"];

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            var toProgram = Programs.Any(program => http.Request.Path.StartsWithSegments(program));
            headers.ContentSecurityPolicy = toProgram ? ForPrograms : ForPages;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = Features;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (http.Request.IsHttps && options.Value.HttpsOnlyFor > TimeSpan.Zero)
                headers.StrictTransportSecurity = $"max-age={(long)options.Value.HttpsOnlyFor.TotalSeconds}";
            // Unless it says how long it is good for, an answer to a program may hold what is one person's alone.
            if (toProgram && headers.CacheControl.Count == 0 && headers.ETag.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    }
}
