using Procedures;

namespace Unit.Engine;

/// <summary>
/// A well-formed procedure made of random choices: sequences, decisions, forks and their joins, loops through a task, tasks, events, time
/// limits, procedures started from it. A choice that is missing is the simplest, so that a failing case shrinks to a readable one.
/// </summary>
internal sealed class RandomFlow
{
    private static readonly string[] Limits = ["TCD.REPLY", "TC.RESOLVE", "KN1.RESOLVE"];
    private static readonly object Literal = Flow.Literal("true");

    private readonly Queue<int> choices;
    private readonly Flow flow;
    private readonly string procedure;
    private readonly List<RandomFlow> started;
    private readonly int nesting;
    private int steps;

    public RandomFlow(IEnumerable<int> choices) : this(new Queue<int>(choices), "test", [], 0)
    {
    }

    private RandomFlow(Queue<int> choices, string procedure, List<RandomFlow> started, int nesting)
    {
        this.choices = choices;
        this.procedure = procedure;
        this.started = started;
        this.nesting = nesting;
        flow = FlowSteps.Begin(procedure).Variable("x").Variable("y");
        var exits = Several([("Start", "Done")], 0, default);
        if (Choose(3) == 1)
        {
            var waiting = Connect([("Start", "Done")], flow.Await(Name("Stop"), "stop"), "Stop");
            Close(waiting, 1);
        }

        Close(exits, Choose(3));
    }

    /// <summary>
    /// Whether it may come to a halt with an incident or a refusal: a branch of a fork leaves, a step may refuse, or a join of all
    /// branches stands where branches that came too late go round again.
    /// </summary>
    public bool MayHalt { get; private set; }

    /// <summary>Every procedure in two versions that differ in nothing but their day, the second of which is not in force yet.</summary>
    public ProcedureBook Book() => new(
        [.. new[] { this }.Concat(started).SelectMany(one => new[] { one.flow.Parse(), one.flow.Parse(inForceFrom: LaterVersion) })]);

    public static readonly DateOnly LaterVersion = new(2126, 7, 1);

    public bool MayHaltAnywhere => MayHalt || started.Any(one => one.MayHalt);

    public override string ToString() => string.Join(Environment.NewLine, [flow.Json(), .. started.Select(one => one.flow.Json())]);

    private int Choose(int among) => choices.TryDequeue(out var choice) ? choice % among : 0;

    private string Name(string kind) => $"{kind}{++steps}";

    private string Last(string kind) => $"{kind}{steps}";

    /// <summary>Lets everything that is to be connected lead to the step added last.</summary>
    private List<(string, string)> Connect(List<(string Activity, string Port)> entries, Flow _, string kind, string port = "Done")
    {
        var id = Last(kind);
        foreach (var entry in entries) flow.To(entry.Activity, id, entry.Port);
        return [(id, port)];
    }

    private List<(string, string)> Several(List<(string, string)> entries, int depth, Surroundings around)
    {
        for (var count = 1 + Choose(3); count > 0; count--) entries = Block(entries, depth, around);
        return entries;
    }

    private List<(string, string)> Block(List<(string, string)> entries, int depth, Surroundings around) => Choose(depth >= 3 ? 7 : 12) switch
    {
        1 => Connect(entries, flow.Await(Name("Event"), $"e{Choose(3)}"), "Event"),
        2 => Connect(entries, flow.Set(Name("Set"), Choose(2) == 0 ? "x" : "y", Choose(2) == 0 ? Literal : Flow.Literal("false")), "Set"),
        3 => Clock(entries),
        4 => Connect(entries, flow.Say(Name("Say")), "Say"),
        5 => Connect(entries, flow.Step(Name("Halt"), "DonThu.StopTimeLimit", ("limits", Flow.Literal(Limits))), "Halt"),
        6 => Suspension(entries),
        7 => Decision(entries, depth, around),
        8 or 9 => Fork(entries, depth, around),
        10 => Loop(entries, depth, around),
        11 when nesting < 2 => Other(entries),
        _ => Work(entries),
    };

    private List<(string, string)> Work(List<(string, string)> entries)
    {
        var two = Choose(2) == 1;
        Connect(entries, flow.Task(Name("Task"), two ? ["Yes", "No"] : ["Yes"]), "Task");
        return two ? [(Last("Task"), "Yes"), (Last("Task"), "No")] : [(Last("Task"), "Yes")];
    }

    private List<(string, string)> Clock(List<(string, string)> entries)
    {
        var limit = Limits[Choose(Limits.Length)];
        var exits = Connect(entries, flow.StartLimit(Name("Clock"), limit), "Clock");
        return Choose(2) == 0
            ? exits
            : Connect(exits, flow.Step(Name("Due"), "DonThu.AwaitEvent", ("event", Flow.Literal("deadline-passed")), ("key", Flow.Literal(limit))), "Due");
    }

