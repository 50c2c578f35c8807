using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Procedures;
using Procedures.Outline;
using Procedures.Vocabulary;
using Support;
using Unit.Engine;
using Xunit;

namespace Unit.Procedures;

/// <summary>
/// How procedure documents are kept, and what is made from them. With <c>DONTHU_APPROVE=1</c> the files are written anew; a change to
/// them is a change somebody reads.
/// </summary>
public sealed class DocumentsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "workflows", "Procedures");
    private static readonly bool Approve = Environment.GetEnvironmentVariable("DONTHU_APPROVE") == "1";

    public static TheoryData<string> Definitions => [.. Directory.EnumerateFiles(Path.Combine(Folder, "Definitions"), "*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Document_IsKeptAsTheWriterWritesIt(string file)
    {
        var path = Path.Combine(Folder, file);
        var kept = File.ReadAllText(path);
        var written = ProcedureWriter.Write(kept);
        Assert.Equal(written, ProcedureWriter.Write(written));
        AssertKept(path, written);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(kept), JsonNode.Parse(written)));
    }

    [Fact]
    public void Writing_KeepsWhatADrawingBoardPutThere_InItsOrder()
    {
        const string drawn = """{"root":{"zoom":1.50,"activities":[{"id":"A","metadata":{"designer":{"position":{"x":-400.25,"y":0},"colour":"tím"}},"unknown":null}]},"a":"1 < 2 & \"đơn\""}""";
        var written = ProcedureWriter.Write(drawn);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(drawn), JsonNode.Parse(written)));
        Assert.Contains("1.50", written, StringComparison.Ordinal);
        Assert.Contains("tím", written, StringComparison.Ordinal);
        Assert.True(written.IndexOf("zoom", StringComparison.Ordinal) < written.IndexOf("activities", StringComparison.Ordinal));
        Assert.Equal(written, ProcedureWriter.Write(written));
    }

    [Fact]
    public void Schema_IsTheOneOfTheVocabulary_AndEveryDefinitionMeetsIt()
    {
        var written = ProcedureSchema.Write();
        AssertKept(Path.Combine(Folder, "procedure.schema.json"), written);
        var schema = JsonSchema.FromText(written);
        var options = new EvaluationOptions { OutputFormat = OutputFormat.List };
        foreach (var file in Definitions.Select(row => row.Data).Where(file => !file.EndsWith(".examples.json", StringComparison.Ordinal)))
        {
            var result = schema.Evaluate(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file))), options);
            Assert.True(result.IsValid, $"{file}: {string.Join("; ", result.Details.Where(one => one.Errors is { Count: > 0 }).Take(5).Select(one => $"{one.InstanceLocation} {string.Join(", ", one.Errors!.Values)}"))}");
        }

        var foreign = JsonNode.Parse(new Flow().Step("Start", "Elsa.RunJavaScript").Json());
        Assert.False(schema.Evaluate(foreign, options).IsValid);
    }

    [Fact]
    public void Definitions_HaveNoWarning()
    {
        var warnings = Directory.EnumerateFiles(Path.Combine(Folder, "Definitions"), "*.json", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".examples.json", StringComparison.Ordinal))
            .SelectMany(file => ProcedureBook.Check(
                Path.GetRelativePath(Folder, file), File.ReadAllText(file),
                DateOnly.ParseExact(Path.GetFileNameWithoutExtension(file), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Law.Limits));
        Assert.Empty(warnings.Select(fault => fault.ToString()));
    }

    [Fact]
    public void Outlines_AreThoseOfTheDefinitions()
    {
        var folder = Path.Combine(Repository.Root, "workflows", "outlines");
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var index = new List<string>();
        foreach (var definition in Law.Book.All.OrderBy(one => one.Id, StringComparer.Ordinal).ThenBy(one => one.InForceFrom))
        {
            var name = $"{definition.Id}/{definition.InForceFrom:yyyy-MM-dd}";
            expected[$"{name}.vi.md"] = ProcedureOutline.Write(definition, Law.Limits, "vi");
            expected[$"{name}.en.md"] = ProcedureOutline.Write(definition, Law.Limits, "en");
            expected[$"{name}.svg"] = ProcedureDiagram.Write(definition, "vi");
            index.Add($"| {definition.Name.Vi} / {definition.Name.En} | {definition.InForceFrom:yyyy-MM-dd} | {definition.Activities.Count} | [vi]({name}.vi.md) · [en]({name}.en.md) · [svg]({name}.svg) |");
        }

        expected["README.md"] = string.Join('\n',
            ["# Procedures in words and pictures", "", "Made from `../Procedures/Definitions`; a test keeps them in step.", "",
                "| procedure | in force from | steps | read |", "|---|---|---|---|", .. index, ""]);
        foreach (var (file, text) in expected) AssertKept(Path.Combine(folder, file), text);
        var there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file));
        Assert.Empty(there.Except(expected.Keys));
    }

    [Fact]
    public void Outline_SaysWhoHowLongByWhichArticleAndWhereTo()
    {
        var outline = ProcedureOutline.Write(Law.Book.Find("first-complaint", new DateOnly(2026, 7, 1))!, Law.Limits, "en");
        Assert.Contains("**Who:** Officer", outline, StringComparison.Ordinal);
        Assert.Contains("`KN1.ACCEPT`", outline, StringComparison.Ordinal);
        Assert.Contains("7 working days", outline, StringComparison.Ordinal);
        Assert.Matches(@"- Accept(ed)? .*→ \d+\.", outline);
        Assert.DoesNotContain("**Thời hạn", outline, StringComparison.Ordinal);
    }

    private static void AssertKept(string path, string expected)
    {
        if (Approve)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path), $"{path} is missing; run the test with DONTHU_APPROVE=1 and read what it wrote.");
        Assert.Equal(expected, File.ReadAllText(path));
    }
}
