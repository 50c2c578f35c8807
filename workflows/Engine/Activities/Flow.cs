using Engine.Execution;
using Procedures;

namespace Engine.Activities;

/// <summary>Where a case begins.</summary>
[Activity("Elsa.Start")]
internal sealed class Start : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => new(Outcome.Done);
}

/// <summary>Ends one branch; the others go on.</summary>
[Activity("Elsa.End")]
internal sealed class End : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => new(Outcome.None);
}

/// <summary>Ends all branches, with their tasks and clocks.</summary>
[Activity("Elsa.Finish")]
internal sealed class Finish : IActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        await context.EndOthersAsync(cancellationToken);
        return Outcome.None;
    }
}

/// <summary>Goes one of two ways.</summary>
[Activity("Elsa.FlowDecision")]
internal sealed class FlowDecision : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(Outcome.Of(context.IsTrue("condition") ? "True" : "False"));
}

/// <summary>Goes the way of the first case that holds.</summary>
[Activity("Elsa.FlowSwitch")]
internal sealed class FlowSwitch : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(Outcome.Of(context.Step.Cases.FirstOrDefault(one => context.Holds(one.Condition))?.Label ?? "Default"));
}

/// <summary>Goes all ways at once.</summary>
[Activity("Elsa.FlowFork")]
internal sealed class FlowFork : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(new Outcome(context.Literal<string[]>("branches")));
}

/// <summary>
/// Waits until a branch has arrived from every step before it, or lets the first one through and no other that was under way then. A
/// branch that was let through and comes round again is not waited for: it goes on at once.
/// </summary>
[Activity("Elsa.FlowJoin")]
internal sealed class FlowJoin : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var join = context.Step.Id;
        if (context.RequiredText("mode") == "WaitAny") return new(context.ComesFirst() ? Outcome.Done : Outcome.None);

        var expected = Expected(context.Definition, join);
        if (!expected.Contains(context.ArrivedBy!)) return new(Outcome.Done);
        if (!context.State.Arrivals.TryGetValue(join, out var arrived)) context.State.Arrivals[join] = arrived = [];
        var by = context.ArrivedBy!.ToString();
        if (!arrived.Contains(by)) arrived.Add(by);
        if (!Branches(expected, context.Definition).All(branch => branch.Any(connection => arrived.Contains(connection.ToString()))))
            return new(Outcome.None);
        context.State.Arrivals.Remove(join);
        return new(Outcome.Done);
    }

    /// <summary>A step is left through one of its ports, so they lead one branch here; a fork is left through all.</summary>
    private static IEnumerable<IGrouping<string, Connection>> Branches(IEnumerable<Connection> expected, ProcedureDefinition definition) =>
        expected.GroupBy(one => definition.Find(one.Source)!.Type == "Elsa.FlowFork" ? one.ToString() : one.Source);

    /// <summary>The connections over which a branch can come that has not been through the join.</summary>
    private static HashSet<Connection> Expected(ProcedureDefinition definition, string join)
    {
        var expected = new HashSet<Connection>();
        var reached = new HashSet<string> { definition.Start };
        var ahead = new Queue<string>(reached);
        while (ahead.TryDequeue(out var at))
        {
            foreach (var connection in definition.Connections.Where(one => one.Source == at))
            {
                if (connection.Target == join) expected.Add(connection);
                else if (reached.Add(connection.Target)) ahead.Enqueue(connection.Target);
            }
        }

        return expected;
    }
}

/// <summary>Remembers a value.</summary>
[Activity("Elsa.SetVariable")]
internal sealed class SetVariable : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.SetVariable(context.Step.Target!, context.Text("value"));
        return new(Outcome.Done);
    }
}