    private List<(string, string)> Suspension(List<(string, string)> entries)
    {
        MayHalt = true;
        (string, object) limits = ("limits", Flow.Literal(new[] { "TC.RESOLVE" }));
        return Choose(2) == 0
            ? Connect(entries, flow.Step(Name("Suspend"), "DonThu.SuspendTimeLimits", limits, ("ground", Flow.Literal("x"))), "Suspend")
            : Connect(entries, flow.Step(Name("Resume"), "DonThu.ResumeTimeLimits", limits), "Resume");
    }

    private List<(string, string)> Decision(List<(string, string)> entries, int depth, Surroundings around)
    {
        var id = Name("Ask");
        Connect(entries, flow.Decide(id, Flow.Of("Variable", Choose(2) == 0 ? "x" : "y")), "Ask");
        return [.. Several([(id, "True")], depth + 1, around), .. Several([(id, "False")], depth + 1, around)];
    }

    private List<(string, string)> Fork(List<(string, string)> entries, int depth, Surroundings around)
    {
        var ports = Choose(2) == 0 ? new[] { "a", "b" } : ["a", "b", "c"];
        var how = Choose(5);
        var id = Name("Fork");
        Connect(entries, flow.Fork(id, ports), "Fork");
        if (how == 4) return Apart(id, ports, depth, around);
        var all = how < 2;
        if (all && around is { InLoop: true, InAny: true }) MayHalt = true;
        List<(string, string)> exits = [];
        foreach (var port in ports)
        {
            var branch = Several([(id, port)], depth + 1, around with { InAny = around.InAny || !all });
            if (port == "a" && Choose(12) == 1)
            {
                MayHalt = true;
                Connect(branch, flow.Task(Name("Task"), "Leave", "Stay"), "Task");
                branch = [(Last("Task"), "Stay")];
                var leaving = Last("Task");
                flow.End(Name("Left")).To(leaving, Last("Left"), "Leave");
            }

            // A join waits for whatever leads to it; the two ways of a decision have to meet before.
            if (branch.DistinctBy(exit => exit.Item1).Count() > 1) branch = Connect(branch, flow.Say(Name("Say")), "Say");
            exits.AddRange(branch);
        }

        return Connect(exits, flow.Join(Name("Join"), all ? "WaitAll" : "WaitAny"), "Join");
    }

    /// <summary>One branch goes on, the others lead their own lives.</summary>
    private List<(string, string)> Apart(string fork, string[] ports, int depth, Surroundings around)
    {
        // Round after round they would meet at the joins within them.
        if (around.InLoop) MayHalt = true;
        foreach (var port in ports[1..]) Connect(Several([(fork, port)], depth + 1, around), flow.End(Name("Apart")), "Apart");
        return [(fork, ports[0])];
    }

    private List<(string, string)> Loop(List<(string, string)> entries, int depth, Surroundings around)
    {
        var head = Choose(3) switch { 1 => "WaitAll", 2 => "WaitAny", _ => null };
        var id = Name("Head");
        if (head is not null)
        {
            // Several connections into a join of all would be several branches to wait for.
            Connect(entries, flow.Say(Name("Say")), "Say");
            flow.Join(id, head).To(Last("Say"), id);
            if (around.InLoop) MayHalt = true;
        }
        else
        {
            foreach (var (activity, port) in entries) flow.To(activity, id, port);
            flow.Say(id);
        }

        var exits = Several([(id, "Done")], depth + 1, around with { InLoop = true });
        Connect(exits, flow.Task(Name("Again"), "Again", "Good"), "Again");
        flow.To(Last("Again"), id, "Again");
        return [(Last("Again"), "Good")];
    }

    private List<(string, string)> Other(List<(string, string)> entries)
    {
        var child = $"{procedure}-{Name("child")}";
        var wait = Choose(3) > 0;
        var id = Name("Other");
        Connect(entries, flow.StartOther(id, child, wait), "Other");
        started.Add(new RandomFlow(choices, child, started, nesting + 1));
        return [(id, "Done")];
    }

    private void Close(List<(string, string)> exits, int how)
    {
        if (how == 1) exits = Connect(exits, flow.Close(Name("Close")), "Close");
        if (how == 2) Connect(exits, flow.Step(Name("Finish"), "Elsa.Finish"), "Finish");
        else Connect(exits, flow.End(Name("End")), "End");
    }

    private readonly record struct Surroundings(bool InLoop, bool InAny);
}
