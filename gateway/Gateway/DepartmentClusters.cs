using Microsoft.AspNetCore.Builder;
using Shared.Hosting;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway;

/// <summary>
/// A list of tasks names no department. It goes to the Resolution that serves the caller's: to cluster <c>resolution-&lt;code&gt;</c> where
/// there is one. Who works for departments of several installations is sent to the common one.
/// </summary>
internal static class DepartmentClusters
{
    private const string TaskList = "tasks";

    public static void UseDepartmentClusters(this IReverseProxyApplicationBuilder proxy, IProxyStateLookup clusters) => proxy.Use(async (http, next) =>
    {
        var route = http.GetReverseProxyFeature().Route.Config.RouteId;
        if (route == TaskList && Own(http.User.DepartmentsAs(Roles.Clerk, Roles.Officer, Roles.Head), clusters) is { } cluster)
            http.ReassignProxyRequest(cluster);
        await next();
    });

    private static ClusterState? Own(IReadOnlyCollection<string>? departments, IProxyStateLookup clusters)
    {
        if (departments is null) return null; // everywhere
        var serving = departments.Select(code => clusters.TryGetCluster($"resolution-{code}", out var own) ? own : null).Distinct().ToList();
        return serving.Count == 1 ? serving[0] : null;
    }
}
