using System.Text.Json;

namespace Engine.Execution;

/// <summary>What an instance remembers between bursts; one JSON document in its row.</summary>
internal sealed class InstanceState
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public DateOnly ReceivedOn { get; init; }
    public DateOnly OpenedOn { get; init; }
    public Dictionary<string, string> Facts { get; init; } = [];
    public Dictionary<string, string> Variables { get; init; } = [];

    /// <summary>For each join that still waits, the connections over which a branch has arrived.</summary>
    public Dictionary<string, List<string>> Arrivals { get; init; } = [];

    /// <summary>For each waiting branch, by its bookmark, the joins through which another has gone first.</summary>
    public Dictionary<Guid, HashSet<string>> Late { get; init; } = [];

    /// <summary>By code, the deadline last started.</summary>
    public Dictionary<string, Guid> Deadlines { get; init; } = [];
    public int Documents { get; set; }

    /// <summary>Who last did each step, and who last did any step of each role (<c>role:officer</c>).</summary>
    public Dictionary<string, string> DoneBy { get; init; } = [];

    public static string KeyOfRole(string role) => $"role:{role}";

    public static InstanceState Of(CaseFacts facts) => new()
    {
        ReceivedOn = facts.ReceivedOn,
        OpenedOn = facts.OpenedOn,
        Facts = new Dictionary<string, string>(facts.Facts),
    };

    public static InstanceState FromJson(string json) => JsonSerializer.Deserialize<InstanceState>(json, Json)!;

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
