using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Shared.Hosting;

/// <summary>What the shared plumbing measures, and where measurements go.</summary>
public static class Telemetry
{
    public static ActivitySource Source { get; } = new("Shared");
    private static readonly Meter Meter = new("Shared");

    internal static Histogram<double> OutboxDelay { get; } =
        Meter.CreateHistogram<double>("outbox.delay", "s", "From the commit of a message to its delivery.");

    internal static Counter<long> OutboxFailures { get; } =
        Meter.CreateCounter<long>("outbox.failures", "{message}", "Messages set aside for an operator.");

    internal static Counter<long> MessagesFailed { get; } =
        Meter.CreateCounter<long>("messages.failed", "{message}", "Messages that failed in their consumer and wait for an operator.");

    /// <summary>
    /// Traces, metrics and logs by OpenTelemetry. They leave the process when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; without it
    /// nothing is collected and nothing is sent.
    /// </summary>
    internal static void AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;

        string[] ours = ["Shared", "Engine", "Intake", "Routing", "Resolution", "Oversight", "Gateway"];
        builder.Logging.AddOpenTelemetry(logging =>
        {
            // The framework's scope around a request carries its address, into which a citizen may type a name.
            logging.IncludeScopes = false;
            logging.IncludeFormattedMessage = true;
        });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, "donthu"))
            .WithTracing(tracing => tracing
                .AddSource(ours).AddSource("MassTransit")
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = context => !context.Request.Path.StartsWithSegments("/health");
                    options.EnrichWithHttpResponse = (activity, _) => WithoutAddress(activity);
                })
                .AddHttpClientInstrumentation(options =>
                    options.EnrichWithHttpRequestMessage = (activity, request) =>
                        activity.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Authority))))
            .WithMetrics(metrics => metrics
                .AddMeter(ours).AddMeter("MassTransit")
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }

    /// <summary>
    /// Addresses are typed by people: who confuses the box for the reference with the one for the name has put a name into one. They
    /// go into no log, whatever level is configured, and into no trace; the route, which a trace names, says what was asked for.
    /// </summary>
    internal static void KeepAddressesOut(this ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
    }

    private static void WithoutAddress(Activity activity)
    {
        activity.SetTag("url.path", activity.GetTagItem("http.route"));
        activity.SetTag("url.query", null);
    }
}
