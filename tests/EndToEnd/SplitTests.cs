using Support;
using Xunit;

namespace EndToEnd;

/// <summary>The README's walk, unchanged, against separate processes that talk over RabbitMQ; the commune has a Resolution of its own.</summary>
[Collection("one at a time")]
public sealed class SplitTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task Readme_SplitProcessesOverRabbitMq_PrintsWhatItSays(string database)
    {
        Assert.SkipUnless(Rehearsal.HasBroker, "rabbitmq-server is not installed.");
        Assert.SkipWhen(database == "postgresql" && PrivatePostgreSql.Programs is null, "PostgreSQL is not installed.");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var rehearsal = await Rehearsal.StartAsync(["--database", database], cancellationToken);
        var printed = await TranscriptTests.ReplayAsync(
            rehearsal.Address, Path.Combine(rehearsal.Root, "gateway", "demo-users.json"), cancellationToken);
        Assert.Equal(TranscriptTests.Masked(TranscriptTests.Block("text")), TranscriptTests.Masked(printed));
    }
}
