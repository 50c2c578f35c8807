using System.Security.Claims;
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
        if (route == TaskList && Of(http.User, clusters) is { } cluster) http.ReassignProxyRequest(cluster);
        await next();
    });

    /// <summary>The one installation that serves every department the person works for, if it is not the common one.</summary>
    internal static ClusterState? Of(ClaimsPrincipal user, IProxyStateLookup clusters)
    {
        if (user.DepartmentsAs(Roles.Clerk, Roles.Officer, Roles.Head) is not { } departments) return null; // everywhere
        var serving = departments.Select(code => clusters.TryGetCluster($"resolution-{code}", out var own) ? own : null).Distinct().ToList();
        return serving.Count == 1 ? serving[0] : null;
    }
}
