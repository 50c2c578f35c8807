using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Architecture.Deployment;

/// <summary>docker-compose.yml, read as Compose reads it: anchors and merges resolved, variables at their defaults.</summary>
internal static partial class ComposeFile
{
    private static readonly Lazy<IReadOnlyDictionary<object, object>> Root = new(() =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(Text)))));

    public static string Text => Repository.Read("docker-compose.yml");

    public static IReadOnlyDictionary<string, Service> Services { get; } = Names("services").ToDictionary(
        name => name, name => new Service(name, Map(Map(Root.Value["services"])[name])));

    /// <summary>Our own programs, by name: the services whose image is DonThu's.</summary>
    public static IEnumerable<Service> Programs => Services.Values.Where(service => service.Image.StartsWith("donthu/", StringComparison.Ordinal));

    public static IReadOnlyList<string> Names(string section) => [.. Map(Root.Value[section]).Keys.Cast<string>()];

    public static IReadOnlyDictionary<string, string> SecretFiles { get; } =
        Names("secrets").ToDictionary(name => name, name => (string)Map(Map(Root.Value["secrets"])[name])["file"]);

    /// <summary>“${NAME:-default}” as it reads when nobody sets NAME.</summary>
    public static string Default(string text) => Variable().Replace(text, match => match.Groups[2].Value);

    public static IReadOnlyDictionary<object, object> Map(object? value) => value as Dictionary<object, object> ?? [];

    public static IReadOnlyList<object> List(object? value) => value as List<object> ?? [];

    [GeneratedRegex(@"(?<!\$)\$\{([A-Z_]+):-([^}]*)\}")]
    private static partial Regex Variable();

    internal sealed record Service(string Name, IReadOnlyDictionary<object, object> Yaml)
    {
        public string Image => Default((string)Yaml["image"]);

        public IReadOnlyDictionary<string, string?> Environment =>
            Map(Yaml.GetValueOrDefault("environment")).ToDictionary(pair => (string)pair.Key, pair => (string?)Default(pair.Value?.ToString() ?? ""));

        /// <summary>Secrets by the name of their file in the container.</summary>
        public IReadOnlyDictionary<string, string> Secrets => List(Yaml.GetValueOrDefault("secrets")).ToDictionary(
            secret => secret as string ?? (string)Map(secret)["target"], secret => secret as string ?? (string)Map(secret)["source"]);

        public IEnumerable<string> Served => Environment.Where(pair => pair.Key.StartsWith("DonThu__Departments__Served__", StringComparison.Ordinal))
            .Select(pair => pair.Value!);

        public IEnumerable<string> Strings(string key) => List(Yaml.GetValueOrDefault(key)).Select(item => item.ToString()!);
    }
}
