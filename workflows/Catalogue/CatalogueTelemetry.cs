using System.Diagnostics.Metrics;

namespace Catalogue;

/// <summary>What the Catalogue measures.</summary>
internal static class CatalogueTelemetry
{
    public const string Name = "Catalogue";

    private static readonly Meter Meter = new(Name);

    public static Counter<long> CalendarsChanged { get; } =
        Meter.CreateCounter<long>("calendars.changed", "{revision}", "Revisions of the calendar that were announced.");

    public static Counter<long> DeadlinesCalculated { get; } =
        Meter.CreateCounter<long>("deadlines.calculated", "{calculation}", "Questions the calculator answered.");
}
