using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// The first word names a subject: `-- clock` runs the classes whose name begins so. What follows goes to BenchmarkDotNet as it is;
// without a subject its own menu opens.
var classes = typeof(Program).Assembly.GetTypes()
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
