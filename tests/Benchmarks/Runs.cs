using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>What a timed run needs: its clock and the middle of its figures.</summary>
internal static class Runs
{
    public static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed;
    }

    public static double Median(this IEnumerable<double> figures) => figures.Percentile(50);

    public static double Percentile(this IEnumerable<double> figures, int percent)
    {
        var sorted = figures.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }

    public static string List(this IEnumerable<double> figures, string format = "0") =>
        string.Join(" · ", figures.Select(figure => figure.ToString(format, CultureInfo.InvariantCulture)));
}

/// <summary>The system's clock, moved ahead: instants go on, so that ids made one after the other still sort so.</summary>
internal sealed class MovedTime : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    /// <summary>Nine in the morning of that day.</summary>
    public void MoveTo(DateOnly day) => ahead = Clock.LegalDay.StartsAt(day).AddHours(9) - System.GetUtcNow();
}
