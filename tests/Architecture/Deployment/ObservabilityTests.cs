using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.Serialization;
using static Architecture.Deployment.ComposeFile;

namespace Architecture.Deployment;

/// <summary>What dashboards and alerts ask for is measured, and whoever is woken finds a paragraph that says what to do.</summary>
public sealed partial class ObservabilityTests
{
    private const string Folder = "deploy/observability";

    private sealed record Metric(string Name, string Kind, string Unit);

    private sealed record Query(string Where, string Text);

    [Fact]
    public void MetricsPage_FirstTable_IsWhatTheCodeMeasures()
    {
        var measured = Repository.Files("*.cs").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(path => Instrument().Matches(Repository.Read(path)).Select(match => new Metric(match.Groups["name"].Value, KindOf(match.Groups["kind"].Value), UnitOf(match.Groups["arguments"].Value)))).ToList();
        Assert.True(measured.Count >= 7, "Too few instruments were found in the sources.");
        Assert.Equal(measured.OrderBy(metric => metric.Name, StringComparer.Ordinal), Documented()[0].OrderBy(metric => metric.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void MetricsPage_WhatDotNetMeasures_HasTheRuntimesOwnNames()
    {
        var known = new Dictionary<string, string?>();
        using var listener = new System.Diagnostics.Metrics.MeterListener { InstrumentPublished = (instrument, _) => known[instrument.Name] = instrument.Unit };
        listener.Start();
        var documented = Documented()[1].Where(metric => metric.Name.StartsWith("dotnet.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(documented);
        Assert.All(documented, metric => Assert.Equal(metric.Unit, known[metric.Name]));
    }

    [Fact]
    public void EveryMeter_IsCollected()
    {
        var sources = Repository.Files("*.cs").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)).Select(Repository.Read).ToList();
        var meters = sources.SelectMany(source => MeterName().Matches(source).Select(match => match.Groups[1].Value is { Length: > 0 } literal
            ? literal
            : Regex.Match(source, $"const string {match.Groups[2].Value} = \"([^\"]+)\"").Groups[1].Value)).ToList();
        Assert.Contains("Shared", meters);
        Assert.DoesNotContain("", meters);
        var telemetry = Repository.Read("services/Shared/Hosting/Telemetry.cs");
        Check.NoViolations(meters.Where(name => !telemetry.Contains($"\"{name}\"", StringComparison.Ordinal)
            && !sources.Any(source => source.Contains($"AddMeter({name}Telemetry.Name)", StringComparison.Ordinal))).Select(name => $"nobody collects what meter {name} measures"));
    }

    [Fact]
    public void EveryQuery_AsksForWhatIsMeasured()
    {
        var known = Documented().Take(2).SelectMany(table => table).SelectMany(InPrometheus)
            .Concat(Documented()[2].Select(metric => metric.Name)).ToHashSet(StringComparer.Ordinal);
        var queries = Alerts().Select(alert => new Query($"alert {alert["alert"]}", (string)alert["expr"])).Concat(
            from dashboard in Dashboards()
            from panel in dashboard.Json.GetProperty("panels").EnumerateArray()
            from target in panel.GetProperty("targets").EnumerateArray()
            select new Query($"{dashboard.Path}: {panel.GetProperty("title").GetString()}", target.GetProperty("expr").GetString()!)).ToList();
        Assert.True(queries.Count > 40);

        Check.NoViolations(queries.SelectMany(query => MetricsOf(query.Text).DefaultIfEmpty("(nothing)").Where(name => !known.Contains(name))
            .Select(name => $"{query.Where} asks for {name}, which nobody measures")));
    }

    [Theory]
    [InlineData("sum by (job, le) (rate(outbox_delay_seconds_bucket[5m]))", "outbox_delay_seconds_bucket")]
    [InlineData("absent(up{job=\"collector\"}) or max(a_total unless a_total offset 1h) > 0", "up", "a_total")]
    public void MetricsOf_AQuery_AreFound(string query, params string[] expected) => Assert.Equal(expected, MetricsOf(query).Distinct());

    [Fact]
    public void EveryAlert_HasASeverityAndAParagraphInTheRunbook()
    {
        var runbook = Repository.Read("deploy/runbook.md");
        var headings = Heading().Matches(runbook).Select(match => match.Groups[1].Value.Trim().ToLowerInvariant().Replace(' ', '-')).ToHashSet();
        var alerts = Alerts().ToList();
        Assert.NotEmpty(alerts);
        Check.NoViolations(alerts.SelectMany(alert =>
        {
            var name = (string)alert["alert"];
            var annotations = Map(alert["annotations"]);
            var faults = new List<string>();
            if (Map(alert["labels"])["severity"] is not ("page" or "ticket" or "note")) faults.Add("has no severity");
            if (!annotations.ContainsKey("summary")) faults.Add("does not say what happened");
            if ((string?)annotations.GetValueOrDefault("runbook") != $"deploy/runbook.md#{name.ToLowerInvariant()}") faults.Add("names no paragraph of the runbook");
            if (!headings.Contains(name.ToLowerInvariant())) faults.Add("has no paragraph in the runbook");
            return faults.Select(fault => $"{name} {fault}");
        }));
    }

    [Fact]
    public void EveryDashboard_UsesASourceThatIsProvided()
    {
        var sources = List(Yaml($"{Folder}/grafana/provisioning/datasources/datasources.yaml")["datasources"]).Select(source => (string)Map(source)["uid"]).ToList();
        var dashboards = Dashboards().ToList();
        Assert.Equal(3, dashboards.Count);
        Assert.Equal(dashboards.Count, dashboards.Select(dashboard => dashboard.Json.GetProperty("uid").GetString()).Distinct().Count());
        Check.NoViolations(dashboards.SelectMany(dashboard => dashboard.Json.GetProperty("panels").EnumerateArray()
            .Where(panel => !sources.Contains(panel.GetProperty("datasource").GetProperty("uid").GetString()!))
            .Select(panel => $"{dashboard.Path}: {panel.GetProperty("title").GetString()} has no source")));
    }

    [Fact]
    public void Collector_EveryPipeline_UsesWhatIsDefined()
    {
        var collector = Yaml($"{Folder}/collector.yaml");
        var service = Map(collector["service"]);
        Check.NoViolations(Map(service["pipelines"]).SelectMany(pipeline => Map(pipeline.Value).SelectMany(part => List(part.Value)
            .Where(name => !Map(collector[part.Key]).ContainsKey(name)).Select(name => $"{pipeline.Key} uses {part.Key} {name}, which is not defined"))));

        // What the collector offers is what Prometheus asks, and where it sends is where somebody listens.
        var port = ((string)Map(Map(collector["exporters"])["prometheus"])["endpoint"]).Split(':')[^1];
        var targets = List(Yaml($"{Folder}/prometheus.yml")["scrape_configs"]).SelectMany(job => List(Map(job)["static_configs"]))
            .SelectMany(config => List(Map(config)["targets"])).Cast<string>().ToList();
        Assert.Contains($"collector:{port}", targets);
        Assert.Empty(targets.Select(target => target.Split(':')[0]).Except(Services.Keys));
        Assert.Contains(((string)Map(Map(collector["exporters"])["otlp/tempo"])["endpoint"]).Split(':')[0], Services.Keys);
    }

    /// <summary>OpenTelemetry's names as the collector's Prometheus exporter writes them.</summary>
    private static IEnumerable<string> InPrometheus(Metric metric)
    {
        var unit = metric.Unit switch { "s" => "_seconds", "By" => "_bytes", _ when metric.Unit.StartsWith('{') => "", _ => throw new ArgumentException($"unit {metric.Unit}") };
        var name = metric.Name.Replace('.', '_');
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        return metric.Kind switch
        {
            "counter" => [name + "_total"],
            "gauge" => [name],
            "histogram" => [name + "_bucket", name + "_sum", name + "_count"],
            _ => throw new ArgumentException($"kind {metric.Kind}"),
        };
    }

    /// <summary>The words of a query that are no function, keyword, label or text.</summary>
    private static IEnumerable<string> MetricsOf(string query)
    {
        string[] words = ["sum", "max", "min", "count", "avg", "by", "without", "or", "and", "unless", "on", "ignoring", "offset", "topk", "le"];
        query = Regex.Replace(query, "\"[^\"]*\"", "");
        query = Regex.Replace(query, @"\{[^}]*\}|\[[^\]]*\]", "");
        query = Regex.Replace(query, @"\b(by|without|on|ignoring)\s*\([^)]*\)", "");
        query = Regex.Replace(query, @"\boffset\s+[0-9a-z]+", "");
        return Regex.Matches(query, @"[A-Za-z_:][A-Za-z0-9_:]*(?!\s*\(|[A-Za-z0-9_:])").Select(match => match.Value).Where(word => !words.Contains(word));
    }

    /// <summary>The tables of the metrics page, in order.</summary>
    private static List<List<Metric>> Documented() => [.. Repository.Read($"{Folder}/metrics.md").Split("\n## ").Skip(1)
        .Select(section => section.Split('\n').Select(line => Row().Match(line)).Where(match => match.Success)
            .Select(match => new Metric(match.Groups["name"].Value, match.Groups["kind"].Value.Trim(), match.Groups["unit"].Value.Trim(' ', '`'))).ToList())];

    private static IEnumerable<IReadOnlyDictionary<object, object>> Alerts() => Repository.Files("*.yml", $"{Folder}/alerts")
        .SelectMany(path => List(Yaml(path)["groups"])).SelectMany(group => List(Map(group)["rules"])).Select(Map);

    private static IEnumerable<(string Path, JsonElement Json)> Dashboards() =>
        Repository.Files("*.json", $"{Folder}/grafana/dashboards").Select(path => (path, JsonDocument.Parse(Repository.Read(path)).RootElement));

    private static Dictionary<object, object> Yaml(string path) => new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(Repository.Read(path));

    private static string KindOf(string method) => method switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };

    /// <summary>The second text among the arguments: the first is the name, which the pattern has taken already.</summary>
    private static string UnitOf(string arguments) => Regex.Match(arguments, "\"([^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("""\.Create(?<kind>(Observable)?(Counter|UpDownCounter|Gauge)|Histogram)(<[^>(]+>)?\(\s*"(?<name>[^"]+)",(?<arguments>[^;]*)""")]
    private static partial Regex Instrument();

    [GeneratedRegex("""Meter Meter = new\((?:"([^"]+)"|([A-Za-z]+))\)""")]
    private static partial Regex MeterName();

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z0-9_.]+)` \|(?<kind>[^|]*)\|((?<unit>[^|]*)\|)?")]
    private static partial Regex Row();

    [GeneratedRegex(@"^#{2,4} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
