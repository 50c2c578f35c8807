using System.Globalization;
using Xunit;

namespace Architecture;

/// <summary>What lies where: rule 10 of the layout.</summary>
public sealed class FileTests
{
    private const string Definitions = "workflows/Procedures/Definitions";
    private const string Examples = ".examples.json";

    [Fact]
    public void AppSettings_OutsideAllInOne_AreForbidden()
    {
        var settings = Repository.Files("appsettings*.json").ToList();
        Assert.Contains("gateway/AllInOne/appsettings.json", settings);

        Check.NoViolations(settings.Where(path => Path.GetDirectoryName(path)!.Replace('\\', '/') != "gateway/AllInOne"));
    }

    [Fact]
    public void Definition_NotNamedByItsDay_IsForbidden()
    {
        var documents = Repository.Files("*.json", Definitions).ToList();
        Assert.NotEmpty(documents);

        Check.NoViolations(documents.SelectMany(path =>
        {
            var faults = new List<string>();
            var parts = path[(Definitions.Length + 1)..].Split('/');
            if (parts.Length != 2) faults.Add($"{path} is not at {Definitions}/<procedure>/<date>.json");
            var name = parts[^1];
            var day = name[..^(name.EndsWith(Examples, StringComparison.Ordinal) ? Examples.Length : ".json".Length)];
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                faults.Add($"{path} is not named by a day");
            return faults;
        }));
    }

    [Fact]
    public void Definition_WithoutExamples_IsForbidden()
    {
        var documents = Repository.Files("*.json", Definitions).ToHashSet();
        var definitions = documents.Where(path => !path.EndsWith(Examples, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(definitions);

        Check.NoViolations(
            definitions.Where(path => !documents.Contains(path[..^".json".Length] + Examples)).Select(path => $"{path} has no examples")
            .Concat(documents.Where(path => path.EndsWith(Examples, StringComparison.Ordinal))
                .Where(path => !documents.Contains(path[..^Examples.Length] + ".json"))
                .Select(path => $"{path} has no definition")));
    }
}
