namespace Engine.Execution;

/// <summary>
/// What one step does. It has no state of its own and may run twice (a burst that rolled back): everything it changes goes through
/// the context.
/// </summary>
internal interface IActivity
{
    ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken);
}

/// <summary>An activity that waits, and takes what it waited for when that comes.</summary>
internal interface IWaitingActivity : IActivity
{
    /// <summary>What a branch waits for at this step; null when it goes on without waiting.</summary>
    BookmarkKind? WaitsFor(Procedures.ActivityNode step);

    /// <summary>Takes over a wait that began under another version of the procedure, and says under which key it goes on.</summary>
    ValueTask<string> TakeOverAsync(ActivityContext context, string key, CancellationToken cancellationToken) => new(key);

    /// <summary>Whether what came is taken now; if not, the branch goes on waiting.</summary>
    bool Takes(ActivityContext context);

    ValueTask<Outcome> ResumeAsync(ActivityContext context, Stimulus stimulus, CancellationToken cancellationToken);
}

/// <summary>What woke a waiting branch.</summary>
/// <param name="Port">For a task, the outcome chosen.</param>
/// <param name="Values">The form's fields, or the event's payload.</param>
internal sealed record Stimulus(string Port, IReadOnlyDictionary<string, string> Values);

/// <summary>How an activity was left: through ports, or not at all while it waits or because it ends its branch.</summary>
internal sealed record Outcome(IReadOnlyList<string> Ports)
{
    public static Outcome Done { get; } = new(["Done"]);

    /// <summary>The branch goes no further in this burst.</summary>
    public static Outcome None { get; } = new([]);

    public static Outcome Of(string port) => new([port]);
}

/// <summary>Sees what bursts do: the coverage of worked examples, the replay of a draft.</summary>
internal interface IBurstWatcher
{
    void Ran(Procedures.ProcedureDefinition definition, Procedures.ActivityNode step);
    void Followed(Procedures.ProcedureDefinition definition, Procedures.Connection connection);
}
