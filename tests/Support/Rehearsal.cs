using System.Diagnostics;
using System.Globalization;

namespace Support;

/// <summary>The split deployment on this machine, as <c>deploy/rehearse.sh</c> starts it: servers, services, gateway, each a process of its own.</summary>
public sealed class Rehearsal : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "deploy", "rehearse.sh");

    private readonly Process launcher;

    private Rehearsal(Process launcher, string root, Uri address)
    {
        this.launcher = launcher;
        Root = root;
        Address = address;
        Users = new DemonstrationUsers(address, Path.Combine(root, "gateway", "demo-users.json"));
    }

    /// <summary>The folder with its data and logs.</summary>
    public string Root { get; }

    /// <summary>Where the gateway answers.</summary>
    public Uri Address { get; }

    public DemonstrationUsers Users { get; }

    /// <summary>Whether the servers it needs are installed.</summary>
    public static bool HasBroker { get; } = File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server");

    /// <summary>Every process that runs, the servers among them, by name.</summary>
    public IReadOnlyDictionary<string, int> Processes => File.ReadAllLines(Path.Combine(Root, "pids"))
        .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture));

    /// <param name="options">Options of the launcher beside those that say which programs to take and where to keep data.</param>
    public static async Task<Rehearsal> StartAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var root = Directory.CreateTempSubdirectory("donthu-split-").FullName;
        var launcher = Process.Start(new ProcessStartInfo(
            "bash", [Script, "--no-build", "--configuration", Repository.Configuration, .. options, root])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        })!;
        try
        {
            while (await launcher.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Split(' ') is ["READY", var address, ..]) return new Rehearsal(launcher, root, new Uri(address));
            }

            throw new InvalidOperationException("The split deployment did not start; see its output above.");
        }
        catch
        {
            await EndAsync(launcher, root);
            throw;
        }
    }

    /// <summary>Kills a process at once, as a power cut would.</summary>
    /// <returns>False when it did not run.</returns>
    public async Task<bool> KillAsync(string name)
    {
        return Processes.TryGetValue(name, out var id) && await RunAsync("kill", ["-KILL", $"{id}"], CancellationToken.None) == 0;
    }

    /// <summary>Asks a process to end, as an operator would, and waits until it has.</summary>
    public async Task StopAsync(string name, CancellationToken cancellationToken)
    {
        if (await RunAsync("bash", [Script, "stop", name, Root], cancellationToken) != 0) throw new InvalidOperationException($"{name} did not stop.");
    }

    /// <summary>Starts a process again, with the settings it had, and waits until it answers.</summary>
    /// <returns>False when it ended before it did, for example because its database was away.</returns>
    public async Task<bool> RestartAsync(string name, CancellationToken cancellationToken) =>
        await RunAsync("bash", [Script, "restart", name, Root], cancellationToken) == 0;

    public async ValueTask DisposeAsync() => await EndAsync(launcher, Root);

    private static async Task EndAsync(Process launcher, string root)
    {
        if (!launcher.HasExited) await RunAsync("kill", ["-TERM", $"{launcher.Id}"], CancellationToken.None);
        await launcher.WaitForExitAsync();
        launcher.Dispose();
        if (Environment.GetEnvironmentVariable("DONTHU_KEEP") != "1") Directory.Delete(root, recursive: true);
    }

    private static async Task<int> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await errors;
        return process.ExitCode;
    }
}
