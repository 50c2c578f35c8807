using Support;
using Xunit;

[assembly: AssemblyFixture(typeof(EndToEnd.AllInOneFixture))]

namespace EndToEnd;

/// <summary>One running host for the tests that do not kill it.</summary>
public sealed class AllInOneFixture : IAsyncLifetime
{
    public RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await RunningHost.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
