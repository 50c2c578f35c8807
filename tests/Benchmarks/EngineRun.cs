using Clock;
using Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Procedures;
using Unit.Engine;

namespace Benchmarks;

/// <summary>
/// P4: a flow of eight activities with one wait, durable: 500 instances are started, then resumed to their end, each burst one unit of
/// work with one save. Aim: ten times Elsa's figures for such a flow on the same machine.
/// </summary>
internal static class EngineRun
{
    private const int Instances = 500;
    private const int Turns = 3;
    private const int WarmUpTurns = 4;
    private const string Procedure = "test";

    public static async Task RunAsync()
    {
        foreach (var database in ResolutionUnderTest.Databases)
        {
            await using var service = await ResolutionUnderTest.StartAsync(database, EightActivities());
            for (var turn = 0; turn < WarmUpTurns; turn++)
            {
                var (starts, resumes, _) = await TurnAsync(service, callers: 1);
                Console.WriteLine($"{database}, warming up: {starts:0} starts/s, {resumes:0} resumes/s");
            }

            foreach (var callers in new[] { 1, 4 })
            {
                var turns = new List<(double Starts, double Resumes, double Processor)>();
                for (var turn = 0; turn < Turns; turn++) turns.Add(await TurnAsync(service, callers));
                var (started, resumed) = (turns.Select(turn => turn.Starts).ToList(), turns.Select(turn => turn.Resumes).ToList());
                Console.WriteLine(
                    $"{database}, {callers} at once: {started.Median():0} starts/s ({started.List()}), {resumed.Median():0} resumes/s ({resumed.List()}), "
                    + $"processor {turns.Select(turn => turn.Processor).Median():0.00} ms an instance, resident {Environment.WorkingSet / 1048576} MB");
            }

            var unfinished = await service.AskAsync(db => db.Instances.CountAsync(instance => instance.Status != InstanceStatus.Finished));
            var rows = await service.AskAsync(async db => await db.Instances.CountAsync() + await db.Deadlines.CountAsync()
                + await db.Documents.CountAsync() + await db.History.CountAsync() + await db.AuditEntries.CountAsync() + await db.Outbox.CountAsync());
            Console.WriteLine($"{database}: {unfinished} unfinished, {rows / (double)(Instances * ((2 * Turns) + WarmUpTurns)):0.0} rows an instance");
        }
    }

    private static async Task<(double Starts, double Resumes, double Processor)> TurnAsync(ResolutionUnderTest service, int callers)
    {
        var today = LegalDay.Today(service.Time);
        Guid[] cases = [.. Enumerable.Range(0, Instances).Select(_ => Guid.CreateVersion7())];
        var busy = Environment.CpuUsage.TotalTime;
        var starts = await RateAsync(cases, callers, id => service.AskAsync(async (db, services) =>
        {
            await services.GetRequiredService<ProcedureRunner>().StartAsync(
                db, Procedure, new CaseFacts(id, id, "so-khcn", today, today, new Dictionary<string, string>()), CancellationToken.None);
            return await db.SaveChangesAsync();
        }));
        var resumes = await RateAsync(cases, callers, id => service.AskAsync(async (db, services) =>
        {
            await services.GetRequiredService<ProcedureRunner>().RaiseEventAsync(
                db, id, "reply-received", null, new Dictionary<string, string>(), CancellationToken.None);
            return await db.SaveChangesAsync();
        }));
        return (starts, resumes, (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / Instances);
    }

    private static async Task<double> RateAsync(Guid[] cases, int callers, Func<Guid, Task> burst)
    {
        var time = await Runs.TimeAsync(() => Parallel.ForEachAsync(
            cases, new ParallelOptions { MaxDegreeOfParallelism = callers }, async (id, _) => await burst(id)));
        return cases.Length / time.TotalSeconds;
    }

    private static ProcedureBook EightActivities() => new Flow().Variable("stage")
        .Step("Start", "Elsa.Start")
        .Step("Note", "Elsa.SetVariable", ("variable", new { name = "stage" }), ("value", Flow.Literal("begun")))
        .Step("Decide", "Elsa.FlowDecision", ("condition", Flow.Literal(true)))
        .Step("Clock", "DonThu.StartTimeLimit", ("limit", Flow.Literal("KN1.ACCEPT")))
        .Step("Await", "DonThu.AwaitEvent", ("event", Flow.Literal("reply-received")))
        .Step("Stop", "DonThu.StopTimeLimit", ("limits", Flow.Literal(new[] { "KN1.ACCEPT" })))
        .Step("Answer", "DonThu.IssueDocument", ("form", Flow.Literal("test")), ("title", Flow.Literal(new { vi = "Trả lời", en = "Reply" })))
        .Step("End", "Elsa.End")
        .To("Start", "Note").To("Note", "Decide").To("Decide", "Clock", "True").To("Decide", "End", "False").To("Clock", "Await").To("Await", "Stop")
        .To("Stop", "Answer").To("Answer", "End").Book();
}
