using Clock;

namespace Procedures.Vocabulary;

/// <summary>What an input must hold; decides how it is checked when a definition is loaded.</summary>
public enum InputKind
{
    Text,
    Bilingual,
    Boolean,
    Date,
    TimeLimit,
    TimeLimits,
    Role,
    Form,
    Outcomes,
    Branches,
    JoinMode,
    StopResult,
    Payload,
    Procedure,
    Facts,
    Manner,
    Activities,
    Variable,
}

/// <summary>An input of an activity, as the drawing board shows it.</summary>
public sealed record InputDescriptor(string Name, InputKind Kind, bool Required, BilingualText Help);

/// <summary>
/// One activity type: what it is called, what it needs, how it can be left. Once released, name, inputs and outcomes are a contract.
/// </summary>
public sealed record ActivityDescriptor(
    string Type,
    string Category,
    BilingualText Name,
    BilingualText Help,
    IReadOnlyList<InputDescriptor> Inputs,
    IReadOnlyList<string> Outcomes)
{
    /// <summary>For activities whose ports depend on how they are filled in.</summary>
    public Func<ActivityNode, IReadOnlyList<string>>? OutcomesByInput { get; init; }

    public IReadOnlyList<string> OutcomesOf(ActivityNode node) => OutcomesByInput?.Invoke(node) ?? Outcomes;
}
