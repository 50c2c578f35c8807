using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Shared.Hosting;

namespace Gateway.FrontDoor;

/// <summary>What everybody passes who comes in, in one process as in several.</summary>
public static class FrontDoorModule
{
    public static IServiceCollection AddFrontDoor(this IServiceCollection services)
    {
        services.AddOptions<FrontDoorOptions>().BindConfiguration(FrontDoorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddRequestTimeouts();
        RequestLimits.Add(services);
        Compression.Add(services);
        return services;
    }

    /// <summary>In place of the defaults of a service, which it contains.</summary>
    public static WebApplication UseFrontDoor(this WebApplication app)
    {
        UseTrustedProxies(app);
        app.UseMiddleware<RequestIdentity>();
        app.UseMiddleware<SecurityHeaders>();
        app.Use((http, next) =>
        {
            CallOfAPage.Recognise(http);
            CallerHeaders.Remove(http.Request.Headers);
            return next(http);
        });
        app.UseWhen(Compression.MayBeUsed, some => some.UseResponseCompression());
        app.UseServiceDefaults(RequestLimits.UseForSignIn);
        app.UseRequestTimeouts();
        app.UseRateLimiter();
        return app;
    }

    private static void UseTrustedProxies(WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<IOptions<FrontDoorOptions>>().Value.TrustedNetworks.ToList();
        if (trusted.Count == 0) return;

        // With both lists empty the middleware would trust everybody, so it is not even there above.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
