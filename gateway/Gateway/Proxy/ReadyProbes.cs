using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>Who is asked again and again whether they are ready, and does not say so, gets no requests until they do.</summary>
internal sealed partial class ReadyProbes(IDestinationHealthUpdater health, IOptions<ProxyOptions> options, ILogger<ReadyProbes> logger)
    : IActiveHealthCheckPolicy
{
    public const string PolicyName = "Ready";

    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> failures = [];

    public string Name => PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults) =>
        health.SetActive(cluster, probingResults.Select(result => new NewActiveDestinationHealth(result.Destination, Judge(cluster, result))).ToList());

    private DestinationHealth Judge(ClusterState cluster, DestinationProbingResult result)
    {
        var before = result.Destination.Health.Active;
        var failed = failures.GetOrCreateValue(result.Destination);
        if (result.Response is { IsSuccessStatusCode: true })
        {
            failed.Value = 0;
            if (before == DestinationHealth.Unhealthy) BecameReady(cluster.ClusterId, result.Destination.DestinationId);
            return DestinationHealth.Healthy;
        }

        if (++failed.Value < options.Value.ProbeFailures) return before;
        if (before != DestinationHealth.Unhealthy)
            IsNotReady(cluster.ClusterId, result.Destination.DestinationId, result.Response?.StatusCode.ToString() ?? result.Exception?.GetType().Name ?? "?");
        return DestinationHealth.Unhealthy;
    }

    [LoggerMessage(5201, LogLevel.Warning, "{Cluster} {Destination} was not ready ({Reason}) and gets no requests until it is.")]
    private partial void IsNotReady(string cluster, string destination, string reason);

    [LoggerMessage(5202, LogLevel.Information, "{Cluster} {Destination} became ready again.")]
    private partial void BecameReady(string cluster, string destination);
}
