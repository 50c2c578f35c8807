using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>
/// Which Resolution serves a department: cluster <c>resolution-&lt;code&gt;</c> where the gateway's own settings have one, else the address
/// in the directory of departments, else the common cluster.
/// </summary>
internal sealed class Resolutions(IProxyStateLookup clusters, DirectoryClusters directory)
{
    private const string Common = "resolution";

    /// <summary>The cluster; null for the moment between a change of the directory and the proxy's taking it over.</summary>
    public ClusterState? Of(string code) =>
        clusters.TryGetCluster($"{Common}-{code}", out var own) ? own
        : clusters.TryGetCluster(directory.Find(code) ?? Common, out var cluster) ? cluster
        : null;

    /// <summary>The departments by the cluster that serves them, in the order of the directory; null asks for all departments.</summary>
    public IReadOnlyList<(ClusterState Cluster, IReadOnlyList<string> Departments)> Of(IReadOnlyList<string>? departments) =>
        [.. (departments ?? directory.Codes())
            .Select(code => (Code: code, Cluster: Of(code))).Where(found => found.Cluster is not null)
            .GroupBy(found => found.Cluster!, found => found.Code).Select(group => (group.Key, (IReadOnlyList<string>)[.. group]))];
}
