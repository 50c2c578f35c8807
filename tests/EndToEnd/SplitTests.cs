using System.Diagnostics;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>The README's walk, unchanged, against separate processes that talk over RabbitMQ.</summary>
[Collection("one at a time")]
public sealed class SplitTests
{
    [Fact]
    public async Task Readme_SplitProcessesOverRabbitMq_PrintsWhatItSays()
    {
        Assert.SkipUnless(File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server"), "rabbitmq-server is not installed.");
        var cancellationToken = TestContext.Current.CancellationToken;
        var root = Directory.CreateTempSubdirectory("donthu-split-").FullName;
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "deploy", "rehearse.sh"), "--no-build", root])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var rehearsal = Process.Start(start)!;
        try
        {
            var address = await ReadyAsync(rehearsal, cancellationToken);
            var printed = await TranscriptTests.ReplayAsync(address, Path.Combine(root, "gateway", "demo-users.json"), cancellationToken);
            Assert.Equal(TranscriptTests.Masked(TranscriptTests.Block("text")), TranscriptTests.Masked(printed));
        }
        finally
        {
            using var stop = Process.Start("kill", ["-TERM", rehearsal.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await stop.WaitForExitAsync(CancellationToken.None);
            await rehearsal.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<Uri> ReadyAsync(Process rehearsal, CancellationToken cancellationToken)
    {
        while (await rehearsal.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Split(' ') is ["READY", var address, ..]) return new Uri(address);
        }

        throw new InvalidOperationException("The split deployment did not start; see its output above.");
    }
}
