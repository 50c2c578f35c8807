using Clock;
using Procedures;
using Shared.Hosting;

namespace Engine.Moves;

/// <summary>What moving an instance to another version would do, and what stands against it. Nothing has been changed.</summary>
/// <param name="From">The version it runs under, by its first day in force.</param>
/// <param name="To">The version it would go on under.</param>
/// <param name="Waits">Where its branches wait, and where they would.</param>
/// <param name="Begins">Activities that would be begun with the move.</param>
/// <param name="CouldBegin">Waiting activities that only the other version has, for whoever decides to choose from.</param>
/// <param name="Forgotten">Variables that have a value and that the other version does not know.</param>
/// <param name="Faults">What forbids the move, or deserves a look; with the activity.</param>
public sealed record MovePlan(
    string ProcedureId, DateOnly From, DateOnly To, IReadOnlyList<MovedWait> Waits, IReadOnlyList<MoveStep> Begins,
    IReadOnlyList<MoveStep> CouldBegin, IReadOnlyList<string> Forgotten, IReadOnlyList<ProcedureFault> Faults)
{
    public bool IsPossible => Faults.All(fault => fault.Severity != FaultSeverity.Error);

    /// <summary>Says why the case cannot be moved like this.</summary>
    public RuleViolation Refusal() => new(EngineRules.MoveRefused, details: new Dictionary<string, object?>
    {
        ["faults"] = Faults.Where(fault => fault.Severity == FaultSeverity.Error)
            .Select(fault => new { fault.Code, fault.Activity, Text = Language.Of(fault.Text.Vi, fault.Text.En) }).ToArray(),
    });
}

/// <summary>A branch that waits.</summary>
/// <param name="At">Where it waits.</param>
/// <param name="To">Where it would wait; null when it would end, or when nobody has said yet.</param>
/// <param name="Choices">The activities of the other version at which it could wait.</param>
public sealed record MovedWait(BookmarkKind Kind, string Key, MoveStep At, MoveStep? To, IReadOnlyList<MoveStep> Choices);

/// <summary>An activity, as people know it.</summary>
public sealed record MoveStep(string Id, BilingualText Name)
{
    internal static MoveStep Of(ActivityNode node) => new(node.Id, node.Name);
}
