using Engine.Moves;
using Procedures;
using Shared.Hosting;

namespace Resolution.Domain;

/// <summary>What moving a case to another version would do, as the wire tells it.</summary>
internal sealed record MovePlanView(
    string Procedure, DateOnly From, DateOnly To, bool IsPossible, IReadOnlyList<MovedWaitView> Waits, IReadOnlyList<MoveStepView> Begins,
    IReadOnlyList<MoveStepView> CouldBegin, IReadOnlyList<string> Forgotten, IReadOnlyList<MoveFaultView> Faults)
{
    public static MovePlanView Of(MovePlan plan) => new(
        plan.ProcedureId, plan.From, plan.To, plan.IsPossible,
        [.. plan.Waits.Select(wait => new MovedWaitView(
            wait.Kind.ToString().ToLowerInvariant(), MoveStepView.Of(wait.At), wait.To is null ? null : MoveStepView.Of(wait.To),
            [.. wait.Choices.Select(MoveStepView.Of)]))],
        [.. plan.Begins.Select(MoveStepView.Of)], [.. plan.CouldBegin.Select(MoveStepView.Of)], plan.Forgotten,
        [.. plan.Faults.Select(fault => new MoveFaultView(
            fault.Code, fault.Activity, Language.Of(fault.Text.Vi, fault.Text.En), fault.Severity == FaultSeverity.Error))]);
}

internal sealed record MovedWaitView(string Kind, MoveStepView At, MoveStepView? To, IReadOnlyList<MoveStepView> Choices);

internal sealed record MoveStepView(string Activity, string Name)
{
    public static MoveStepView Of(MoveStep step) => new(step.Id, Language.Of(step.Name.Vi, step.Name.En));
}

internal sealed record MoveFaultView(string Code, string? Activity, string Text, bool Forbids);

/// <summary>A move that was asked for.</summary>
internal sealed record CaseMoveView(
    Guid Id, Guid BatchId, Guid CaseId, string Procedure, DateOnly From, DateOnly To, CaseMoveState State, string Reason, string RequestedBy,
    DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? RejectedFor)
{
    public static CaseMoveView Of(CaseMove move) => new(
        move.Id, move.BatchId, move.CaseId, move.ProcedureId, move.FromVersion, move.ToVersion, move.State, move.Reason, move.RequestedBy,
        move.RequestedAt, move.DecidedBy, move.DecidedAt, move.RejectedFor);
}
