using Checker;
using Support;

namespace EndToEnd;

/// <summary>The all-in-one host as the checker sees it: files.</summary>
internal static class Installations
{
    private static readonly string[] Names = ["intake", "identities", "routing", "resolution", "oversight", "catalogue", "accounts"];

    public static Installation Of(RunningHost host) => Of(host.DataDirectory, host.Address);

    public static Installation Of(string folder, Uri address) => new(
        Names.ToDictionary(name => name, name => new Database(name, "Sqlite", $"Data Source={Path.Combine(folder, name + ".db")}")), address, Broker: null);
}
