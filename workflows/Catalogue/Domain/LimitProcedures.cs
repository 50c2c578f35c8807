using System.Text.Json;

namespace Catalogue.Domain;

/// <summary>Which document a time limit stands in: its name is the code of the procedure.</summary>
internal sealed class LimitProcedures(IReadOnlyDictionary<string, string> byCode)
{
    public string? Find(string code) => byCode.GetValueOrDefault(code);

    public bool Knows(string procedure) => byCode.Values.Contains(procedure);

    public static LimitProcedures Load(string directory)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(directory, "*.json"))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var limit in document.RootElement.GetProperty("limits").EnumerateArray())
                codes[limit.GetProperty("code").GetString()!] = Path.GetFileNameWithoutExtension(file);
        }

        return new LimitProcedures(codes);
    }
}
