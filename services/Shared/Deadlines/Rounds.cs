using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shared.Deadlines;

/// <summary>Something that looks at the database again and again. A round that fails is logged; the next one tries again.</summary>
public abstract partial class Rounds(TimeSpan every, TimeProvider time, ILogger logger) : BackgroundService
{
    private readonly ILogger logger = logger;

    protected TimeProvider Time { get; } = time;

    protected abstract Task RoundAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, Time);
        do
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                RoundFailed(GetType().Name, exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(
            tick => tick.IsCompletedSuccessfully && tick.Result, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
    }

    [LoggerMessage(9101, LogLevel.Error, "A round of {What} failed ({Cause}).")]
    private partial void RoundFailed(string what, string cause);
}
