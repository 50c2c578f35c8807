using Clock;
using Engine.Execution;
using Procedures;

namespace Engine.Moves;

/// <summary>Compares where an instance stands with another version of its procedure. Pure: it changes nothing.</summary>
/// <param name="kindOf">What an activity waits for; null for one that does not wait.</param>
internal sealed class MovePlanner(
    ProcedureDefinition from, ProcedureDefinition to, InstanceState state, IReadOnlyList<Bookmark> waits, MoveMapping mapping,
    Func<ActivityNode, BookmarkKind?> kindOf)
{
    private readonly List<ProcedureFault> faults = [];

    public MovePlan Plan()
    {
        if (from.InForceFrom == to.InForceFrom)
            Fault("move.same-version", null, "Vụ việc đang theo phiên bản này.", "The case runs under this version already.");
        foreach (var unknown in mapping.Waits.Keys.Where(id => waits.All(wait => wait.ActivityId != id)).Order(StringComparer.Ordinal))
            Fault("move.nothing-waits", unknown, "Không có nhánh nào đang chờ ở bước này.", "No branch waits at this activity.");

        var moved = waits.Select(Plan).ToList();
        foreach (var meeting in moved.Where(wait => wait.To is not null).GroupBy(wait => wait.To!.Id).Where(group => group.Count() > 1))
            Fault("move.meet", meeting.Key, "Hai nhánh đang chờ cùng được chuyển tới bước này.", "Two waiting branches would go on at this activity.");
        CheckJoins();
        var begins = mapping.Begin.Distinct(StringComparer.Ordinal).Select(Begin).OfType<ActivityNode>().ToList();
        if (moved.TrueForAll(wait => wait.To is null) && begins.Count == 0)
            Fault("move.nothing-left", null, "Sau khi chuyển không còn gì để chờ.", "Nothing would be left to wait for.");

        var forgotten = state.Variables.Keys.Except(to.Variables).Order(StringComparer.Ordinal).ToList();
        if (forgotten.Count > 0)
        {
            Fault("move.variables", null, $"Phiên bản kia không có biến: {string.Join(", ", forgotten)}.",
                $"The other version has no variable {string.Join(", ", forgotten)}.", FaultSeverity.Warning);
        }

        return new MovePlan(
            from.Id, from.InForceFrom, to.InForceFrom, moved, [.. begins.Select(MoveStep.Of)],
            [.. to.Activities.Where(node => from.Find(node.Id) is null && kindOf(node) is not null).Select(MoveStep.Of)], forgotten, faults);
    }

    private MovedWait Plan(Bookmark wait)
    {
        var at = from.Find(wait.ActivityId) is { } node ? MoveStep.Of(node) : new MoveStep(wait.ActivityId, new BilingualText(wait.ActivityId, wait.ActivityId));
        var choices = to.Activities.Where(one => kindOf(one) == wait.Kind).Select(MoveStep.Of).ToList();
        var isChosen = mapping.Waits.TryGetValue(wait.ActivityId, out var chosen);
        if (isChosen && chosen is null)
        {
            // What the procedure waits for goes on by itself; who takes it over must be said.
            if (wait.Kind == BookmarkKind.Procedure)
                Fault("move.procedure-dropped", wait.ActivityId, "Quy trình con đang chạy phải có bước chờ.", "The procedure it waits for runs on, so a step must wait for it.");
            return new MovedWait(wait.Kind, wait.Key, at, null, choices);
        }

        var target = choices.Find(one => one.Id == (chosen ?? wait.ActivityId));
        if (target is null && isChosen)
            Fault("move.wrong-kind", wait.ActivityId, $"Bước “{chosen}” không chờ cùng loại việc.", $"The activity {chosen} does not wait for the same kind of thing.");
        else if (target is null)
            Fault("move.unmapped", wait.ActivityId, "Phiên bản kia không có bước này; hãy chọn bước để chờ tiếp.", "The other version has no such activity; choose where to go on.");
        return new MovedWait(wait.Kind, wait.Key, at, target, choices);
    }

    /// <summary>A branch that has arrived at a join is not there to be asked; the join and the way it came must exist.</summary>
    private void CheckJoins()
    {
        var ways = to.Connections.Select(connection => connection.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var (join, arrived) in state.Arrivals.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (to.Find(join) is not { Type: "Elsa.FlowJoin" } || !arrived.TrueForAll(ways.Contains))
                Fault("move.join", join, "Một nhánh đã tới điểm nhập này, phiên bản kia không có đường đó.", "A branch has arrived at this join on a way the other version does not have.");
        }
    }

    /// <summary>Only what the version so far did not know can be begun: what may have been done must not be done again.</summary>
    private ActivityNode? Begin(string id)
    {
        if (to.Find(id) is { } node && from.Find(id) is null && kindOf(node) is not null) return node;
        Fault("move.cannot-begin", id, "Chỉ được bắt đầu bước chờ mà phiên bản đang chạy không có.",
            "Only a waiting activity that the present version does not have can be begun.");
        return null;
    }

    private void Fault(string code, string? activity, string vi, string en, FaultSeverity severity = FaultSeverity.Error) =>
        faults.Add(new ProcedureFault(code, $"{to.Id}/{LegalDates.Write(to.InForceFrom)}", activity, new BilingualText(vi, en), severity));
}
