using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Errors;
using Shared.Hosting;

namespace Gateway.FrontDoor;

/// <summary>Who asks more often than anybody needs to is told to wait: by person, else by address, and strictly where secrets could be guessed.</summary>
internal static class RequestLimits
{
    // Static files and the answers operators' machines ask for cost nothing and are asked for often.
    private static readonly PathString[] Free = ["/_content", "/_framework", "/health"];

    public static void Add(IServiceCollection services)
    {
        services.AddOptions<RequestLimitOptions>().BindConfiguration(RequestLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RequestLimitOptions>, IHostEnvironment>(
            (limiter, options, environment) => Fill(limiter, options.Value, environment, PartitionOf));
    }

    /// <summary>Sign-ins are counted before anybody looks at them: the issuer refuses a wrong secret itself, which so could be tried for ever.</summary>
    public static void UseForSignIn(WebApplication app)
    {
        var limiter = new RateLimiterOptions();
        Fill(limiter, app.Services.GetRequiredService<IOptions<RequestLimitOptions>>().Value, app.Environment,
            (http, options) => IsSignIn(http.Request) ? Limit("sign-in " + AddressOf(http), options.SignIns) : RateLimitPartition.GetNoLimiter(""));
        app.UseRateLimiter(limiter);
    }

    internal static RateLimitPartition<string> PartitionOf(HttpContext http, RequestLimitOptions options)
    {
        var request = http.Request;
        // A page's own call was counted when the page was asked for, with the address of the reader.
        if (http.Features.Get<CallOfAPage>() is not null || IsSignIn(request) || Free.Any(path => request.Path.StartsWithSegments(path)))
            return RateLimitPartition.GetNoLimiter("");

        var person = http.User.UserId();
        if (IsTracking(request)) return Limit("tracking " + AddressOf(http), options.Tracking);
        if (person is null && IsSubmission(request)) return Limit("submission " + AddressOf(http), options.Submissions);
        if (person is null) return Limit("anonymous " + AddressOf(http), options.Anonymous);
        return Limit("person " + person, http.User.Grants().Any(grant => grant.Role == Roles.System) ? options.Systems : options.SignedIn);
    }

    private static void Fill(
        RateLimiterOptions limiter, RequestLimitOptions options, IHostEnvironment environment,
        Func<HttpContext, RequestLimitOptions, RateLimitPartition<string>> partitionOf)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) => RefuseAsync(context);
        if (options.Enabled ?? !environment.IsDevelopment())
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => partitionOf(http, options));
    }

    private static bool IsSignIn(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && (request.Path == "/connect/token" || request.Path == "/account/sign-in");

    private static bool IsTracking(HttpRequest request) =>
        request.Path.StartsWithSegments("/api/v1/tracking") || (HttpMethods.IsPost(request.Method) && request.Path == "/theo-doi");

    private static bool IsSubmission(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && (request.Path == "/api/v1/submissions" || request.Path == "/api/v1/attachments" || request.Path == "/gui-don");

    /// <summary>The caller's address; of IPv6 the network of one connection, which has addresses without number.</summary>
    private static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPNetwork(Masked(address), 64).ToString()
            : address.ToString();
    }

    private static IPAddress Masked(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }

    private static RateLimitPartition<string> Limit(string key, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) * Math.Max(1, perMinute / 60) / perMinute,
        QueueLimit = 0,
    });

    private static async ValueTask RefuseAsync(OnRejectedContext context)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        FrontDoorTelemetry.Refused();
        await TooManyRequests.TryAnswerWithAPageAsync(context.HttpContext);
    }
}
