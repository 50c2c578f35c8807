using System.Diagnostics;

namespace Support;

/// <summary>Waits for something that can be observed, and says what it waited for when it does not come.</summary>
public static class Poll
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task UntilAsync(Func<Task<bool>> holds, string what, CancellationToken cancellationToken) =>
        UntilAsync(holds, what, TimeSpan.FromSeconds(30), cancellationToken);

    public static async Task UntilAsync(Func<Task<bool>> holds, string what, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Pause);
        while (!await holds())
        {
            if (watch.Elapsed > atMost) throw new TimeoutException($"Waited {atMost.TotalSeconds:0} s in vain for {what}.");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
