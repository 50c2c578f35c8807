using System.Diagnostics;
using System.Diagnostics.Metrics;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>What the front door measures. The proxy library keeps event counters only, which nobody collects here.</summary>
internal sealed class ProxyTelemetry : IDisposable
{
    private static readonly Meter Meter = new("Gateway");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("proxy.duration", "s", "How long a service took, from the front door and back.");

    private static readonly Counter<long> Failures =
        Meter.CreateCounter<long>("proxy.failures", "{request}", "Requests a service did not answer.");

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("proxy.retries", "{request}", "Requests that were asked of another instance.");

    // One meter for each proxy, so that it ends with it: the gauge below looks into that proxy's state.
    private readonly Meter own = new("Gateway");

    public ProxyTelemetry(IProxyStateLookup clusters) =>
        own.CreateObservableGauge("proxy.instances", () => clusters.GetClusters().SelectMany(InstancesOf), "{instance}", "Instances behind the front door.");

    public void Dispose() => own.Dispose();

    public static async Task InvokeAsync(HttpContext http, Func<Task> next)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next();
        }
        finally
        {
            var cluster = http.GetReverseProxyFeature().Route.Config.ClusterId ?? "";
            if (http.GetReverseProxyFeature().Route.Cluster is { } asked) cluster = asked.ClusterId;
            Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds,
                new("cluster", cluster), new KeyValuePair<string, object?>("status", http.Response.StatusCode / 100 + "xx"));
            if (http.GetForwarderErrorFeature() is { } error)
                Failures.Add(1, new("cluster", cluster), new KeyValuePair<string, object?>("cause", error.Error.ToString()));
        }
    }

    public static void Retried(string cluster) => Retries.Add(1, new KeyValuePair<string, object?>("cluster", cluster));

    private static IEnumerable<Measurement<int>> InstancesOf(ClusterState cluster)
    {
        var state = cluster.DestinationsState;
        yield return Of(state.AvailableDestinations.Count, "available");
        yield return Of(state.AllDestinations.Count - state.AvailableDestinations.Count, "away");

        Measurement<int> Of(int count, string state) =>
            new(count, new("cluster", cluster.ClusterId), new KeyValuePair<string, object?>("state", state));
    }
}
