using System.Text.Json;
using Clock;

namespace Procedures;

/// <summary>
/// Reads an Elsa 3 workflow definition. What the document cannot mean is a fault with the activity's id; reading goes on, so that
/// everything wrong is reported at once.
/// </summary>
internal sealed class ElsaDocumentReader(string document, List<ProcedureFault> faults)
{
    private static readonly HashSet<string> NoInput =
        ["id", "nodeId", "name", "type", "version", "customProperties", "metadata", "cases", "variable"];

    public ProcedureDefinition? Read(string json, DateOnly inForceFrom)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return Definition(parsed.RootElement, inForceFrom);
        }
        catch (JsonException exception)
        {
            Fault("document.malformed", null,
                $"Không phải JSON hợp lệ (dòng {exception.LineNumber + 1}).", $"Not valid JSON (line {exception.LineNumber + 1}).");
            return null;
        }
    }

    private ProcedureDefinition? Definition(JsonElement root, DateOnly inForceFrom)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "definitionId") is not { Length: > 0 } id
            || Child(root, "root") is not { } flowchart || Text(flowchart, "type") != "Elsa.Flowchart")
        {
            Fault("document.no-flowchart", null,
                "Cần definitionId và root kiểu Elsa.Flowchart.", "It needs a definitionId and a root of type Elsa.Flowchart.");
            return null;
        }

        var custom = Child(root, "customProperties");
        return new ProcedureDefinition(
            id,
            inForceFrom,
            Name(root, custom) ?? new BilingualText(id, id),
            custom is { } properties ? Text(properties, "article") : null,
            Text(flowchart, "start") ?? "",
            [.. Items(root, "variables").Select(variable => Text(variable, "name")).OfType<string>()],
            [.. Items(flowchart, "activities").Select(Activity).OfType<ActivityNode>()],
            [.. Items(flowchart, "connections").Select(Connection).OfType<Connection>()]);
    }

    private ActivityNode? Activity(JsonElement element)
    {
        if (Text(element, "id") is not { Length: > 0 } id || Text(element, "type") is not { Length: > 0 } type)
        {
            Fault("activity.no-id", null, "Một bước không có id hoặc type.", "An activity has no id or no type.");
            return null;
        }

        var inputs = new Dictionary<string, ActivityInput>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject().Where(property => !NoInput.Contains(property.Name)))
        {
            if (Child(property.Value, "expression") is { } expression && Expression(id, property.Name, expression) is { } read)
                inputs[property.Name] = new ActivityInput(property.Name, Text(property.Value, "typeName"), read);
            else if (Child(property.Value, "expression") is null)
                Fault("input.no-expression", id,
                    $"Thuộc tính “{property.Name}” không có biểu thức.", $"The property \"{property.Name}\" has no expression.");
        }

        var custom = Child(element, "customProperties");
        return new ActivityNode(
            id,
            type,
            Name(element, custom) ?? new BilingualText(id, id),
            custom is { } properties ? Text(properties, "article") : null,
            inputs,
            [.. Items(element, "cases").Select(one => Case(id, one)).OfType<SwitchCase>()],
            Child(element, "variable") is { } variable ? Text(variable, "name") : null)
        {
            Position = Position(element),
        };
    }

    private static (double X, double Y)? Position(JsonElement element) =>
        Child(element, "metadata") is { } metadata && Child(metadata, "designer") is { } designer && Child(designer, "position") is { } position
            && position.TryGetProperty("x", out var x) && position.TryGetProperty("y", out var y)
            && x.ValueKind == JsonValueKind.Number && y.ValueKind == JsonValueKind.Number
            ? (x.GetDouble(), y.GetDouble())
            : null;

    private SwitchCase? Case(string id, JsonElement element)
    {
        if (Text(element, "label") is { Length: > 0 } label && Child(element, "condition") is { } condition)
            return Expression(id, label, condition) is { } expression ? new SwitchCase(label, expression) : null;
        Fault("switch.case", id, "Một trường hợp không có label hoặc condition.", "A case has no label or no condition.");
        return null;
    }

    private Expression? Expression(string id, string input, JsonElement expression)
    {
        var type = Text(expression, "type");
        if (!expression.TryGetProperty("value", out var value)) value = default;
        switch (type)
        {
            case "Literal" when value.ValueKind != JsonValueKind.Undefined:
                return new Expression.Literal(value.Clone());
            case "Variable" or "Fact" or "Rule" when NameIn(value) is { Length: > 0 } name:
                return type switch
                {
                    "Variable" => new Expression.Variable(name),
                    "Fact" => new Expression.Fact(name),
                    _ => new Expression.Rule(name),
                };
            case "Literal" or "Variable" or "Fact" or "Rule":
                Fault("expression.no-value", id, $"Biểu thức của “{input}” không có giá trị.", $"The expression of \"{input}\" has no value.");
                return null;
            default:
                Fault("expression.type", id,
                    $"Biểu thức của “{input}” có kiểu “{type}”; chỉ được Literal, Variable, Fact, Rule.",
                    $"The expression of \"{input}\" is of type \"{type}\"; only Literal, Variable, Fact and Rule are allowed.");
                return null;
        }
    }

    private Connection? Connection(JsonElement element)
    {
        if (Child(element, "source") is { } source && Child(element, "target") is { } target
            && Text(source, "activity") is { } from && Text(target, "activity") is { } to)
            return new Connection(from, Text(source, "port") ?? "Done", to, Text(target, "port") ?? "In");
        Fault("connection.malformed", null, "Một đường nối thiếu nguồn hoặc đích.", "A connection has no source or no target.");
        return null;
    }

    /// <summary>Elsa writes a variable as an object, people write its name.</summary>
    private static string? NameIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object => Text(value, "name"),
        _ => null,
    };

    private static BilingualText? Name(JsonElement element, JsonElement? custom) =>
        custom is { } properties && Child(properties, "displayName") is { } name
            && Text(name, "vi") is { } vi && Text(name, "en") is { } en
            ? new BilingualText(vi, en)
            : Text(element, "name") is { } plain ? new BilingualText(plain, plain) : null;

    private static JsonElement? Child(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object
            ? child
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.String
            ? child.GetString()
            : null;

    private static List<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Array ? [.. child.EnumerateArray()] : [];

    private void Fault(string code, string? activity, string vi, string en) =>
        faults.Add(new ProcedureFault(code, document, activity, new BilingualText(vi, en)));
}
