using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>A host that nobody told where to send telemetry sends nothing anywhere.</summary>
[Collection("one at a time")]
public sealed class NoCallsHomeTests
{
    [Fact]
    public async Task Host_NoTelemetryConfigured_OpensNoConnectionToTheOutside()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        // Whatever the host would ask of the outside over HTTP goes through this proxy, so that even a short call is seen.
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var address = $"http://{proxy.LocalEndpoint}";
        await using var host = await RunningHost.StartAsync(new Dictionary<string, string>
        {
            ["HTTP_PROXY"] = address,
            ["HTTPS_PROXY"] = address,
            ["ALL_PROXY"] = address,
            ["NO_PROXY"] = "127.0.0.1,localhost",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "",
        }, cancellationToken);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = WatchAsync(host.ProcessId, ended.Token);
        await Complaints.OpenOneAsync(host, cancellationToken);
        await ended.CancelAsync();
        var (looks, peers) = await watch;
        await host.StopAsync(cancellationToken);

        Assert.True(looks > 1, "the connections of the host were not looked at");
        Assert.Contains(peers, IPAddress.IsLoopback); // the test's own calls were seen, so others would have been
        Assert.All(peers, peer => Assert.True(IPAddress.IsLoopback(peer), $"the host talks to {peer}"));
        Assert.False(proxy.Pending(), "the host asked for something outside");
    }

    /// <summary>Everybody a process is, or tries to be, connected with, looked at again and again until told to end.</summary>
    private static async Task<(int Looks, HashSet<IPAddress> Peers)> WatchAsync(int processId, CancellationToken cancellationToken)
    {
        var looks = 0;
        var peers = new HashSet<IPAddress>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        do
        {
            var sockets = SocketsOf(processId);
            foreach (var table in new[] { "tcp", "tcp6", "udp", "udp6" })
            {
                foreach (var line in File.ReadLines($"/proc/{processId}/net/{table}").Skip(1))
                {
                    var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    if (sockets.Contains(fields[9]) && PeerOf(fields[2]) is { } peer) peers.Add(peer);
                }
            }

            looks++;
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None) && !cancellationToken.IsCancellationRequested);
        return (looks, peers);
    }

    private static HashSet<string> SocketsOf(int processId) =>
        [.. new DirectoryInfo($"/proc/{processId}/fd").EnumerateFiles().Select(file => file.LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1])];

    /// <summary>Reads <c>0100007F:1F90</c>: four-byte words in the machine's order; null when there is no other side.</summary>
    private static IPAddress? PeerOf(string field)
    {
        var digits = field.Split(':')[0];
        var bytes = new byte[digits.Length / 2];
        for (var i = 0; i < digits.Length; i += 8)
            BitConverter.GetBytes(uint.Parse(digits.AsSpan(i, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).CopyTo(bytes, i / 2);
        if (bytes.All(value => value == 0)) return null;
        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
