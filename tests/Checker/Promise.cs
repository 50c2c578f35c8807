using System.Text.Json;

namespace Checker;

/// <summary>What an answer of the installation promised. One line of JSON each.</summary>
/// <param name="Act"><c>registered</c>, <c>classified</c> or <c>completed</c>.</param>
/// <param name="Id">The submission.</param>
/// <param name="AnsweredAt">When it was answered.</param>
/// <param name="Reference">Registered: the number it was given.</param>
/// <param name="TrackingKey">Registered: what its sender tracks it with.</param>
/// <param name="Subject">Registered: its subject, when no other letter has the same; then it must exist once.</param>
/// <param name="Limit">Registered: the time limit that began.</param>
/// <param name="DueOn">Registered: its last day.</param>
/// <param name="Department">Classified: the department whose case it is now.</param>
/// <param name="Task">Completed: the task, as the API names it.</param>
/// <param name="Outcome">Completed: with which outcome.</param>
public sealed record Promise(
    string Act, Guid Id, DateTimeOffset AnsweredAt, string? Reference = null, string? TrackingKey = null, string? Subject = null,
    string? Limit = null, string? DueOn = null, string? Department = null, string? Task = null, string? Outcome = null)
{
    public const string Registered = "registered";
    public const string Classified = "classified";
    public const string Completed = "completed";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static IReadOnlyList<Promise> Read(string file) =>
        [.. File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<Promise>(line, Json)!)];

    public static void Write(string file, IEnumerable<Promise> promises) =>
        File.WriteAllLines(file, promises.Select(promise => JsonSerializer.Serialize(promise, Json)));
}
