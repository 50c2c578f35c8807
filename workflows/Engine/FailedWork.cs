using System.Text.Json;
using Procedures;

namespace Engine;

public enum FailedWorkKind
{
    /// <summary>A procedure was to start; the service keeps the command that asked for it.</summary>
    Start,

    /// <summary>A task was completed.</summary>
    Task,

    /// <summary>Something happened that the procedure waits for.</summary>
    Event,
}

/// <summary>
/// What a burst that failed was run for. It was rolled back, so what it was to do has still to be done; kept with the incident, it can be
/// run again without whoever asked for it.
/// </summary>
/// <param name="Key">What it is about; the same piece of work failing again has the same.</param>
/// <param name="Json">All that is needed to run it. It may hold what an officer filled in, as the task itself would.</param>
/// <param name="By">Who asked for it.</param>
public sealed record FailedWork(FailedWorkKind Kind, string Key, string Json, string By)
{
    internal const string StartKey = "start";

    /// <summary>Moving to another version is asked for again by whoever approves it.</summary>
    internal const string MoveKey = "move";

    /// <param name="command">The service's own command, as it reads it again.</param>
    public static FailedWork OfStart(string command, string by) => new(FailedWorkKind.Start, StartKey, command, by);

    public static FailedWork OfEvent(string name, string? key, IReadOnlyDictionary<string, string>? payload, string by) =>
        new(FailedWorkKind.Event, KeyOfEvent(Bookmark.KeyOf(name, key)),
            Write(new RaisedEvent(name, key, payload ?? new Dictionary<string, string>())), by);

    internal static FailedWork OfTask(
        Guid taskId, string outcome, IReadOnlyDictionary<string, JsonElement> data, string? note, Doer by) =>
        new(FailedWorkKind.Task, KeyOfTask(taskId), Write(new CompletedTask(taskId, outcome, data, note, by.InsteadOf)), by.UserId);

    internal static string KeyOfEvent(string awaited) => $"event {awaited}";

    internal static string KeyOfTask(Guid taskId) => $"task {taskId}";

    internal T Read<T>() => JsonSerializer.Deserialize<T>(Json, ProcedureJson.Options)!;

    private static string Write<T>(T work) => JsonSerializer.Serialize(work, ProcedureJson.Options);

    internal sealed record RaisedEvent(string Name, string? Key, IReadOnlyDictionary<string, string> Payload);

    internal sealed record CompletedTask(
        Guid TaskId, string Outcome, IReadOnlyDictionary<string, JsonElement> Data, string? Note, string? InsteadOf);
}
