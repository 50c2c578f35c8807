using Clock;

namespace Procedures;

/// <summary>How much a fault matters.</summary>
public enum FaultSeverity
{
    /// <summary>The definition cannot be used.</summary>
    Error,

    /// <summary>It can be used, but somebody should look.</summary>
    Warning,
}

/// <summary>Something wrong with a definition.</summary>
/// <param name="Code">Stable, such as <c>activity.unknown-type</c>.</param>
/// <param name="Document">The file, or the name under which the document was handed in.</param>
/// <param name="Activity">The activity it is about, or null when it is about the whole document.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Severity">Whether the definition can be used in spite of it.</param>
public sealed record ProcedureFault(
    string Code, string Document, string? Activity, BilingualText Text, FaultSeverity Severity = FaultSeverity.Error)
{
    public override string ToString() => Activity is null
        ? $"{Document}: {Text.En} ({Text.Vi}) [{Code}]"
        : $"{Document}, {Activity}: {Text.En} ({Text.Vi}) [{Code}]";
}

/// <summary>Definitions cannot be used. Carries every fault found, not the first.</summary>
public sealed class ProcedureDocumentException(IReadOnlyList<ProcedureFault> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<ProcedureFault> Faults { get; } = faults;
}
