using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Components;
using Xunit;

namespace Architecture;

/// <summary>What pages say, in both languages.</summary>
public sealed partial class PageTextTests
{
    private static readonly string[] Languages = ["vi", "en"];

    [Fact]
    public void EventAwaitedByADefinition_WithoutWordsInBothLanguages_IsForbidden()
    {
        var events = Repository.Files("*.json", "workflows/Procedures/Definitions")
            .Where(path => !path.EndsWith(".examples.json", StringComparison.Ordinal))
            .SelectMany(path =>
            {
                using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, path)));
                return EventsOf(document.RootElement).ToList();
            })
            .Distinct().ToList();
        Assert.Contains("complaint-withdrawn", events);

        Check.NoViolations(events.SelectMany(name =>
        {
            var words = Languages.Select(language => In(language, () => Say.Awaited(name, _ => null))).ToList();
            var others = Languages.Select(language => In(language, () => Say.Awaited("nothing-known", _ => null))).ToList();
            return words.Zip(others).Any(pair => pair.First == pair.Second) || words[0] == words[1] ? new[] { $"{name} has no words in Portal.Components.Say.Awaited" } : [];
        }));
    }

    [Fact]
    public void Text_MissingInOneLanguage_IsForbidden()
    {
        var vietnamese = TextsOf("gateway/Portal/Texts.resx");
        var english = TextsOf("gateway/Portal/Texts.en.resx");
        Assert.NotEmpty(vietnamese);
        Check.NoViolations(vietnamese.Keys.Except(english.Keys).Select(name => $"{name} has no English")
            .Concat(english.Keys.Except(vietnamese.Keys).Select(name => $"{name} has no Vietnamese"))
            .Concat(vietnamese.Where(text => english.TryGetValue(text.Key, out var other) && Blanks(text.Value) != Blanks(other))
                .Select(text => $"{text.Key} does not have the same blanks in both")));
    }

    private static string In(string language, Func<string> say)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>The values of every property called event: a plain text, or an input of an activity.</summary>
    private static IEnumerable<string> EventsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.NameEquals("event") && NameIn(property.Value) is { } name ? [name] : EventsOf(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(EventsOf),
        _ => [],
    };

    private static string? NameIn(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Object && value.TryGetProperty("expression", out var expression)
            && expression.TryGetProperty("value", out var literal) && literal.ValueKind == JsonValueKind.String ? literal.GetString()
        : null;

    private static Dictionary<string, string> TextsOf(string path) =>
        System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, path)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string Blanks(string text) => string.Join(',', Blank().Matches(text).Select(blank => blank.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Blank();
}
