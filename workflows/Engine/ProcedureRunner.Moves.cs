using Engine.Execution;
using Engine.Moves;
using Procedures;
using Shared.Hosting;
using Shared.Persistence;

namespace Engine;

public sealed partial class ProcedureRunner
{
    /// <summary>What moving an instance to another version of its procedure would do. Changes nothing.</summary>
    /// <param name="to">The version, by its first day in force.</param>
    /// <exception cref="RuleViolation">It has ended, or there is no such version.</exception>
    public async Task<MovePlan> PlanMoveAsync(
        ServiceDbContext db, ProcedureInstance instance, DateOnly to, MoveMapping mapping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(mapping);
        return Plan(await StandingAsync(db, instance, cancellationToken), VersionFor(instance, to), mapping);
    }

    /// <summary>
    /// Lets an instance go on under another version of its procedure: its branches wait where the mapping says, its open tasks are told
    /// anew, its deadlines run on. Nothing that was done is done again.
    /// </summary>
    /// <param name="reason">Why; it stands in the case's history.</param>
    /// <exception cref="RuleViolation">It has ended, there is no such version, or something stands against the move; <c>faults</c> says what.</exception>
    /// <exception cref="ActivityFailedException">A step that was to begin failed.</exception>
    public async Task<MovePlan> MoveAsync(
        ServiceDbContext db, ProcedureInstance instance, DateOnly to, MoveMapping mapping, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(mapping);
        var target = VersionFor(instance, to);
        var standing = await StandingAsync(db, instance, cancellationToken);
        var plan = Plan(standing, target, mapping);
        if (!plan.IsPossible) throw plan.Refusal();

        var burst = new Burst(db, instance, target, standing.State, [.. standing.Waits], standing.Who, standing.Chain, services);
        instance.MoveTo(target.InForceFrom);
        burst.Record("", HistoryTexts.Moved(plan.From, plan.To), reason);
        await burst.TakeOverAsync(plan, cancellationToken);
        await RunAsync(burst, cancellationToken);
        return plan;
    }

    private async Task<Burst> StandingAsync(ServiceDbContext db, ProcedureInstance instance, CancellationToken cancellationToken) => BurstOf(
        db, instance, await WaitsAsync(db, instance, cancellationToken), actor.Id, new BurstChain(FailedWork.MoveKey, isUnattended: false));

    private ProcedureDefinition VersionFor(ProcedureInstance instance, DateOnly to) =>
        instance.Status == InstanceStatus.Finished
            ? throw new RuleViolation(EngineRules.Ended)
            : book.Version(instance.ProcedureId, to) ?? throw new RuleViolation(EngineRules.NoProcedure, details: new Dictionary<string, object?>
            {
                ["procedure"] = instance.ProcedureId,
                ["on"] = LegalDates.Write(to),
            });

    private MovePlan Plan(Burst burst, ProcedureDefinition to, MoveMapping mapping) => new MovePlanner(
        burst.Definition, to, burst.State, burst.Waits, mapping,
        node => (services.Resolve(node) as IWaitingActivity)?.WaitsFor(node)).Plan();
}
