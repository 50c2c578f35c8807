using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Architecture.Deployment;

/// <summary>Every setting some program reads, found in the options classes and the sources.</summary>
internal static partial class KnownSettings
{
    /// <summary>Read by .NET, ASP.NET Core or OpenTelemetry, not by us.</summary>
    private static readonly string[] OfThePlatform =
    [
        "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_CONTENTROOT", "ASPNETCORE_FORWARDEDHEADERS_ENABLED",
        "DOTNET_ENVIRONMENT", "DOTNET_EnableDiagnostics", "OTEL_EXPORTER_OTLP_ENDPOINT",
    ];

    private static readonly Dictionary<string, Type> Bound = Options().SelectMany(Properties).DistinctBy(pair => pair.Key)
        .ToDictionary(StringComparer.Ordinal);

    private static readonly HashSet<string> Read = [.. Sources().SelectMany(source => ReadKey().Matches(source)).Select(match => match.Groups[1].Value)
        .Where(key => !Bound.Keys.Any(bound => bound == key || bound.StartsWith(key + ":", StringComparison.Ordinal)))];

    /// <summary>Names of databases, as in <c>ConnectionStrings:Intake</c>, by the folder of the project that uses them.</summary>
    public static ILookup<string, string> Databases { get; } = Repository.Files("*.cs")
        .Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))
        .SelectMany(path => DatabaseName().Matches(Repository.Read(path)).Select(match => (Folder: string.Join('/', path.Split('/').Take(2)), Name: match.Groups[1].Value)))
        .ToLookup(found => found.Folder, found => found.Name);

    public static IEnumerable<string> All => Bound.Keys.Concat(Read);

    /// <summary>What is wrong with a setting given as environment variable, or null.</summary>
    public static string? Fault(string variable, string? value)
    {
        if (OfThePlatform.Contains(variable)) return null;
        var key = variable.Replace("__", ":", StringComparison.Ordinal);
        if (key.StartsWith("ReverseProxy:", StringComparison.Ordinal)) return Proxy.Fault(key);
        if (key.StartsWith("ConnectionStrings:", StringComparison.Ordinal))
            return Databases.SelectMany(group => group).Contains(key["ConnectionStrings:".Length..]) ? null : $"{variable} names no database";
        if (Read.Contains(key)) return null;

        var bound = ListIndex().Replace(key, "");
        if (!Bound.TryGetValue(bound, out var type)) return $"{variable} is read by nobody";
        if (bound != key)
        {
            if (!typeof(IEnumerable<string>).IsAssignableFrom(type)) return $"{variable} is no list";
            type = typeof(string);
        }

        return value is null || Parses(type, value) ? null : $"{variable} cannot be “{value}”";
    }

    private static bool Parses(Type type, string value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return true;
        try
        {
            return type.IsEnum ? Enum.IsDefined(type, value) : TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, value) is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Section, Type Type)> Options() => Built.Names.SelectMany(name => Built.Load(name).GetTypes())
        .Select(type => (Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string, type))
        .Where(found => found.Section is not null)
        .Select(found => (found.Section!, found.type));

    private static IEnumerable<KeyValuePair<string, Type>> Properties((string Section, Type Type) options) =>
        options.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
            .Select(property => KeyValuePair.Create($"{options.Section}:{property.Name}", property.PropertyType));

    private static IEnumerable<string> Sources() => Repository.Files("*.cs")
        .Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)).Select(Repository.Read);

    [GeneratedRegex("\"(DonThu:[A-Za-z:]+)\"")]
    private static partial Regex ReadKey();

    [GeneratedRegex("AddServiceDatabase<[^>]+>\\(\"([A-Za-z]+)\"\\)")]
    private static partial Regex DatabaseName();

    [GeneratedRegex(":[0-9]+$")]
    private static partial Regex ListIndex();

    /// <summary>What the gateway's proxy can be told.</summary>
    internal static class Proxy
    {
        private static readonly JsonElement Routes = JsonDocument.Parse(Repository.Read("gateway/Gateway/routes.json")).RootElement.GetProperty("ReverseProxy");

        public static IReadOnlyList<string> Clusters { get; } = [.. Routes.GetProperty(nameof(Clusters)).EnumerateObject().Select(cluster => cluster.Name)];

        public static string? Fault(string key) => key.Split(':') switch
        {
            ["ReverseProxy", "Clusters", _, "Destinations", _, "Address"] => null,
            ["ReverseProxy", "Routes", _, "ClusterId"] => null,
            ["ReverseProxy", "Routes", _, "Match", "Path"] => null,
            _ => $"{key} is nothing the proxy knows",
        };

        /// <summary>What is wrong with all the proxy's settings of one gateway together.</summary>
        public static IEnumerable<string> Faults(IReadOnlyDictionary<string, string?> settings)
        {
            var keys = settings.Keys.Where(key => key.StartsWith("ReverseProxy__", StringComparison.Ordinal)).Select(key => key.Split("__")).ToList();
            var clusters = keys.Where(key => key[1] == "Clusters").Select(key => key[2]).ToHashSet();
            foreach (var cluster in Clusters.Except(clusters)) yield return $"cluster {cluster} is left at its address on this machine";
            foreach (var route in keys.Where(key => key[1] == "Routes").Select(key => key[2]).Distinct())
            {
                if (!settings.ContainsKey($"ReverseProxy__Routes__{route}__Match__Path")) yield return $"route {route} has no path";
                if (!settings.TryGetValue($"ReverseProxy__Routes__{route}__ClusterId", out var to)) yield return $"route {route} leads nowhere";
                else if (!clusters.Contains(to!)) yield return $"route {route} leads to {to}, which is no cluster";
            }

            // A department with a Resolution of its own is reached by the code in the address of its cases and in the ids of its tasks.
            foreach (var code in clusters.Where(cluster => cluster.StartsWith("resolution-", StringComparison.Ordinal)).Select(cluster => cluster["resolution-".Length..]))
            {
                var paths = keys.Where(key => key[1] == "Routes").Select(key => key[2]).Distinct()
                    .Where(route => settings.GetValueOrDefault($"ReverseProxy__Routes__{route}__ClusterId") == $"resolution-{code}")
                    .Select(route => settings.GetValueOrDefault($"ReverseProxy__Routes__{route}__Match__Path")).ToList();
                if (!paths.Contains($"/api/v1/departments/{code}/cases/{{**rest}}")) yield return $"the cases of {code} are not sent to its Resolution";
                if (!paths.Contains($"/api/v1/tasks/{code}.{{id}}/{{**rest}}")) yield return $"the tasks of {code} are not sent to its Resolution";
            }
        }
    }
}
