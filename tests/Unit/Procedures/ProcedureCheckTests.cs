using Procedures;
using Unit.Engine;
using Xunit;

namespace Unit.Procedures;

public sealed class ProcedureCheckTests
{
    [Fact]
    public void UnknownType_IsRefusedWithItsId() =>
        AssertFaults(Minimal().Step("Script", "Elsa.RunJavaScript").To("Script", "End"),
            ("activity.unknown-type", "Script"), ("activity.unreachable", "Script"));

    [Fact]
    public void EveryFault_IsReportedAtOnce()
    {
        var flow = new Flow()
            .Step("Start", "Elsa.Start")
            .Step("Task", "DonThu.OfficerTask", ("role", Flow.Literal("king")), ("outcomes", Flow.Literal(Flow.Outcomes("Yes", "No"))))
            .Step("Clock", "DonThu.StartTimeLimit", ("limit", Flow.Literal("KN1.NOTHING")), ("startsOn", Flow.Of("JavaScript", "now()")))
            .Step("Ask", "Elsa.FlowDecision", ("condition", Flow.Of("Rule", "FullMoon")))
            .Step("Say", "DonThu.Notify")
            .To("Start", "Task").To("Task", "Clock", "Yes").To("Clock", "Ask").To("Ask", "Nowhere", "True").To("Ask", "Say", "Perhaps");
        AssertFaults(flow,
            ("task.unknown-role", "Task"), ("outcome.unconnected", "Task"), ("time-limit.unknown", "Clock"), ("expression.type", "Clock"),
            ("rule.unknown", "Ask"), ("outcome.unconnected", "Ask"), ("outcome.unknown", "Ask"), ("connection.dangling", "Nowhere"),
            ("input.missing", "Say"), ("outcome.unconnected", "Say"));
    }

    [Fact]
    public void Forms_AreChecked()
    {
        object[] form =
        [
            new { name = "a", type = "choice", labelVi = "a", labelEn = "a" },
            new { name = "a", type = "text", labelVi = "a", labelEn = "a", requiredFor = new[] { "Never" } },
            new { name = "b", type = "date", labelVi = "b", labelEn = "b", variable = "Unknown", notice = new { givenIn = "c", limit = "KN.TIMEBAR" } },
        ];
        var flow = new Flow().Step("Start", "Elsa.Start").Step("End", "Elsa.End")
            .Step("Task", "DonThu.OfficerTask", ("role", Flow.Literal("head")), ("outcomes", Flow.Literal(Flow.Outcomes("Yes"))),
                ("form", Flow.Literal(form)))
            .To("Start", "Task").To("Task", "End", "Yes");
        AssertFaults(flow,
            ("form.field", "Task"), ("form.field", "Task"), ("form.field", "Task"), ("form.field", "Task"), ("variable.unknown", "Task"));
    }

    [Fact]
    public void UnknownPropertyOfAForm_IsMalformed() =>
        AssertFaults(
            new Flow().Step("Start", "Elsa.Start").Step("End", "Elsa.End")
                .Step("Task", "DonThu.OfficerTask", ("role", Flow.Literal("head")), ("outcomes", Flow.Literal(Flow.Outcomes("Yes"))),
                    ("form", Flow.Literal(new object[] { new { name = "a", type = "text", labelVi = "a", labelEn = "a", requierd = true } })))
                .To("Start", "Task").To("Task", "End", "Yes"),
            ("input.malformed", "Task"));

    [Fact]
    public void LimitNotYetInForce_IsAFault_UnlessTheStepSaysSo()
    {
        var early = new DateOnly(2015, 1, 1);
        var json = new Flow().Step("Start", "Elsa.Start").Step("End", "Elsa.End")
            .Step("Clock", "DonThu.StartTimeLimit", ("limit", Flow.Literal("KN.PUBLISH"))).To("Start", "Clock").To("Clock", "End").Json();
        var fault = Assert.Single(Assert.Throws<ProcedureDocumentException>(() => ProcedureBook.Parse("x", json, early, Law.Limits)).Faults);
        Assert.Equal(("time-limit.not-in-force", "Clock"), (fault.Code, fault.Activity));

        var allowed = new Flow().Step("Start", "Elsa.Start").Step("End", "Elsa.End")
            .Step("Clock", "DonThu.StartTimeLimit", ("limit", Flow.Literal("KN.PUBLISH")), ("whenInForce", Flow.Literal(true)))
            .To("Start", "Clock").To("Clock", "End").Json();
        Assert.NotNull(ProcedureBook.Parse("x", allowed, early, Law.Limits));
    }

    [Theory]
    [InlineData("{ not json", "document.malformed")]
    [InlineData("{ \"definitionId\": \"x\", \"root\": { \"type\": \"Elsa.Sequence\" } }", "document.no-flowchart")]
    [InlineData("{ \"definitionId\": \"x\", \"root\": { \"type\": \"Elsa.Flowchart\" } }", "start.missing")]
    [InlineData("[]", "document.no-flowchart")]
    public void BadDocument_IsAFaultAndNoCrash(string json, string code) =>
        Assert.Equal(code, Assert.Single(Assert.Throws<ProcedureDocumentException>(
            () => ProcedureBook.Parse("x", json, new DateOnly(2026, 7, 1))).Faults).Code);

