using System.Globalization;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>What every cluster and route has, so that <c>routes.json</c> and the environment need only name addresses.</summary>
internal sealed class ClusterDefaults(IOptions<ProxyOptions> options) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster with
    {
        Destinations = Split(cluster.Destinations),
        HealthCheck = cluster.HealthCheck ?? new HealthCheckConfig
        {
            AvailableDestinationsPolicy = "HealthyAndUnknown",
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Path = "/health/ready",
                Interval = options.Value.ProbeEvery,
                Timeout = options.Value.ProbePatience,
                Policy = ReadyProbes.PolicyName,
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = PassOverUnreachable.PolicyName,
                ReactivationPeriod = options.Value.PassOverFor,
            },
        },
    });

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) =>
        new(route.Timeout is null && route.TimeoutPolicy is null ? route with { Timeout = options.Value.AnswerWithin } : route);

    /// <summary>An address may be several, separated by commas: each becomes an instance of its own.</summary>
    private static Dictionary<string, DestinationConfig>? Split(IReadOnlyDictionary<string, DestinationConfig>? destinations) =>
        destinations?.SelectMany(destination => DirectoryClusters.AddressesOf(destination.Value.Address).Select((address, index) => (
                Name: index == 0 ? destination.Key : string.Create(CultureInfo.InvariantCulture, $"{destination.Key}-{index + 1}"),
                Config: destination.Value with { Address = address })))
            .ToDictionary(split => split.Name, split => split.Config);
}
