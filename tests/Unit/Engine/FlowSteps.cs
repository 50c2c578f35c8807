namespace Unit.Engine;

/// <summary>The steps that most flows are made of, in one line each.</summary>
internal static class FlowSteps
{
    public static Flow Begin(string procedure = "test") => new Flow(procedure).Step("Start", "Elsa.Start");

    public static Flow End(this Flow flow, string id = "End") => flow.Step(id, "Elsa.End");

    public static Flow Task(this Flow flow, string id, params string[] outcomes) => flow.TaskNotBy(id, [], outcomes);

    public static Flow TaskNotBy(this Flow flow, string id, string[] notBy, params string[] outcomes) => flow.Step(id, "DonThu.OfficerTask",
        ("role", Flow.Literal("officer")), ("outcomes", Flow.Literal(Flow.Outcomes(outcomes.Length > 0 ? outcomes : ["Done"]))),
        ("notBy", Flow.Literal(notBy)));

    /// <summary>A task for which who did one of the other steps is proposed.</summary>
    public static Flow TaskFor(this Flow flow, string id, string role, params string[] candidate) => flow.Step(id, "DonThu.OfficerTask",
        ("role", Flow.Literal(role)), ("outcomes", Flow.Literal(Flow.Outcomes("Done"))), ("candidate", Flow.Literal(candidate)));

    public static Flow Await(this Flow flow, string id, string name) => flow.Step(id, "DonThu.AwaitEvent", ("event", Flow.Literal(name)));

    /// <summary>Tells the sender the step's own id, so that a test sees that it ran.</summary>
    public static Flow Say(this Flow flow, string id) => flow.Step(id, "DonThu.Notify", ("text", Flow.Literal(new { vi = id, en = id })));

    public static Flow Fork(this Flow flow, string id, params string[] branches) =>
        flow.Step(id, "Elsa.FlowFork", ("branches", Flow.Literal(branches)));

    public static Flow Join(this Flow flow, string id, string mode) => flow.Step(id, "Elsa.FlowJoin", ("mode", Flow.Literal(mode)));

    public static Flow Set(this Flow flow, string id, string variable, object value) =>
        flow.Step(id, "Elsa.SetVariable", ("variable", new { name = variable }), ("value", value));

    public static Flow Decide(this Flow flow, string id, object condition) => flow.Step(id, "Elsa.FlowDecision", ("condition", condition));

    public static Flow StartLimit(this Flow flow, string id, string limit) => flow.Step(id, "DonThu.StartTimeLimit", ("limit", Flow.Literal(limit)));

    public static Flow StartOther(this Flow flow, string id, string procedure, bool wait) => flow.Step(id, "DonThu.StartProcedure",
        ("procedure", Flow.Literal(procedure)), ("wait", Flow.Literal(wait)));

    public static Flow Close(this Flow flow, string id, string outcome = "resolved") =>
        flow.Step(id, "DonThu.CloseCase", ("outcome", Flow.Literal(outcome)));

    /// <summary>One step after the other, each left through its port Done.</summary>
    public static Flow Path(this Flow flow, params string[] steps)
    {
        for (var next = 1; next < steps.Length; next++) flow.To(steps[next - 1], steps[next]);
        return flow;
    }

    /// <summary>What the sender was told, in order.</summary>
    public static string[] Said(this EngineHost host) =>
        [.. host.Effects.Told.Where(told => told.StartsWith("notified ", StringComparison.Ordinal)).Select(told => told["notified ".Length..])];
}