    [Fact]
    public void Book_FindsTheVersionInForce()
    {
        Assert.Equal(new DateOnly(2012, 7, 1), Law.Book.Find("first-complaint", new DateOnly(2026, 6, 30))!.InForceFrom);
        Assert.Equal(new DateOnly(2026, 7, 1), Law.Book.Find("first-complaint", new DateOnly(2026, 7, 1))!.InForceFrom);
        Assert.Null(Law.Book.Find("first-complaint", new DateOnly(2012, 6, 30)));
        Assert.Null(Law.Book.Find("nothing", new DateOnly(2026, 7, 1)));
    }

    [Fact]
    public void Definitions_GiveAnArticleAndBothLanguagesOnEveryStep()
    {
        foreach (var definition in Law.Book.All)
        {
            Assert.NotEqual(definition.Name.Vi, definition.Name.En);
            Assert.NotNull(definition.Article);
            foreach (var step in definition.Activities.Where(step => step.Type.StartsWith("DonThu.", StringComparison.Ordinal)))
            {
                Assert.False(string.IsNullOrEmpty(step.Article), $"{definition.Id} {step.Id}");
                Assert.NotEqual(step.Name.Vi, step.Name.En);
            }
        }
    }

    [Fact]
    public void Facts_AreThoseTheDefinitionAsksFor() =>
        Assert.Equal(["received-on", "remote-area", "submitters"], Law.Book.Find("first-complaint", new DateOnly(2026, 7, 1))!.Facts);

    private static Flow Minimal() => new Flow().Step("Start", "Elsa.Start").Step("End", "Elsa.End").To("Start", "End");

    private static void AssertFaults(Flow flow, params (string Code, string Activity)[] expected)
    {
        var faults = Assert.Throws<ProcedureDocumentException>(() => flow.Parse(Law.Limits)).Faults;
        Assert.Equal(expected.Order(), faults.Select(fault => (fault.Code, fault.Activity!)).Order());
        Assert.All(faults, fault => Assert.NotEqual(fault.Text.Vi, fault.Text.En));
    }
}

/// <summary>What is wrong with the way a flowchart flows.</summary>
public sealed class FlowCheckTests
{
    [Fact]
    public void StepFromWhichNothingEnds_IsAWarning() =>
        AssertCodes(new Flow().Step("Start", "Elsa.Start").Step("Fork", "Elsa.FlowFork", ("branches", Flow.Literal(new[] { "a", "b" })))
                .Step("A", "DonThu.AwaitEvent", ("event", Flow.Literal("x"))).Step("B", "DonThu.AwaitEvent", ("event", Flow.Literal("y"))).Step("End", "Elsa.End")
                .To("Start", "Fork").To("Fork", "A", "a").To("Fork", "End", "b").To("A", "B").To("B", "A"),
            "activity.never-ends A", "activity.never-ends B");

    [Fact]
    public void JoinOfWaysThatExcludeEachOther_IsAWarning() =>
        AssertCodes(new Flow().Variable("V").Step("Start", "Elsa.Start").Step("Ask", "Elsa.FlowDecision", ("condition", Flow.Of("Variable", "V")))
                .Step("Join", "Elsa.FlowJoin", ("mode", Flow.Literal("WaitAll"))).Step("End", "Elsa.End")
                .To("Start", "Ask").To("Ask", "Join", "True").To("Ask", "Join", "False").To("Join", "End"),
            "join.never-complete Join");

    [Fact]
    public void JoinOfBranchesOfAFork_IsFine() =>
        AssertCodes(new Flow().Step("Start", "Elsa.Start").Step("Fork", "Elsa.FlowFork", ("branches", Flow.Literal(new[] { "a", "b" })))
                .Step("Join", "Elsa.FlowJoin", ("mode", Flow.Literal("WaitAll"))).Step("End", "Elsa.End")
                .To("Start", "Fork").To("Fork", "Join", "a").To("Fork", "Join", "b").To("Join", "End"));

    [Fact]
    public void CircleInWhichNobodyWaits_IsAWarning() =>
        AssertCodes(new Flow().Variable("V").Step("Start", "Elsa.Start").Step("Ask", "Elsa.FlowDecision", ("condition", Flow.Of("Variable", "V")))
                .Step("Set", "Elsa.SetVariable", ("value", Flow.Literal("1")), ("variable", new { name = "V" })).Step("End", "Elsa.End")
                .To("Start", "Ask").To("Ask", "Set", "True").To("Set", "Ask").To("Ask", "End", "False"),
            "circle.no-wait Ask", "circle.no-wait Set");

    [Fact]
    public void ClockThatNobodyStops_IsAWarningOnly()
    {
        var flow = new Flow().Step("Start", "Elsa.Start").Step("Clock", "DonThu.StartTimeLimit", ("limit", Flow.Literal("KN1.ACCEPT"))).Step("End", "Elsa.End")
            .To("Start", "Clock").To("Clock", "End");
        Assert.NotNull(flow.Parse());
        var fault = Assert.Single(ProcedureBook.Check("test", flow.Json(), new DateOnly(2026, 7, 1)), one => one.Code == "time-limit.never-stopped");
        Assert.Equal(FaultSeverity.Warning, fault.Severity);
    }

    private static void AssertCodes(Flow flow, params string[] expected) => Assert.Equal(expected,
        ProcedureBook.Check("test", flow.Json(), new DateOnly(2026, 7, 1))
            .Where(fault => fault.Code != "activity.no-article").Select(fault => $"{fault.Code} {fault.Activity}"));
}
