using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Engine;

/// <summary>What procedures measure.</summary>
internal static class EngineTelemetry
{
    private static readonly Meter Meter = new("Engine");

    public static ActivitySource Source { get; } = new("Engine");

    public static Counter<long> Bursts { get; } = Meter.CreateCounter<long>("bursts.run", "{burst}", "Bursts that ran to their end.");

    public static Histogram<double> BurstDuration { get; } = Meter.CreateHistogram<double>("bursts.duration", "s", "How long a burst took.");

    public static Counter<long> Incidents { get; } = Meter.CreateCounter<long>("incidents.raised", "{incident}", "Bursts that need a person.");
}
