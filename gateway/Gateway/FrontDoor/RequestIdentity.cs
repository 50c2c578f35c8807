using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gateway.FrontDoor;

/// <summary>
/// Every request has an id, the caller's own if it gave a decent one, and a trace. Both go along to the services and come back with every
/// answer, so that what a caller reports can be found.
/// </summary>
internal sealed partial class RequestIdentity(RequestDelegate next)
{
    public const string Header = "X-Request-Id";

    public async Task InvokeAsync(HttpContext http)
    {
        var given = http.Request.Headers[Header].ToString();
        http.TraceIdentifier = Decent().IsMatch(given) ? given : Guid.NewGuid().ToString("n");
        http.Request.Headers[Header] = http.TraceIdentifier;

        // The framework makes a trace only when somebody listens.
        using var made = Activity.Current is null ? Begin(http.Request) : null;
        var trace = Activity.Current!;
        // What a caller wants remembered along the way would travel to every service.
        foreach (var (name, _) in trace.Baggage.ToList()) trace.SetBaggage(name, null);
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[Header] = http.TraceIdentifier;
            http.Response.Headers.TraceParent = trace.Id;
            return Task.CompletedTask;
        });
        await next(http);
    }

    private static Activity Begin(HttpRequest request)
    {
        var activity = new Activity("request");
        if (ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out _))
            activity.SetParentId(request.Headers.TraceParent!);
        return activity.Start();
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{8,64}\z")]
    private static partial Regex Decent();
}
