using MassTransit;
using MassTransit.UsageTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace Integration;

/// <summary>Nobody is told anything unless an operator says whom.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Bus_OfDonThu_TellsNobodyOfItsUse()
    {
        // Left alone the library would.
        var untouched = new ServiceCollection();
        untouched.AddMassTransit(bus => bus.UsingInMemory());
        await using var plain = untouched.BuildServiceProvider();
        Assert.True(plain.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);

        await WithServicesAsync(new()
        {
            ["DonThu:Messaging:Transport"] = "RabbitMq",
            ["DonThu:Messaging:BrokerUri"] = "amqp://127.0.0.1:1/",
        }, services => Assert.False(services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled));
    }

    [Fact]
    public Task Telemetry_NoEndpointGiven_IsNotEvenCollected() => WithServicesAsync([], services =>
    {
        Assert.Null(services.GetService<TracerProvider>());
        Assert.Null(services.GetService<MeterProvider>());
        Assert.Null(services.GetService<LoggerProvider>());
    });

    [Fact]
    public Task Telemetry_EndpointGiven_IsCollected() => WithServicesAsync(
        new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1" },
        services => Assert.NotNull(services.GetService<TracerProvider>()));

    private static async Task WithServicesAsync(Dictionary<string, string?> settings, Action<IServiceProvider> check)
    {
        var folder = Directory.CreateTempSubdirectory("donthu-services-").FullName;
        await using (var app = ServiceHost.Build(folder, TimeProvider.System, settings)) check(app.Services);
        Directory.Delete(folder, recursive: true);
    }
}
