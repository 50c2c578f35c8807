using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>
/// An instance to which a connection failed is passed over for a while, when there is another. The last one is never passed over for that:
/// to try it costs nothing, and it may be back.
/// </summary>
internal sealed class PassOverUnreachable(IDestinationHealthUpdater health, IOptions<ProxyOptions> options) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "PassOverUnreachable";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature() is { Error: ForwarderError.Request } && cluster.DestinationsState.AvailableDestinations.Count > 1)
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, options.Value.PassOverFor);
    }
}
