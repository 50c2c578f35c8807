namespace Checker;

/// <summary>Where an installation keeps its data and answers, as the launcher of a rehearsal wrote it down.</summary>
/// <param name="Databases">By name: <c>intake</c>, <c>identities</c>, <c>routing</c>, <c>oversight</c>, <c>resolution</c> and <c>resolution-&lt;code&gt;</c> …</param>
/// <param name="Address">Where the gateway answers.</param>
/// <param name="Broker">Runs commands of the broker's own tool; null without a broker.</param>
public sealed record Installation(IReadOnlyDictionary<string, Database> Databases, Uri Address, string? Broker)
{
    /// <summary>Every Resolution: each has a database of its own.</summary>
    public IEnumerable<string> Resolutions => Databases.Keys.Where(name => name == "resolution" || name.StartsWith("resolution-", StringComparison.Ordinal));

    public Database this[string name] => Databases[name];

    /// <summary>The Resolution that serves a department: its own, or the common one.</summary>
    public string ResolutionOf(string department) =>
        Databases.ContainsKey($"resolution-{department}") ? $"resolution-{department}" : "resolution";

    public static Installation Read(string root)
    {
        var databases = File.ReadAllLines(Path.Combine(root, "databases")).Select(line => line.Split(' ', 3))
            .ToDictionary(parts => parts[0], parts => new Database(parts[0], parts[1], parts[2]));
        var port = File.ReadAllLines(Path.Combine(root, "ports")).Select(line => line.Split(' ')).Single(parts => parts[0] == "gateway")[1];
        var broker = Path.Combine(root, "broker", "ctl");
        return new Installation(databases, new Uri($"http://127.0.0.1:{port}"), File.Exists(broker) ? broker : null);
    }
}
