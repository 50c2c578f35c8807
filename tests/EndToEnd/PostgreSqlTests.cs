using Support;
using Xunit;

namespace EndToEnd;

/// <summary>The README's walk, unchanged, with every database on PostgreSQL.</summary>
[Collection("one at a time")]
public sealed class PostgreSqlTests
{
    [Fact]
    public async Task Readme_OnPostgreSql_PrintsWhatItSays()
    {
        Assert.SkipUnless(PrivatePostgreSql.Programs is not null, "PostgreSQL is not installed.");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await PrivatePostgreSql.StartAsync(cancellationToken);
        await using var host = await RunningHost.StartAsync(new Dictionary<string, string>
        {
            ["DonThu__Database__Provider"] = "PostgreSql",
            ["DonThu__Database__ConnectionString"] = $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database=donthu_{{service}}",
        }, cancellationToken);
        var printed = await TranscriptTests.ReplayAsync(host.Address, Path.Combine(host.DataDirectory, "demo-users.json"), cancellationToken);
        Assert.Equal(TranscriptTests.Masked(TranscriptTests.Block("text")), TranscriptTests.Masked(printed));
    }
}
