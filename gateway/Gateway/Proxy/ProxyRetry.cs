using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>
/// Asks another instance once, where that cannot do anything twice: when no connection was made, or when the request only reads. A POST
/// that may have arrived is never repeated here; whoever sent it repeats it with its Idempotency-Key.
/// </summary>
internal static class ProxyRetry
{
    public static async Task InvokeAsync(HttpContext http, Func<Task> next)
    {
        await next();
        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested || http.GetForwarderErrorFeature() is not { } error) return;
        if (!ProxyFailures.NeverSent(error) && !(error.Error == ForwarderError.Request && OnlyReads(http.Request))) return;

        var proxy = http.GetReverseProxyFeature();
        var cluster = proxy.Route.Cluster!;
        var others = cluster.DestinationsState.AvailableDestinations.Where(destination => destination != proxy.ProxiedDestination).ToList();
        if (others.Count == 0) return;

        ProxyTelemetry.Retried(cluster.ClusterId);
        http.Features.Set<IForwarderErrorFeature>(null);
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.SendTo(cluster);
        http.GetReverseProxyFeature().AvailableDestinations = others;
        await next();
    }

    /// <summary>Gives a request to a cluster. The route goes along: what looks at health afterwards asks the route for its cluster.</summary>
    public static void SendTo(this HttpContext http, ClusterState cluster)
    {
        var route = http.GetReverseProxyFeature().Route;
        http.ReassignProxyRequest(route.Cluster == cluster ? route : new RouteModel(route.Config, cluster, route.Transformer), cluster);
    }

    private static bool OnlyReads(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
