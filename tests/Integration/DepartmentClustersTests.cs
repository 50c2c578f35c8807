using System.Diagnostics.CodeAnalysis;
using Gateway;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;
using Xunit;

namespace Integration;

/// <summary>Where a list of tasks is asked for when departments have their own Resolution.</summary>
public sealed class DepartmentClustersTests
{
    [Theory]
    [InlineData("resolution-xa-go-may", "officer@xa-go-may")]
    [InlineData("resolution-xa-go-may", "clerk@xa-go-may", "officer@xa-go-may", "inspector@so-khcn")]
    [InlineData(null, "officer@so-khcn")]
    [InlineData(null, "officer@xa-go-may", "officer@so-khcn")]
    [InlineData(null, "head@*")]
    [InlineData(null, "inspector@xa-go-may")]
    public void TaskList_OfAPerson_IsAskedWhereTheirDepartmentIsServed(string? expected, params string[] grants) =>
        Assert.Equal(expected, DepartmentClusters.Of(ServiceHost.User(grants), new Clusters("resolution", "resolution-xa-go-may"))?.ClusterId);

    private sealed class Clusters(params string[] names) : IProxyStateLookup
    {
        private readonly Dictionary<string, ClusterState> known = names.ToDictionary(name => name, name => new ClusterState(name));

        public bool TryGetCluster(string id, [NotNullWhen(true)] out ClusterState? cluster) => known.TryGetValue(id, out cluster);

        public IEnumerable<ClusterState> GetClusters() => known.Values;

        public bool TryGetRoute(string id, [NotNullWhen(true)] out RouteModel? route) => throw new NotSupportedException();

        public IEnumerable<RouteModel> GetRoutes() => throw new NotSupportedException();
    }
}
