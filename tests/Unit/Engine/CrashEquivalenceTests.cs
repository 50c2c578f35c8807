using System.Data.Common;
using System.Text.RegularExpressions;
using Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;
using Xunit;
using static Unit.Engine.FlowSteps;

namespace Unit.Engine;

/// <summary>Wherever a process stops, and however late its caller hears of it: after the retry everything is as if nothing had happened.</summary>
public sealed partial class CrashEquivalenceTests
{
    private static readonly DateOnly Received = new(2026, 7, 6);

    [Fact]
    public async Task Crash_AtAnyCommandOrCommit_LeavesWhatAnUndisturbedRunLeaves()
    {
        var (undisturbed, commands) = await RunAsync(crashAt: int.MaxValue);
        Assert.Contains(undisturbed, row => row.Contains("closed resolved", StringComparison.Ordinal));
        for (var at = 1; at <= commands; at++)
        {
            var (rows, _) = await RunAsync(at);
            Assert.True(undisturbed.SequenceEqual(rows), $"After a crash at command {at}: "
                + string.Join(Environment.NewLine, undisturbed.Except(rows).Select(row => "- " + row).Concat(rows.Except(undisturbed).Select(row => "+ " + row))));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{commands} crashes, each followed by a retry; {undisturbed.Count} rows compared after each.");
    }

    private static async Task<(List<string> Rows, int Commands)> RunAsync(int crashAt)
    {
        var crash = new Crash();
        await using var host = await EngineHost.CreateAsync(Procedure().BookWith(Child()), from: Received, interceptor: crash);
        host.Effects.IntoOutbox = true;
        crash.ArmAt(crashAt);

        await OnceAsync(host, 1, work => work.Runner.StartAsync(work.Db, "test", EngineHost.Facts(Received), Token));
        await TaskAsync(host, "Accept", "Yes");
        await OnceAsync(host, 2, work => work.Runner.TryRaiseEventAsync(work.Db, EngineHost.CaseId, "suspend", null, null, Token));
        host.MoveTo(Received.AddDays(10));
        await OnceAsync(host, 3, work => work.Runner.TryRaiseEventAsync(work.Db, EngineHost.CaseId, "resume", null, null, Token));
        await TaskAsync(host, "Enforce", "Done");
        await TaskAsync(host, "Check", "Again");
        await TaskAsync(host, "Check", "Good");
        host.MoveTo(Received.AddDays(60));
        await OnceAsync(host, 4, work => work.Runner.TryRaiseEventAsync(work.Db, EngineHost.CaseId, "deadline-passed", "TC.RESOLVE", null, Token));

        var commands = crash.Disarm();
        if (crashAt <= commands) Assert.True(crash.Happened);
        return (await RowsAsync(host), commands);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>As a message: the inbox entry commits with its effect, and what it has seen is not done again.</summary>
    private static Task OnceAsync(EngineHost host, int message, Func<EngineHost.Work, Task> handle) => RetriedAsync(host, async work =>
    {
        var id = new Guid(message, 0, 0, new byte[8]);
        if (await work.Db.Inbox.AnyAsync(entry => entry.MessageId == id && entry.Consumer == "test", Token)) return;
        await handle(work);
        work.Db.Inbox.Add(new InboxEntry(id, "test", work.Db.Now));
        await work.SaveAsync();
    });

    /// <summary>As an officer: the task stays on the screen, and that it is completed already is good news.</summary>
    private static async Task TaskAsync(EngineHost host, string activity, string outcome)
    {
        Guid? id = null;
        await RetriedAsync(host, async work =>
        {
            id ??= (await work.OpenTaskAsync(activity)).Id;
            var task = await work.Db.Set<OfficerTask>().SingleAsync(one => one.Id == id, Token);
            try
            {
                await work.Runner.CompleteTaskAsync(work.Db, task, outcome, null, null, "u1", Token);
                await work.SaveAsync();
            }
            catch (RuleViolation refused) when (refused.Rule == EngineRules.AlreadyCompleted)
            {
                // The first attempt was kept; only its answer was lost.
            }
        });
    }

    private static async Task RetriedAsync(EngineHost host, Func<EngineHost.Work, Task> attempt)
    {
        for (var again = true; again;)
        {
            await using var work = host.Begin();
            try
            {
                await attempt(work);
                again = false;
            }
            catch (Exception failure) when (failure.GetBaseException() is CrashException)
            {
                again = true;
            }
        }
    }

    /// <summary>Everything in the database, without what has to differ: ids.</summary>
    private static async Task<List<string>> RowsAsync(EngineHost host)
    {
        var rows = new List<string>();
        rows.AddRange((await host.AllAsync<ProcedureInstance>()).Select(one =>
            $"instance {one.ProcedureId} {one.ParentId is null} {one.Status} {one.Outcome} {one.EndedOn:O} {one.Version} {one.StateJson}"));
        rows.AddRange((await host.AllAsync<Bookmark>()).Select(one => $"bookmark {one.ActivityId} {one.Kind} {one.Key}"));
        rows.AddRange((await host.AllAsync<OfficerTask>()).Select(one =>
            $"task {one.ActivityId} {one.State} {one.Outcome} {one.CompletedBy} {one.DueOn:O} {one.OpenedAt:O} {one.EndedAt:O} {one.Revision} {one.Version}"));
        rows.AddRange((await host.AllAsync<DeadlineRow>()).Select(one => $"deadline {one.Limit} {one.State} {one.StartsOn:O} {one.DueOn:O} {one.NextOn:O} {one.Version} {one.Receipt}"));
        rows.AddRange((await host.AllAsync<HistoryEntry>()).Select(one => $"history {one.At:O} {one.Number} {one.ActivityId} {one.Who} {one.WhatEn} {one.Ground}"));
        rows.AddRange((await host.AllAsync<IssuedDocument>()).Select(one => $"document {one.Form} {one.Number} {one.IssuedOn:O}"));
        rows.AddRange((await host.AllAsync<Incident>()).Select(one => $"incident {one.ActivityId} {one.Reason}"));
        rows.AddRange((await host.AllAsync<OutboxMessage>()).Select(one => $"outbox {one.CreatedAt:O} {one.Body}"));
        rows.AddRange((await host.AllAsync<InboxEntry>()).Select(one => $"inbox {one.MessageId}"));
        rows.AddRange((await host.AllAsync<AuditEntry>()).Select(one => $"audit {one.Action} {one.Subject} {one.Ground} {one.Department}"));
        return [.. rows.Select(row => Id().Replace(row, "#")).Order(StringComparer.Ordinal)];
    }

    private static Flow Procedure() => Begin().Fork("Fork", "work", "stop", "go").Await("Stop", "suspend").Await("Go", "resume").Task("Accept", "Yes", "No")
        .StartLimit("Clock", "TC.RESOLVE").StartLimit("Reply", "TCD.REPLY").Fork("Two", "a", "b").Join("Both", "WaitAll").Task("Check", "Again", "Good")
        .Step("Suspend", "DonThu.SuspendTimeLimits", ("limits", Flow.Literal(new[] { "TC.RESOLVE" })), ("ground", Flow.Literal("Chờ giám định")))
        .Step("Resume", "DonThu.ResumeTimeLimits", ("limits", Flow.Literal(new[] { "TC.RESOLVE" })))
        .Step("Issue", "DonThu.IssueDocument", ("form", Flow.Literal("01")), ("title", Flow.Literal(new { vi = "Văn bản", en = "Document" })))
        .Step("Due", "DonThu.AwaitEvent", ("event", Flow.Literal("deadline-passed")), ("key", Flow.Literal("TC.RESOLVE")))
        .StartOther("Other", "child", wait: true).Say("Tell").Close("Close").End()
        .Path("Start", "Fork").To("Fork", "Accept", "work").To("Fork", "Stop", "stop").To("Fork", "Go", "go")
        .Path("Stop", "Suspend", "End").Path("Go", "Resume", "End").To("Accept", "Clock", "Yes").To("Accept", "Close", "No")
        .Path("Clock", "Reply", "Two").To("Two", "Other", "a").To("Two", "Issue", "b").Path("Other", "Both").Path("Issue", "Both", "Check")
        .To("Check", "Both", "Again").To("Check", "Tell", "Good").Path("Tell", "Due", "Close", "End");

    private static Flow Child() => Begin("child").StartLimit("Clock", "KN1.ACCEPT").Task("Enforce").End().Path("Start", "Clock", "Enforce", "End");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();

    private sealed class CrashException : Exception;

    /// <summary>Counts what goes to the database and fails once: before a command, before a commit, or after one.</summary>
    private sealed class Crash : DbCommandInterceptor, IDbTransactionInterceptor
    {
        private int? at;
        private int count;

        public bool Happened { get; private set; }

        public void ArmAt(int command) => (at, count) = (command, 0);

        public int Disarm()
        {
            at = null;
            return count;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            new(Pass(result));

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            new(Pass(result));

        public ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            new(Pass(result));

        public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            Task.FromResult(Pass(0));

        private T Pass<T>(T result)
        {
            if (at is null || ++count != at) return result;
            Happened = true;
            throw new CrashException();
        }
    }
}
