using System.Text.Json;
using Procedures;

namespace Engine.Execution;

/// <summary>
/// What the history keeps of what was filled in. It is read by everybody who may see the case and never changes again, so of a free text,
/// which may name a person, it only says that it was filled in; the task has the words.
/// </summary>
internal static class HistoryInput
{
    private const string FilledIn = "…";

    public static string? Of(IEnumerable<FormField> form, IReadOnlyDictionary<string, string> values) =>
        Write(form.Select(field => (field.Name, IsText: field.Type == FieldType.Text)), values);

    public static string? Of(IEnumerable<PayloadField> payload, IReadOnlyDictionary<string, string> values) =>
        Write(payload.Select(field => (field.Name, IsText: field.Type == FieldType.Text)), values);

    private static string? Write(IEnumerable<(string Name, bool IsText)> fields, IReadOnlyDictionary<string, string> values)
    {
        var kept = fields.Where(field => values.TryGetValue(field.Name, out var value) && value.Length > 0)
            .ToDictionary(field => field.Name, field => field.IsText ? FilledIn : values[field.Name]);
        return kept.Count == 0 ? null : JsonSerializer.Serialize(kept, ProcedureJson.Options);
    }
}
