using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Procedures.Vocabulary;

/// <summary>The JSON Schema of the documents that may be used here, made from the vocabulary: for editors and other systems.</summary>
public static class ProcedureSchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write() => new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "DonThu procedure: a subset of Elsa 3 workflow definitions",
        ["type"] = "object",
        ["required"] = Names("definitionId", "name", "root"),
        ["properties"] = new JsonObject
        {
            ["definitionId"] = Matching("^[a-z0-9]+(-[a-z0-9]+)*$"),
            ["name"] = NotEmpty(),
            ["variables"] = ListOf(new JsonObject { ["type"] = "object", ["required"] = Names("name"), ["properties"] = new JsonObject { ["name"] = NotEmpty() } }),
            ["customProperties"] = Custom(),
            ["root"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = Names("type", "start", "activities", "connections"),
                ["properties"] = new JsonObject
                {
                    ["type"] = new JsonObject { ["const"] = "Elsa.Flowchart" },
                    ["start"] = NotEmpty(),
                    ["activities"] = ListOf(new JsonObject { ["$ref"] = "#/$defs/activity" }),
                    ["connections"] = ListOf(new JsonObject { ["$ref"] = "#/$defs/connection" }),
                },
            },
        },
        ["$defs"] = new JsonObject
        {
            ["activity"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = Names("id", "type"),
                ["properties"] = new JsonObject
                {
                    ["id"] = NotEmpty(),
                    ["type"] = new JsonObject { ["enum"] = Names([.. ActivityVocabulary.All.Select(one => one.Type)]) },
                    ["customProperties"] = Custom(),
                },
                ["oneOf"] = new JsonArray([.. ActivityVocabulary.All.Select(Activity)]),
            },
            ["connection"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = Names("source", "target"),
                ["properties"] = new JsonObject { ["source"] = End(), ["target"] = End() },
            },
            ["expression"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = Names("type", "value"),
                ["properties"] = new JsonObject { ["type"] = new JsonObject { ["enum"] = Names("Literal", "Variable", "Fact", "Rule") } },
            },
        },
    }.ToJsonString(Readable) + "\n";

    private static JsonNode Activity(ActivityDescriptor descriptor)
    {
        var properties = new JsonObject { ["type"] = new JsonObject { ["const"] = descriptor.Type } };
        foreach (var input in descriptor.Inputs)
        {
            properties[input.Name] = new JsonObject
            {
                ["description"] = $"{input.Help.Vi} / {input.Help.En}",
                ["type"] = "object",
                ["required"] = Names("expression"),
                ["properties"] = new JsonObject { ["expression"] = new JsonObject { ["$ref"] = "#/$defs/expression" } },
            };
        }

        return new JsonObject
        {
            ["title"] = $"{descriptor.Name.Vi} / {descriptor.Name.En}",
            ["description"] = $"{descriptor.Help.Vi} / {descriptor.Help.En}",
            ["required"] = Names(["type", .. descriptor.Inputs.Where(input => input.Required).Select(input => input.Name)]),
            ["properties"] = properties,
        };
    }

    private static JsonObject Custom() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["displayName"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = Names("vi", "en"),
                ["properties"] = new JsonObject { ["vi"] = NotEmpty(), ["en"] = NotEmpty() },
            },
            ["article"] = NotEmpty(),
        },
    };

    private static JsonObject End() => new()
    {
        ["type"] = "object",
        ["required"] = Names("activity", "port"),
        ["properties"] = new JsonObject { ["activity"] = NotEmpty(), ["port"] = NotEmpty() },
    };

    private static JsonObject NotEmpty() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject Matching(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject ListOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonArray Names(params string[] names) => [.. names.Select(name => (JsonNode)name!)];
}
