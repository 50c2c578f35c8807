using Microsoft.Extensions.Primitives;
using Shared.Departments;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>
/// A cluster for each address at which the directory of departments says a Resolution answers. Departments at one address share it.
/// The directory is looked at again with every request that needs it, so that a change takes effect without a restart.
/// </summary>
internal sealed class DirectoryClusters(Func<IReadOnlyList<Department>> departments) : IProxyConfigProvider
{
    private readonly Lock gate = new();
    private volatile Snapshot current = new([]);

    public static string IdOf(string addresses) => "resolution@" + string.Join(',', AddressesOf(addresses));

    public static string[] AddressesOf(string addresses) =>
        addresses.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public IProxyConfig GetConfig() => Follow();

    /// <summary>The codes of all departments, in the order of the directory.</summary>
    public IReadOnlyList<string> Codes() => Follow().Codes;

    /// <summary>The cluster of a department that has an address of its own, else null.</summary>
    public string? Find(string department) => Follow().ByCode.GetValueOrDefault(department);

    /// <summary>Takes over what changed in the directory. Costs next to nothing when nothing did.</summary>
    private Snapshot Follow()
    {
        var now = departments();
        if (ReferenceEquals(now, current.Departments)) return current;
        lock (gate)
        {
            var before = current;
            current = new Snapshot(now);
            if (!current.Clusters.Select(cluster => cluster.ClusterId).ToHashSet().SetEquals(before.Clusters.Select(cluster => cluster.ClusterId)))
                before.Replaced();
            else current.Inherit(before);
            return current;
        }
    }

    private sealed class Snapshot : IProxyConfig
    {
        private ConfigurationReloadToken replaced = new();

        public Snapshot(IReadOnlyList<Department> departments)
        {
            Departments = departments;
            Codes = [.. departments.Select(department => department.Code)];
            ByCode = departments.Where(department => !string.IsNullOrWhiteSpace(department.Resolution))
                .ToDictionary(department => department.Code, department => IdOf(department.Resolution!));
            Clusters = [.. departments.Where(department => ByCode.ContainsKey(department.Code))
                .DistinctBy(department => ByCode[department.Code]).Select(department => ClusterOf(department.Resolution!))];
        }

        public IReadOnlyList<Department> Departments { get; }
        public IReadOnlyList<string> Codes { get; }
        public Dictionary<string, string> ByCode { get; }
        public IReadOnlyList<RouteConfig> Routes => [];
        public IReadOnlyList<ClusterConfig> Clusters { get; }
        public IChangeToken ChangeToken => replaced;

        // Elsewhere: whoever listens reloads everything, and the request that found the change need not wait for that.
        public void Replaced() => _ = Task.Run(replaced.OnReload);

        /// <summary>Nothing changed for the proxy: it goes on listening to what it listens to.</summary>
        public void Inherit(Snapshot before) => replaced = before.replaced;

        private static ClusterConfig ClusterOf(string addresses) => new()
        {
            ClusterId = IdOf(addresses),
            Destinations = AddressesOf(addresses).Where(address => Uri.TryCreate(address, UriKind.Absolute, out _))
                .Distinct().ToDictionary(address => address, address => new DestinationConfig { Address = address }),
        };
    }
}
