using Microsoft.Extensions.DependencyInjection.Extensions;
using Shared.Departments;
using Shared.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>The front door of an installation of several processes: which address leads to which of them.</summary>
public static class ProxyModule
{
    private static readonly string[] NotForServices = ["Cookie", "Proxy", "Proxy-Authorization"];
    private static readonly string[] NotForCallers = ["Set-Cookie", "Server", "X-Powered-By"];

    public static WebApplicationBuilder AddProxy(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "routes.json"), optional: false, reloadOnChange: true);
        builder.Configuration.AddEnvironmentVariables();

        // Its lines hold addresses, into which people type names; what it says of health is said once, by ReadyProbes.
        builder.Logging.AddFilter("Yarp.ReverseProxy", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp.ReverseProxy.Health", LogLevel.Error);

        var services = builder.Services;
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new DirectoryClusters(() => provider.GetRequiredService<DepartmentDirectory>().All));
        services.AddSingleton<IProxyConfigProvider>(provider => provider.GetRequiredService<DirectoryClusters>());
        services.AddSingleton<IActiveHealthCheckPolicy, ReadyProbes>();
        services.AddSingleton<IPassiveHealthCheckPolicy, PassOverUnreachable>();
        services.AddSingleton<Resolutions>();
        services.AddSingleton<ServiceCalls>();
        services.AddSingleton<MergedTasks>();
        services.AddSingleton<ProxyFailures>();
        services.AddSingleton<DepartmentRouting>();
        services.AddSingleton<ProxyTelemetry>();
        services.Replace(ServiceDescriptor.Singleton<IForwarderHttpClientFactory, PatientClients>());
        services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddConfigFilter<ClusterDefaults>()
            .AddTransforms(transforms =>
            {
                transforms.AddRequestTransform(PrepareRequest);
                transforms.AddResponseTransform(PrepareResponse);
            });
        return builder;
    }

    public static WebApplication MapProxy(this WebApplication app)
    {
        var services = app.Services;
        services.GetRequiredService<ProxyTelemetry>();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(ProxyTelemetry.InvokeAsync);
            proxy.Use(services.GetRequiredService<ProxyFailures>().InvokeAsync);
            proxy.Use(services.GetRequiredService<DepartmentRouting>().InvokeAsync);
            proxy.Use(ProxyRetry.InvokeAsync);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        return app;
    }

    private static ValueTask PrepareRequest(RequestTransformContext context)
    {
        foreach (var name in NotForServices) context.ProxyRequest.Headers.Remove(name);

        // A service cannot read the cookie that holds the language, and must not see the one that holds the sign-in.
        context.ProxyRequest.Headers.Remove("Accept-Language");
        context.ProxyRequest.Headers.TryAddWithoutValidation("Accept-Language", Language.Current);
        return ValueTask.CompletedTask;
    }

    private static ValueTask PrepareResponse(ResponseTransformContext context)
    {
        foreach (var name in NotForCallers) context.HttpContext.Response.Headers.Remove(name);
        return ValueTask.CompletedTask;
    }
}
