using System.Text.Json;
using System.Text.Json.Nodes;
using Clock;
using Procedures;

namespace Unit.Engine;

/// <summary>Writes a small Elsa document: only what a test is about has to be said.</summary>
internal sealed class Flow(string procedure = "test")
{
    private readonly JsonArray activities = [];
    private readonly JsonArray connections = [];
    private readonly JsonArray variables = [];

    public static object Literal(object value) => new { expression = new { type = "Literal", value } };

    public static object Of(string type, string name) => new { expression = new { type, value = name } };

    public static object[] Outcomes(params string[] names) => [.. names.Select(name => new { name, labelVi = name, labelEn = name })];

    public Flow Variable(string name)
    {
        variables.Add(JsonSerializer.SerializeToNode(new { id = $"v-{name}", name, typeName = "String" }));
        return this;
    }

    public Flow Step(string id, string type, params (string Name, object Value)[] properties)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in properties) step[name] = JsonSerializer.SerializeToNode(value);
        activities.Add(step);
        return this;
    }

    public Flow To(string source, string target, string port = "Done")
    {
        connections.Add(JsonSerializer.SerializeToNode(new
        {
            source = new { activity = source, port },
            target = new { activity = target, port = "In" },
        }));
        return this;
    }

    public string Json() => new JsonObject
    {
        ["definitionId"] = procedure,
        ["name"] = "Test",
        ["variables"] = variables.DeepClone(),
        ["root"] = new JsonObject
        {
            ["type"] = "Elsa.Flowchart",
            ["start"] = "Start",
            ["activities"] = activities.DeepClone(),
            ["connections"] = connections.DeepClone(),
        },
    }.ToJsonString();

    public ProcedureDefinition Parse(TimeLimitBook? limits = null, DateOnly? inForceFrom = null) =>
        ProcedureBook.Parse(procedure, Json(), inForceFrom ?? new DateOnly(2026, 7, 1), limits);

    public ProcedureBook Book() => new([Parse()]);

    /// <summary>A book in which this procedure finds those it starts.</summary>
    public ProcedureBook BookWith(params Flow[] others) => new([Parse(), .. others.Select(other => other.Parse())]);
}
