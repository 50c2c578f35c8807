using Clock;

namespace Procedures;

/// <summary>
/// Finds what is wrong with the way a flowchart flows: a step from which nothing ends, a join that can never be complete, a circle in
/// which nobody waits, a clock that nobody stops. Whether a way is ever taken depends on the case, so all of these are warnings; the
/// definitions delivered here have none.
/// </summary>
internal sealed class FlowCheck(string document, ProcedureDefinition definition, List<ProcedureFault> faults)
{
    private static readonly HashSet<string> Ends = ["Elsa.End", "Elsa.Finish"];
    private static readonly HashSet<string> Waits = ["DonThu.OfficerTask", "DonThu.HoldDialogue", "DonThu.AwaitEvent"];
    private static readonly HashSet<string> Legal =
        ["DonThu.OfficerTask", "DonThu.HoldDialogue", "DonThu.StartTimeLimit", "DonThu.IssueDocument", "DonThu.SuspendTimeLimits"];

    private readonly Dictionary<string, HashSet<string>> reach = [];
    private readonly ILookup<string, string> following =
        definition.Connections.ToLookup(connection => connection.Source, connection => connection.Target, StringComparer.Ordinal);

    public void Run()
    {
        foreach (var node in definition.Activities) reach[node.Id] = ReachOf(node.Id);
        foreach (var node in definition.Activities)
        {
            if (!Ends.Contains(node.Type) && !reach[node.Id].Any(id => Ends.Contains(definition.Find(id)?.Type ?? "")) && !KeepsListening(node))
            {
                Add("activity.never-ends", node.Id, FaultSeverity.Warning,
                    "Từ bước này không có đường nào dẫn tới kết thúc.", "No way leads from this activity to an end.");
            }

            if (Legal.Contains(node.Type) && node.Article is null && definition.Article is null)
                Add("activity.no-article", node.Id, FaultSeverity.Warning, "Không nêu căn cứ pháp lý.", "It names no article.");
        }

        CheckJoins();
        CheckCircles();
        CheckClocks();
    }

    /// <summary>A branch that takes one event after another until the whole procedure is finished elsewhere.</summary>
    private bool KeepsListening(ActivityNode node) =>
        definition.Activities.Any(end => end.Type == "Elsa.Finish" && Reaches(definition.Start, end.Id))
        && reach[node.Id].Append(node.Id).Any(id => definition.Find(id)?.Type == "DonThu.AwaitEvent" && reach[id].Contains(id));

    /// <summary>
    /// A join that waits for all needs an arrival over every connection. Two connections whose branches part only where one way is
    /// chosen can never both bring one.
    /// </summary>
    private void CheckJoins()
    {
        foreach (var join in definition.Activities.Where(node => node.Type == "Elsa.FlowJoin" && IsWaitAll(node)))
        {
            var into = definition.Into(join.Id).ToList();
            for (var one = 0; one < into.Count; one++)
            {
                for (var other = one + 1; other < into.Count; other++)
                {
                    if (CanBothArrive(into[one], into[other])) continue;
                    Add("join.never-complete", join.Id, FaultSeverity.Warning,
                        $"Không thể cùng đi qua {into[one]} và {into[other]}, nên bước nhập nhánh chờ mãi.",
                        $"{into[one]} and {into[other]} are never both taken, so the join waits for ever.");
                }
            }
        }
    }

    private bool CanBothArrive(Connection one, Connection other) => definition.Activities.Any(fork =>
        definition.Connections.Where(connection => connection.Source == fork.Id).ToList() is { Count: > 1 } ways
        && ways.Any(first => Leads(first, one) && ways.Any(second =>
            second != first && TakenTogether(fork, first, second) && Leads(second, other))));

    private static bool TakenTogether(ActivityNode fork, Connection first, Connection second) =>
        fork.Type == "Elsa.FlowFork" || first.SourcePort == second.SourcePort;

