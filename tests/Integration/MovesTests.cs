using System.Security.Claims;
using Engine;
using Engine.Moves;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Procedures;
using Resolution.Domain;
using Resolution.Features.MoveCase;
using Resolution.Features.MoveCases;
using Resolution.Persistence;
using Shared.Hosting;
using Support;
using Xunit;

namespace Integration;

/// <summary>Cases of the complaints law as it was go on under the law as it is: two persons, and nothing done twice.</summary>
public sealed class MovesTests
{
    private const string Department = "xa-go-may";
    private static readonly DateOnly OldLaw = new(2012, 7, 1);
    private static readonly DateOnly NewLaw = new(2026, 7, 1);
    private static readonly ClaimsPrincipal Head = User("u-head", "head@xa-go-may");
    private static readonly ClaimsPrincipal Administrator = User("u-admin", "procedure-admin@*");
    private static readonly ClaimsPrincipal Officer = User("u-officer", "officer@xa-go-may");
    private static readonly ClaimsPrincipal Stranger = User("u-stranger", "head@so-khcn");

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Move_AskedByOneApprovedByAnother_GoesOnUnderTheOtherVersion(string database)
    {
        await using var host = await StartAsync(database);
        var id = (await host.OpenAsync(1)).Single();

        var plan = await InAsync(host, (db, runner) => MoveCase.PlanAsync(
            Department, id, new MoveCase.PlanRequest(null, NewLaw, null, null), Head, db, runner, Token));
        var view = Assert.IsType<Ok<MovePlanView>>(plan.Result).Value!;
        Assert.True(view.IsPossible);
        Assert.Equal("CheckAcceptance", view.Waits.Single(wait => wait.Kind == "task").To!.Activity);
        Assert.Contains("AwaitSuspension", view.CouldBegin.Select(step => step.Activity));

        var move = await RequestAsync(host, id, Head);
        Assert.Equal("move.already-requested", (await Assert.ThrowsAsync<RuleViolation>(() => RequestAsync(host, id, Administrator))).Rule);
        Assert.Equal("move.same-person", (await Assert.ThrowsAsync<RuleViolation>(() => ApproveAsync(host, id, move.Id, Head))).Rule);
        Assert.Equal(CaseMoveState.Approved, (await ApproveAsync(host, id, move.Id, Administrator)).State);
        Assert.Equal("move.decided", (await Assert.ThrowsAsync<RuleViolation>(() => ApproveAsync(host, id, move.Id, Administrator))).Rule);

        var moved = await host.AskAsync(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == id, Token));
        Assert.Equal(NewLaw, moved.ProcedureInForceFrom);
        var instance = await host.AskAsync(db => db.Instances.AsNoTracking().SingleAsync(one => one.CaseId == id, Token));
        Assert.Equal(NewLaw, instance.InForceFrom);
        var actions = await host.AskAsync(db => db.AuditEntries.AsNoTracking().Select(entry => entry.Action).ToListAsync(Token));
        Assert.Contains("CaseMove.Added", actions);
        Assert.Contains("CaseMove.Modified", actions);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Move_CaseWentOnMeanwhile_IsHeldAgainstTheCaseAsItIs(string database)
    {
        await using var host = await StartAsync(database);
        var id = (await host.OpenAsync(1)).Single();
        var move = await RequestAsync(host, id, Head);
        await InAsync(host, async (db, runner) =>
        {
            var task = await db.Tasks.SingleAsync(one => one.CaseId == id, Token);
            await runner.CompleteTaskAsync(db, task, "Accept", null, null, new Doer("u-officer"), Token);
            return await db.SaveChangesAsync(Token);
        });
        await ApproveAsync(host, id, move.Id, Administrator);
        Assert.Equal(["Recheck"], await host.AskAsync(db => db.Tasks.Where(one => one.CaseId == id && one.State == OfficerTaskState.Open).Select(one => one.ActivityId).ToListAsync(Token)));

        // One that ended meanwhile cannot be moved, and the request says so; it can still be turned down.
        var other = (await host.OpenAsync(1)).Single(one => one != id);
        var late = await RequestAsync(host, other, Head);
        await using (var work = host.Begin())
        {
            Assert.True(await work.RaiseAsync(other, "complaint-withdrawn"));
            await work.SaveAsync();
        }

        Assert.Equal("procedure.ended", (await Assert.ThrowsAsync<RuleViolation>(() => ApproveAsync(host, other, late.Id, Administrator))).Rule);
        var rejected = await InAsync(host, (db, _) => MoveCase.RejectAsync(
            Department, other, late.Id, new MoveCase.RejectionRequest("Vụ việc đã kết thúc."), Head, db, Token));
        Assert.Equal(CaseMoveState.Rejected, Assert.IsType<Ok<CaseMoveView>>(rejected.Result).Value!.State);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Moves_OfAllCasesOfAVersion_EachOnceAndOnlyByTwo(string database)
    {
        await using var host = await StartAsync(database);
        var ids = await host.OpenAsync(3);
        var request = new MoveCases.Request("first-complaint", OldLaw, NewLaw, "Luật mới có hiệu lực.");
        var asked = Assert.IsType<Ok<MoveCases.Response>>((await InAsync(host, (db, runner) =>
            MoveCases.RequestAsync(Department, request, Administrator, db, runner, Token))).Result).Value!;
        Assert.Equal((3, 0, 0), (asked.Requested, asked.NeedMapping.Count, asked.NotLookedAt));
        var again = Assert.IsType<Ok<MoveCases.PlanResponse>>((await InAsync(host, (db, runner) => MoveCases.PlanAsync(
            Department, new MoveCases.PlanRequest("first-complaint", OldLaw, NewLaw), Head, db, runner, Token))).Result).Value!;
        Assert.Equal(0, again.AsTheyAre);

        await using (var work = host.Begin())
        {
            Assert.True(await work.RaiseAsync(ids[1], "complaint-withdrawn"));
            await work.SaveAsync();
        }

        Assert.Equal("move.same-person", (await Assert.ThrowsAsync<RuleViolation>(() => ApproveAllAsync(host, asked.BatchId, Administrator))).Rule);
        var answer = await ApproveAllAsync(host, asked.BatchId, Head);
        Assert.Equal(2, answer.Moved);
        Assert.Equal((ids[1], "procedure.ended"), (answer.Refused.Single().CaseId, answer.Refused.Single().Rule));
        Assert.Equal(2, await host.AskAsync(db => db.Instances.CountAsync(one => one.InForceFrom == NewLaw, Token)));
    }

    [Fact]
    public async Task Moves_OfSomebodyElse_AreNotThere()
    {
        await using var host = await StartAsync("SQLite");
        var id = (await host.OpenAsync(1)).Single();
        foreach (var nobody in new[] { Officer, Stranger })
        {
            var plan = await InAsync(host, (db, runner) => MoveCase.PlanAsync(
                Department, id, new MoveCase.PlanRequest(null, NewLaw, null, null), nobody, db, runner, Token));
            Assert.IsType<NotFound>(plan.Result);
            var list = await InAsync(host, (db, _) => MoveCase.ListAsync(Department, id, nobody, db, LawInForce, Token));
            Assert.IsType<NotFound>(list.Result);
        }

        // A department is not asked for by the code of another.
        var mine = await InAsync(host, (db, _) => MoveCase.ListAsync("so-khcn", id, Stranger, db, LawInForce, Token));
        Assert.IsType<NotFound>(mine.Result);
        var seen = await InAsync(host, (db, _) => MoveCase.ListAsync(Department, id, Head, db, LawInForce, Token));
        Assert.Equal([NewLaw], Assert.IsType<Ok<MoveCase.Response>>(seen.Result).Value!.Procedures.Single().OtherVersions);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ProcedureBook LawInForce { get; } =
        ProcedureBook.Load(Path.Combine(Repository.Root, "workflows", "Procedures", "Definitions"));

    private static Task<ProcedureHost> StartAsync(string database) => ProcedureHost.StartAsync(database, new DateOnly(2026, 6, 15), LawInForce);

    private static ClaimsPrincipal User(string id, string grant) =>
        new(new ClaimsIdentity([new Claim("sub", id), new Claim(Grant.ClaimType, grant)], "test"));

    private static async Task<T> InAsync<T>(ProcedureHost host, Func<ResolutionDbContext, ProcedureRunner, Task<T>> act)
    {
        await using var work = host.Begin();
        return await act(work.Db, work.Runner);
    }

    private static async Task<CaseMoveView> RequestAsync(ProcedureHost host, Guid id, ClaimsPrincipal user) =>
        Assert.IsType<Created<CaseMoveView>>((await InAsync(host, (db, runner) => MoveCase.RequestAsync(
            Department, id, new MoveCase.Request(null, NewLaw, null, null, "Luật mới có hiệu lực."), user, db, runner, Token))).Result).Value!;

    private static async Task<CaseMoveView> ApproveAsync(ProcedureHost host, Guid id, Guid move, ClaimsPrincipal user) =>
        Assert.IsType<Ok<CaseMoveView>>((await InAsync(host, (db, runner) =>
            MoveCase.ApproveAsync(Department, id, move, user, db, runner, Token))).Result).Value!;

    private static async Task<MoveCases.ApprovalResponse> ApproveAllAsync(ProcedureHost host, Guid batch, ClaimsPrincipal user)
    {
        await using var work = host.Begin();
        var answer = await MoveCases.ApproveAsync(Department, batch, user, work.Db,
            work.Get<IServiceScopeFactory>(), work.Get<CaseIncidents>(), Token);
        return Assert.IsType<Ok<MoveCases.ApprovalResponse>>(answer.Result).Value!;
    }
}
