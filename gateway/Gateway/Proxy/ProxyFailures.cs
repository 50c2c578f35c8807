using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>
/// What a caller is told when the service behind did not answer: nobody there is 503 with the time to come back, too slow 504, a broken
/// conversation 502, a body beyond the limit 413 – each a problem like any other, and only for what this service serves.
/// </summary>
internal sealed class ProxyFailures(IProblemDetailsService problems, IOptions<ProxyOptions> options)
{
    public async Task InvokeAsync(HttpContext http, Func<Task> next)
    {
        if (http.Request.ContentLength > LimitOf(http))
        {
            await AnswerAsync(http, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        await next();
        if (!http.Response.HasStarted && http.GetForwarderErrorFeature() is { } error && StatusOf(http, error) is { } status)
            await AnswerAsync(http, status);
    }

    public async Task AnswerAsync(HttpContext http, int status)
    {
        http.Response.Clear();
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(options.Value.ComeBackAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var problem = new ProblemDetails { Status = status };
        if (http.Features.Get<AskedDepartment>() is { } asked) problem.Extensions["department"] = asked.Code;
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem });
    }

    /// <summary>Whether it is certain that nothing of the request reached anybody.</summary>
    public static bool NeverSent(IForwarderErrorFeature error) =>
        error.Error == ForwarderError.NoAvailableDestinations
        || error is { Error: ForwarderError.Request, Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } };

    private static int? StatusOf(HttpContext http, IForwarderErrorFeature error) => error.Error switch
    {
        _ when http.Features.Get<IHttpRequestTimeoutFeature>() is { RequestTimeoutToken.IsCancellationRequested: true } => StatusCodes.Status504GatewayTimeout,
        _ when http.RequestAborted.IsCancellationRequested => null, // nobody is there to read an answer
        _ when NeverSent(error) => StatusCodes.Status503ServiceUnavailable,
        ForwarderError.RequestTimedOut => StatusCodes.Status504GatewayTimeout,
        ForwarderError.RequestBodyClient => http.Response.StatusCode, // too large, too slow, cut off
        _ => StatusCodes.Status502BadGateway,
    };

    private static long? LimitOf(HttpContext http) => http.GetReverseProxyFeature().Route.Config.MaxRequestBodySize switch
    {
        null => http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize,
        -1 => null,
        var limit => limit,
    };
}