    private bool Leads(Connection from, Connection to) => from == to || from.Target == to.Source || Reaches(from.Target, to.Source);

    private bool Reaches(string from, string to) => reach.TryGetValue(from, out var found) && found.Contains(to);

    /// <summary>A circle through which a burst runs without anybody being waited for would use up its budget.</summary>
    private void CheckCircles()
    {
        foreach (var node in definition.Activities.Where(node => !IsWait(node)))
        {
            var seen = new HashSet<string>();
            var ahead = new Queue<string>(following[node.Id]);
            while (ahead.TryDequeue(out var at))
            {
                if (at == node.Id)
                {
                    Add("circle.no-wait", node.Id, FaultSeverity.Warning,
                        "Vòng lặp không có bước nào chờ.", "It lies in a circle in which nothing waits.");
                    break;
                }

                if (!seen.Add(at) || definition.Find(at) is not { } next || IsWait(next)) continue;
                foreach (var one in following[at]) ahead.Enqueue(one);
            }
        }
    }

    private void CheckClocks()
    {
        var stopped = Codes("DonThu.StopTimeLimit").ToHashSet();
        var awaited = definition.Activities.Where(node => node.Type == "DonThu.AwaitEvent")
            .Select(node => TextOf(node, "key")).OfType<string>().ToHashSet();
        foreach (var node in definition.Activities.Where(node => node.Type == "DonThu.StartTimeLimit"))
        {
            if (TextOf(node, "limit") is not { } code || stopped.Contains(code) || awaited.Contains(code)) continue;
            Add("time-limit.never-stopped", node.Id, FaultSeverity.Warning,
                $"Thời hạn “{code}” bắt đầu nhưng không bước nào kết thúc nó.", $"The time limit \"{code}\" starts, but no step stops it.");
        }

        var started = definition.Activities.Where(node => node.Type == "DonThu.StartTimeLimit").Select(node => TextOf(node, "limit")).ToHashSet();
        foreach (var node in definition.Activities.Where(node => node.Type is "DonThu.StopTimeLimit" or "DonThu.ExtendTimeLimit" or "DonThu.OfficerTask"))
        {
            foreach (var code in LimitsOf(node).Where(code => !started.Contains(code)))
            {
                Add("time-limit.never-started", node.Id, FaultSeverity.Warning,
                    $"Không bước nào bắt đầu thời hạn “{code}”.", $"No step starts the time limit \"{code}\".");
            }
        }
    }

    private IEnumerable<string> Codes(string type) => definition.Activities.Where(node => node.Type == type).SelectMany(LimitsOf);

    private static string[] LimitsOf(ActivityNode node)
    {
        try
        {
            return node.Literal<string[]>("limits") ?? [];
        }
        catch (System.Text.Json.JsonException)
        {
            return []; // written wrongly, which is a fault of its own
        }
    }

    private static string? TextOf(ActivityNode node, string input) =>
        node.Inputs.GetValueOrDefault(input)?.Expression is Expression.Literal { Value.ValueKind: System.Text.Json.JsonValueKind.String } literal
            ? literal.Value.GetString()
            : null;

    private static bool IsWaitAll(ActivityNode join) => TextOf(join, "mode") == "WaitAll";

    private static bool IsWait(ActivityNode node) => Waits.Contains(node.Type)
        || (node.Type == "DonThu.StartProcedure" && node.Inputs.ContainsKey("wait"));

    private HashSet<string> ReachOf(string id)
    {
        var found = new HashSet<string>();
        var ahead = new Queue<string>(following[id]);
        while (ahead.TryDequeue(out var at))
            if (found.Add(at)) foreach (var next in following[at]) ahead.Enqueue(next);
        return found;
    }

    private void Add(string code, string activity, FaultSeverity severity, string vi, string en) =>
        faults.Add(new ProcedureFault(code, document, activity, new BilingualText(vi, en), severity));
}
