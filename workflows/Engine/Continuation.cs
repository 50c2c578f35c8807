using Shared.Hosting;

namespace Engine;

/// <summary>
/// A person answers for the outcome of a step that failed: it was done on paper, or is not needed. The burst is run again, and does not run
/// that step but goes on behind it.
/// </summary>
public sealed class Continuation
{
    internal Continuation(Incident incident, string outcome, string who, string reason)
    {
        ProcedureId = incident.ProcedureId!;
        ActivityId = incident.ActivityId;
        Outcome = outcome;
        Who = who;
        Reason = reason;
    }

    public string ProcedureId { get; }
    public string ActivityId { get; }
    public string Outcome { get; }
    public string Who { get; }
    public string Reason { get; }

    /// <summary>Whether the burst came to the step.</summary>
    internal bool IsReached { get; private set; }

    internal bool Is(Procedures.ProcedureDefinition definition, Procedures.ActivityNode step) =>
        definition.Id == ProcedureId && step.Id == ActivityId;

    /// <summary>Takes the step as done.</summary>
    /// <exception cref="RuleViolation">The step has no such outcome.</exception>
    internal void Reach(Procedures.ActivityNode step)
    {
        if (!step.Outcomes.Contains(Outcome))
            throw new RuleViolation(EngineRules.UnknownStepOutcome, step.Article, 422, new Dictionary<string, object?> { ["outcomes"] = step.Outcomes });
        IsReached = true;
    }
}

/// <summary>What failed is run again by an operator.</summary>
/// <param name="By">Who asked for it then, in whose name it is run.</param>
/// <param name="ByHand">The step that does not run, because the operator answers for it.</param>
public sealed record Rerun(string By, Continuation? ByHand);
