using System.Text.Json.Nodes;
using Procedures;

namespace Integration;

/// <summary>Writes the procedure that a test has run for first complaints.</summary>
internal sealed class Charts
{
    private readonly JsonArray steps = [];
    private readonly JsonArray ways = [];

    public Charts Step(string id, string type, params (string Name, JsonNode Value)[] inputs)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in inputs)
            step[name] = new JsonObject { ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
        steps.Add(step);
        return this;
    }

    public Charts Task(string id, string role, string[]? limits = null, string[]? notBy = null) => Step(id, "DonThu.OfficerTask",
        ("role", role), ("outcomes", new JsonArray(new JsonObject { ["name"] = "Done", ["labelVi"] = "Xong", ["labelEn"] = "Done" })),
        ("limits", List(limits)), ("notBy", List(notBy)));

    public Charts Limit(string id, string limit) => Step(id, "DonThu.StartTimeLimit", ("limit", limit));

    public Charts Tell(string id) => Step(id, "DonThu.Notify", ("text", new JsonObject { ["vi"] = id, ["en"] = id }));

    /// <summary>One step after the other.</summary>
    public Charts Path(params string[] path)
    {
        for (var next = 1; next < path.Length; next++)
        {
            ways.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = path[next - 1], ["port"] = "Done" },
                ["target"] = new JsonObject { ["activity"] = path[next], ["port"] = "In" },
            });
        }

        return this;
    }

    public ProcedureBook Book() => new([ProcedureBook.Parse("test", new JsonObject
    {
        ["definitionId"] = ProcedureSelection.FirstComplaint,
        ["name"] = "Test",
        ["root"] = new JsonObject
        {
            ["type"] = "Elsa.Flowchart",
            ["start"] = "Start",
            ["activities"] = steps.DeepClone(),
            ["connections"] = ways.DeepClone(),
        },
    }.ToJsonString(), new DateOnly(2012, 7, 1))]);

    public static Charts Begin() => new Charts().Step("Start", "Elsa.Start").Step("End", "Elsa.End");

    private static JsonArray List(string[]? names) => [.. (names ?? []).Select(name => (JsonNode)name!)];
}
