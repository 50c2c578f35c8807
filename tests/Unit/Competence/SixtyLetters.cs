using System.Globalization;
using System.Text.Json;
using Intake.Domain.Reading;

namespace Unit.CompetenceTests;

/// <summary>The sixty invented letters of tests/Data with the handling expected of them.</summary>
internal sealed record SampleLetter(
    string Id,
    Letter Letter,
    IReadOnlyList<string> Submitters,
    string? Against,
    string Kind,
    string? CompetentBody,
    string? Instance,
    string Action,
    string Field)
{
    /// <summary>Labels on which lawyers could differ, as tests/Data/README.md lists them.</summary>
    public bool IsDoubtful => Doubtful.Contains(Id);

    private static HashSet<string> Doubtful { get; } = new HashSet<string>(
        "S006, S014, S016, S019, S029, S034, S035, S037, S038, S039, S041, S042, S044, S050, S052, S059, S060".Split(", "),
        StringComparer.Ordinal);
}

internal static class SixtyLetters
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static IReadOnlyList<SampleLetter> All { get; } =
        [.. File.ReadLines(Path.Combine(RepositoryRoot, "tests", "Data", "submissions.jsonl"))
            .Where(line => line.Length > 0)
            .Select(Parse)];

    private static SampleLetter Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        var expected = row.GetProperty("expected");
        string? Text(string name) => row.GetProperty(name).GetString();
        string? Expected(string name) => expected.GetProperty(name).GetString();

        var submitters = row.GetProperty("submitters").EnumerateArray().Select(s => s.GetProperty("name").GetString()!).ToArray();
        var letter = new Letter
        {
            Subject = Text("subject")!,
            Content = Text("content")!,
            Against = Text("against"),
            Territory = Text("territory"),
            Anonymous = row.GetProperty("anonymous").GetBoolean(),
            Submitters = submitters.Length,
            Channel = Text("channel")!,
            ReceivedOn = DateOnly.ParseExact(Text("receivedOn")!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            ReceivedBy = Text("receivedBy"),
        };
        return new SampleLetter(
            Text("id")!, letter, submitters, letter.Against,
            Expected("kind")!, Expected("competentBody"), Expected("instance"), Expected("action")!, Expected("field")!);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DonThu.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("DonThu.slnx was not found above the tests.");
    }
}
