using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Engine;
using Engine.Moves;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.MoveCase;

/// <summary>Lets one case go on under another version of its procedure: look first, one person asks, another approves.</summary>
internal static class MoveCase
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var moves = routes.MapGroup("/departments/{code}/cases/{id:guid}/moves").RequireAuthorization(Policies.Staff);
        moves.MapGet("", ListAsync).WithName("ListCaseMoves").WithSummary("The procedures that run on a case, their other versions, and the moves asked for.");
        moves.MapPost("/plans", PlanAsync).WithName("PlanCaseMove").WithSummary("What moving the case to another version would do. Changes nothing.");
        moves.MapPost("", RequestAsync).WithName("RequestCaseMove").WithSummary("Asks that the case go on under another version of its procedure.")
            .Idempotent<ResolutionDbContext>();
        moves.MapPost("/{moveId:guid}/approval", ApproveAsync).WithName("ApproveCaseMove").WithSummary("Another person approves, and the case goes on under that version.")
            .Idempotent<ResolutionDbContext>();
        moves.MapPost("/{moveId:guid}/rejection", RejectAsync).WithName("RejectCaseMove").WithSummary("Turns the move down, or takes it back.")
            .Idempotent<ResolutionDbContext>();
    }

    /// <param name="Instance">Which procedure of the case; that which the case began with when it is absent.</param>
    /// <param name="To">The version, by its first day in force.</param>
    /// <param name="Waits">For an activity at which a branch waits, where it goes on; null ends the branch.</param>
    /// <param name="Begin">Waiting activities that only the other version has and that begin now.</param>
    public sealed record PlanRequest(Guid? Instance, DateOnly To, Dictionary<string, string?>? Waits, string[]? Begin)
    {
        internal MoveMapping Mapping => new(Waits ?? [], Begin ?? []);
    }

    public sealed record Request(
        Guid? Instance, DateOnly To, Dictionary<string, string?>? Waits, string[]? Begin,
        [property: Required(ErrorMessage = "field.required"), StringLength(2000, ErrorMessage = "field.too-long")] string Reason)
    {
        internal MoveMapping Mapping => new(Waits ?? [], Begin ?? []);
    }

    public sealed record RejectionRequest(
        [property: Required(ErrorMessage = "field.required"), StringLength(2000, ErrorMessage = "field.too-long")] string Reason);

    public sealed record Response(IReadOnlyList<RunningProcedure> Procedures, IReadOnlyList<CaseMoveView> Moves);

    public sealed record RunningProcedure(Guid Instance, string Id, string Name, DateOnly InForceFrom, IReadOnlyList<DateOnly> OtherVersions);

    internal static async Task<Results<Ok<Response>, NotFound>> ListAsync(
        string code, Guid id, ClaimsPrincipal user, ResolutionDbContext db, ProcedureBook book, CancellationToken cancellationToken)
    {
        if (!user.MayMove(code)) return TypedResults.NotFound();
        var running = await RunningAsync(db, code, id, cancellationToken);
        var moves = await db.Moves.AsNoTracking().Where(move => move.CaseId == id && move.Department == code)
            .OrderByDescending(move => move.RequestedAt).ThenBy(move => move.Id).ToListAsync(cancellationToken);
        return running.Count == 0 && moves.Count == 0
            ? TypedResults.NotFound()
            : TypedResults.Ok(new Response([.. running.Select(Of)], [.. moves.Select(CaseMoveView.Of)]));

        RunningProcedure Of(ProcedureInstance instance)
        {
            var versions = book.Versions(instance.ProcedureId);
            var name = versions.FirstOrDefault(version => version.InForceFrom == instance.InForceFrom)?.Name;
            return new RunningProcedure(
                instance.Id, instance.ProcedureId, name is null ? instance.ProcedureId : Language.Of(name.Vi, name.En), instance.InForceFrom,
                [.. versions.Select(version => version.InForceFrom).Where(version => version != instance.InForceFrom)]);
        }
    }

    internal static async Task<Results<Ok<MovePlanView>, NotFound>> PlanAsync(
        string code, Guid id, PlanRequest request, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, CancellationToken cancellationToken) =>
        user.MayMove(code) && await FindAsync(db, code, id, request.Instance, cancellationToken) is { } instance
            ? TypedResults.Ok(MovePlanView.Of(await runner.PlanMoveAsync(db, instance, request.To, request.Mapping, cancellationToken)))
            : TypedResults.NotFound();

    internal static async Task<Results<Created<CaseMoveView>, NotFound>> RequestAsync(
        string code, Guid id, Request request, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, CancellationToken cancellationToken)
    {
        if (!user.MayMove(code) || await FindAsync(db, code, id, request.Instance, cancellationToken) is not { } instance) return TypedResults.NotFound();
        if (await db.Moves.AnyAsync(move => move.InstanceId == instance.Id && move.State == CaseMoveState.Requested, cancellationToken))
            throw new RuleViolation("move.already-requested");

        var plan = await runner.PlanMoveAsync(db, instance, request.To, request.Mapping, cancellationToken);
        if (!plan.IsPossible) throw plan.Refusal();
        var moveId = Guid.CreateVersion7(db.Now);
        var move = CaseMove.Request(moveId, moveId, instance, request.To, request.Mapping, request.Reason, user.UserId()!, db.Now);
        db.Moves.Add(move);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/departments/{code}/cases/{id}/moves", CaseMoveView.Of(move));
    }

    internal static async Task<Results<Ok<CaseMoveView>, NotFound>> ApproveAsync(
        string code, Guid id, Guid moveId, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, CancellationToken cancellationToken)
    {
        if (!user.MayMove(code) || await MoveOfAsync(db, code, id, moveId, cancellationToken) is not { } move) return TypedResults.NotFound();
        await db.CarryOutAsync(move, user.UserId()!, runner, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CaseMoveView.Of(move));
    }

    internal static async Task<Results<Ok<CaseMoveView>, NotFound>> RejectAsync(
        string code, Guid id, Guid moveId, RejectionRequest request, ClaimsPrincipal user, ResolutionDbContext db, CancellationToken cancellationToken)
    {
        if (!user.MayMove(code) || await MoveOfAsync(db, code, id, moveId, cancellationToken) is not { } move) return TypedResults.NotFound();
        move.Reject(request.Reason, user.UserId()!, db.Now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CaseMoveView.Of(move));
    }

    private static Task<CaseMove?> MoveOfAsync(ResolutionDbContext db, string code, Guid id, Guid moveId, CancellationToken cancellationToken) =>
        db.Moves.SingleOrDefaultAsync(move => move.Id == moveId && move.CaseId == id && move.Department == code, cancellationToken);

    private static Task<List<ProcedureInstance>> RunningAsync(ResolutionDbContext db, string code, Guid id, CancellationToken cancellationToken) =>
        db.Instances.Where(one => one.CaseId == id && one.Department == code && one.Status != InstanceStatus.Finished)
            .OrderBy(one => one.StartedAt).ThenBy(one => one.Id).ToListAsync(cancellationToken);

    private static async Task<ProcedureInstance?> FindAsync(
        ResolutionDbContext db, string code, Guid id, Guid? instance, CancellationToken cancellationToken)
    {
        var running = await RunningAsync(db, code, id, cancellationToken);
        return instance is { } asked ? running.Find(one => one.Id == asked) : running.Find(one => one.ParentId is null) ?? running.FirstOrDefault();
    }
}
