using System.Diagnostics;

namespace Support;

/// <summary>A PostgreSQL server of the test's own: private folder, loopback, free port. It refuses to run as root, so root lends it to “postgres”.</summary>
public sealed class PrivatePostgreSql : IAsyncDisposable
{
    private readonly string folder;
    private readonly Process server;

    private PrivatePostgreSql(string folder, int port, Process server)
    {
        this.folder = folder;
        this.server = server;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The folder of the server's programs, or null when it is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    public static async Task<PrivatePostgreSql> StartAsync(CancellationToken cancellationToken)
    {
        var programs = Programs ?? throw new InvalidOperationException("PostgreSQL is not installed.");
        var folder = Directory.CreateTempSubdirectory("donthu-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", ["postgres:postgres", folder], cancellationToken);
        var data = Path.Combine(folder, "data");
        var (initdb, arguments) = AsServer(Path.Combine(programs, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "-N"]);
        await RunAsync(initdb, arguments, cancellationToken);

        var port = RunningHost.FreePort();
        var (program, options) = AsServer(Path.Combine(programs, "postgres"),
            ["-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=100"]);
        var start = new ProcessStartInfo(program, options) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        var server = Process.Start(start)!;
        server.ErrorDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        var started = new PrivatePostgreSql(folder, port, server);
        await Poll.UntilAsync(async () =>
        {
            using var ready = Process.Start(new ProcessStartInfo(Path.Combine(programs, "pg_isready"), ["-h", "127.0.0.1", "-p", $"{port}"]) { RedirectStandardOutput = true })!;
            await ready.WaitForExitAsync(cancellationToken);
            return ready.ExitCode == 0;
        }, "PostgreSQL to be ready", cancellationToken);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        using (var stop = Process.Start("kill", ["-INT", $"{server.Id}"])) await stop.WaitForExitAsync();
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static (string Program, IReadOnlyList<string> Arguments) AsServer(string program, IReadOnlyList<string> arguments) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
            : (program, arguments);

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
