using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Support;

/// <summary>The all-in-one host as a process of its own, on a free port, with a private data folder.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private Process process;

    private readonly IReadOnlyDictionary<string, string> settings;

    private RunningHost(string dataDirectory, Uri address, IReadOnlyDictionary<string, string> settings, Process process)
    {
        this.settings = settings;
        DataDirectory = dataDirectory;
        Address = address;
        this.process = process;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public string DataDirectory { get; }

    /// <summary>The id of the process, for looking at it from outside.</summary>
    public int ProcessId => process.Id;
    public Uri Address { get; }
    public HttpClient Client { get; }

    public static Task<RunningHost> StartAsync(CancellationToken cancellationToken) =>
        StartAsync(new Dictionary<string, string>(), cancellationToken);

    /// <param name="settings">Environment variables beside the usual ones.</param>
    public static async Task<RunningHost> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("donthu-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var host = new RunningHost(data, address, settings, Launch(data, address, settings));
        await host.ReadyAsync(cancellationToken);
        return host;
    }

    /// <summary>Kills the process at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, as an operator would, and waits until it has; what it wrote is then on the disk.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using (var stop = Process.Start("kill", ["-TERM", $"{process.Id}"])) await stop.WaitForExitAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        process = Launch(DataDirectory, Address, settings);
        await ReadyAsync(cancellationToken);
    }

    /// <summary>A client signed in as one of the demonstration users, for example <c>clerk.xa-go-may</c>.</summary>
    public Task<HttpClient> SignInAsync(string userName, CancellationToken cancellationToken) => Users.SignInAsync(userName, cancellationToken);

    public string PasswordOf(string userName) => Users.PasswordOf(userName);

    public DemonstrationUsers Users => new(Address, Path.Combine(DataDirectory, "demo-users.json"));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private async Task ReadyAsync(CancellationToken cancellationToken) =>
        await Poll.UntilAsync(async () =>
        {
            if (process.HasExited) throw new InvalidOperationException($"The host ended with code {process.ExitCode}.");
            try
            {
                using var answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
                return answer.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the host to be ready", TimeSpan.FromSeconds(60), cancellationToken);

    private static Process Launch(string data, Uri address, IReadOnlyDictionary<string, string> settings)
    {
        var folder = Path.Combine(Repository.Root, "gateway", "AllInOne");
        var start = new ProcessStartInfo(Path.Combine(folder, "bin", Repository.Configuration, "net10.0", "AllInOne"))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["DonThu__DataDirectory"] = data;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Append(string? line)
        {
            if (line is null || !Directory.Exists(data)) return;
            lock (LogGate) File.AppendAllLines(Path.Combine(data, "host.log"), [line]);
        }
    }

    private static readonly Lock LogGate = new();

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
