using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Procedures;

/// <summary>
/// Writes a procedure document the one way it is kept: two spaces, what fits on a line on one line, Vietnamese as it is read. Nothing
/// is lost: fields nobody here knows – positions, labels, metadata of a drawing board – stay where they are, in their order. Writing what
/// was written gives the same bytes.
/// </summary>
public static class ProcedureWriter
{
    private const int Width = 160;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static string Write(string json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Write(text, document.RootElement, indent: 0, before: 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonElement element, int indent, int before)
    {
        var line = OneLine(element);
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) || indent * 2 + before + line.Length <= Width)
        {
            text.Append(line);
            return;
        }

        var (open, close) = element.ValueKind == JsonValueKind.Object ? ('{', '}') : ('[', ']');
        text.Append(open);
        var first = true;
        foreach (var (name, value) in Children(element))
        {
            text.Append(first ? "\n" : ",\n").Append(' ', (indent + 1) * 2);
            first = false;
            var key = name is null ? "" : JsonSerializer.Serialize(name, Plain) + ": ";
            text.Append(key);
            Write(text, value, indent + 1, key.Length + 1);
        }

        text.Append('\n').Append(' ', indent * 2).Append(close);
    }

    private static string OneLine(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when !element.EnumerateObject().Any() => "{}",
        JsonValueKind.Object => "{ " + string.Join(", ", Children(element).Select(child =>
            JsonSerializer.Serialize(child.Name!, Plain) + ": " + OneLine(child.Value))) + " }",
        JsonValueKind.Array => "[" + string.Join(", ", Children(element).Select(child => OneLine(child.Value))) + "]",
        JsonValueKind.String => JsonSerializer.Serialize(element.GetString()!, Plain),
        _ => element.GetRawText(),
    };

    private static IEnumerable<(string? Name, JsonElement Value)> Children(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Select(property => ((string?)property.Name, property.Value))
        : element.EnumerateArray().Select(item => ((string?)null, item));
}
