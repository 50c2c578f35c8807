using Shared.Hosting;

namespace Engine;

/// <summary>
/// A step of a burst failed for another reason than a rule. Nothing of the burst may be saved; the caller discards its context and
/// records an incident with a fresh one.
/// </summary>
public sealed class ActivityFailedException(ProcedureInstance instance, string activityId, Exception cause)
    : Exception($"The activity {activityId} failed with {cause.GetType().Name}.", cause)
{
    /// <summary>The letter whose procedure could not go on.</summary>
    public Guid SubmissionId { get; } = instance.SubmissionId;
    public string Department { get; } = instance.Department;

    /// <summary>Whose step failed. It may have begun in the burst that failed, and then is not there.</summary>
    public Guid InstanceId { get; } = instance.Id;

    public string ProcedureId { get; } = instance.ProcedureId;
    public DateOnly InForceFrom { get; } = instance.InForceFrom;

    /// <summary>What the burst was run for; null when a procedure was to start, of which only the service knows why.</summary>
    public FailedWork? Work { get; private set; }

    /// <summary>The instance it began with, which may have caused the one that failed.</summary>
    public Guid? BeganWith { get; private set; }

    /// <summary>Empty when the procedure could not even be read.</summary>
    public string ActivityId { get; } = activityId;

    /// <summary>The kind of failure, fit for an incident: no text that may quote a letter.</summary>
    public string Reason { get; } = cause switch
    {
        StepBudgetExceededException budget => budget.Message,
        RuleViolation refused => refused.Rule,
        _ => cause.GetType().Name,
    };

    internal void While(FailedWork work, Guid? beganWith)
    {
        Work ??= work;
        BeganWith ??= beganWith;
    }
}

/// <summary>A burst went on for too long: the definition runs in circles.</summary>
public sealed class StepBudgetExceededException(int budget) : Exception($"The burst took more than {budget} steps.");

/// <summary>Nothing is under way any more, and a join still waits for a branch: the definition left it out.</summary>
public sealed class BranchMissingException() : Exception("A join waits for a branch that cannot come.");
