using System.Diagnostics.Metrics;

namespace Oversight;

/// <summary>What Oversight measures, of the whole province, by department.</summary>
internal static class OversightTelemetry
{
    private static readonly Meter Meter = new("Oversight");

    private static volatile IReadOnlyList<Figures> current = [];

    public static Counter<long> Missed { get; } =
        Meter.CreateCounter<long>("deadlines.missed", "{deadline}", "Duties whose due date passed undone.");

    public static ObservableGauge<long> Due { get; } = Meter.CreateObservableGauge(
        "deadlines.due", () => Measured(figures => figures.Due), "{deadline}", "Duties undone that are due today or within three days.");

    public static ObservableGauge<long> Overdue { get; } = Meter.CreateObservableGauge(
        "deadlines.overdue", () => Measured(figures => figures.Overdue), "{deadline}", "Duties undone whose due date has passed.");

    public sealed record Figures(string Department, long Due, long Overdue);

    /// <summary>What the gauges show from now on.</summary>
    public static void Show(IReadOnlyList<Figures> figures) => current = figures;

    private static IEnumerable<Measurement<long>> Measured(Func<Figures, long> of) =>
        current.Select(figures => new Measurement<long>(of(figures), new KeyValuePair<string, object?>("department", figures.Department)));
}
