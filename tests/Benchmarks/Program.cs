using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Benchmarks;

// The first word names a subject. Whole runs against databases are timed here; for the rest, `-- clock` runs the classes whose name
// begins so, and what follows it goes to BenchmarkDotNet as it is. Without a subject its own menu opens.
var runs = new Dictionary<string, Func<Task>>(StringComparer.OrdinalIgnoreCase)
{
    ["engine"] = EngineRun.RunAsync,
    ["waiting"] = WaitingRun.RunAsync,
    ["sweep"] = SweepRun.RunAsync,
    ["calendar"] = () => CalendarRun.RunAsync(args is [_, var open] ? int.Parse(open, CultureInfo.InvariantCulture) : 1_000_000),
};
if (args is [var run, ..] && runs.TryGetValue(run, out var runAsync))
{
    await runAsync();
    return 0;
}

var classes = typeof(Runs).Assembly.GetTypes()
    .Where(type => type.Name.EndsWith("Benchmarks", StringComparison.Ordinal)).OrderBy(type => type.Name, StringComparer.Ordinal).ToArray();
if (args is [var subject, ..] && !subject.StartsWith('-'))
{
    classes = [.. classes.Where(type => type.Name.StartsWith(subject, StringComparison.OrdinalIgnoreCase))];
    if (classes.Length == 0)
    {
        await Console.Error.WriteLineAsync($"No benchmark is called {subject}.");
        return 1;
    }

    args = ["--filter", "*", .. args[1..]];
}

BenchmarkSwitcher.FromTypes(classes).Run(args, DefaultConfig.Instance.WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "artifacts")));
return 0;
