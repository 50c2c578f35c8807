using System.Diagnostics.Metrics;

namespace Gateway.FrontDoor;

internal static class FrontDoorTelemetry
{
    private static readonly Meter Meter = new("Gateway");

    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("requests.refused", "{request}", "Requests refused because their sender sends too many.");

    public static void Refused() => Refusals.Add(1);
}
