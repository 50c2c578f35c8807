using System.Security.Claims;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Procedures;
using Resolution.Features.BringEvent;
using Resolution.Persistence;
using Shared.Hosting;
using Support;
using Xunit;

namespace Integration;

/// <summary>What a procedure waits for beside its tasks is brought by whoever works on the case, in its time.</summary>
public sealed class BringEventTests
{
    private const string Department = "xa-go-may";
    private static readonly ClaimsPrincipal Head = User("head@xa-go-may");

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Suspension_OnceAcceptedWithGroundAndDocument_StopsTheClock(string database)
    {
        await using var host = await ProcedureHost.StartAsync(database, new DateOnly(2026, 7, 6), LawInForce);
        var id = (await host.OpenAsync(1)).Single();
        var decision = new Dictionary<string, string> { ["ground"] = "Chờ kết quả của cơ quan khác", ["document"] = "12/QĐ-TĐC" };

        var early = await Assert.ThrowsAsync<RuleViolation>(() => BringAsync(host, id, "suspension-decided", decision));
        Assert.Equal(("procedure.not-awaited", 409), (early.Rule, early.Status));
        Assert.Contains("Điều 11a", early.LegalBasis, StringComparison.Ordinal);

        await InAsync(host, async (db, runner) =>
        {
            var task = db.Tasks.Single(one => one.CaseId == id);
            await runner.CompleteTaskAsync(db, task, "Accept", null, null, "u-officer", Token);
            return await db.SaveChangesAsync(Token);
        });
        var awaited = Assert.IsType<Ok<BringEvent.AwaitedList>>((await InAsync(host, (db, _) => BringEvent.ListAsync(Department, id, Head, db, LawInForce, Token))).Result).Value!;
        var suspension = awaited.Items.Single(one => one.Event == "suspension-decided");
        Assert.Equal(["ground", "document"], suspension.Fields.Where(field => field.Required).Select(field => field.Name));
        Assert.DoesNotContain(awaited.Items, one => one.Event.StartsWith("deadline-passed", StringComparison.Ordinal));

        var bare = await Assert.ThrowsAsync<RuleViolation>(() => BringAsync(host, id, "suspension-decided", []));
        Assert.Equal(("procedure.payload", 422), (bare.Rule, bare.Status));
        Assert.IsType<Ok<BringEvent.Response>>(await BringAsync(host, id, "suspension-decided", decision));
        Assert.True(await host.AskAsync(db => Task.FromResult(db.Deadlines.Single(row => row.CaseId == id && row.Limit == "KN1.RESOLVE").IsSuspended)));
    }

    [Fact]
    public async Task Event_OfTheClockOrOfSomebodyElse_IsNotTaken()
    {
        await using var host = await ProcedureHost.StartAsync("SQLite", new DateOnly(2026, 7, 6), LawInForce);
        var id = (await host.OpenAsync(1)).Single();
        Assert.Equal("procedure.not-awaited", (await Assert.ThrowsAsync<RuleViolation>(() => BringAsync(host, id, "deadline-passed", []))).Rule);
        Assert.IsType<NotFound>(await BringAsync(host, id, "complaint-withdrawn", [], User("clerk@xa-go-may")));
        Assert.IsType<NotFound>(await BringAsync(host, id, "complaint-withdrawn", [], User("head@so-khcn")));
        Assert.IsType<Ok<BringEvent.Response>>(await BringAsync(host, id, "complaint-withdrawn", new() { ["on"] = "2026-07-06" }));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ProcedureBook LawInForce { get; } =
        ProcedureBook.Load(Path.Combine(Repository.Root, "workflows", "Procedures", "Definitions"));

    private static ClaimsPrincipal User(string grant) =>
        new(new ClaimsIdentity([new Claim("sub", "u-1"), new Claim(Grant.ClaimType, grant)], "test"));

    private static async Task<T> InAsync<T>(ProcedureHost host, Func<ResolutionDbContext, ProcedureRunner, Task<T>> act)
    {
        await using var work = host.Begin();
        return await act(work.Db, work.Runner);
    }

    private static async Task<Microsoft.AspNetCore.Http.IResult> BringAsync(
        ProcedureHost host, Guid id, string name, Dictionary<string, string> payload, ClaimsPrincipal? by = null) =>
        (await InAsync(host, (db, runner) => BringEvent.BringAsync(
            Department, id, name, new BringEvent.Request(payload), by ?? Head, db, runner, LawInForce, Token))).Result;
}
