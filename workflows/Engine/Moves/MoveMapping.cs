namespace Engine.Moves;

/// <summary>How a running instance is to go on under another version of its procedure.</summary>
/// <param name="Waits">
/// For an activity at which a branch waits, the activity of the other version at which it is to wait from now on; null ends the branch.
/// Activities that are not named go on at the one with the same id.
/// </param>
/// <param name="Begin">Activities that only the other version has and that are begun with the move: a branch the law added.</param>
public sealed record MoveMapping(IReadOnlyDictionary<string, string?> Waits, IReadOnlyList<string> Begin)
{
    /// <summary>Everything goes on where it is.</summary>
    public static MoveMapping AsItIs { get; } = new(new Dictionary<string, string?>(), []);
}
