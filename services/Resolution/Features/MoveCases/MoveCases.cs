using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Engine;
using Engine.Moves;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.MoveCases;

/// <summary>
/// Moves the running cases of a procedure from one version to another, those that can go on as they are: one person asks, another
/// approves, and each case is a unit of work of its own. Those that need a mapping are named and moved one by one.
/// </summary>
internal static class MoveCases
{
    private const int AtOnce = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var moves = routes.MapGroup("/departments/{code}/moves").RequireAuthorization(Policies.Staff);
        moves.MapPost("/plans", PlanAsync).WithName("PlanCaseMoves").WithSummary("How many cases could move as they are, and which need a mapping. Changes nothing.");
        moves.MapPost("", RequestAsync).WithName("RequestCaseMoves").WithSummary("Asks to move all cases that can go on as they are.").Idempotent<ResolutionDbContext>();
        moves.MapPost("/{batchId:guid}/approval", ApproveAsync).WithName("ApproveCaseMoves").WithSummary("Another person approves, and the cases move.");
    }

    public sealed record PlanRequest(
        [property: Required(ErrorMessage = "field.required"), StringLength(80, ErrorMessage = "field.too-long")] string Procedure, DateOnly From, DateOnly To);

    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(80, ErrorMessage = "field.too-long")] string Procedure, DateOnly From, DateOnly To,
        [property: Required(ErrorMessage = "field.required"), StringLength(2000, ErrorMessage = "field.too-long")] string Reason);

    /// <param name="AsTheyAre">How many of those looked at can go on as they are.</param>
    /// <param name="NeedMapping">The others, with what forbids it.</param>
    /// <param name="NotLookedAt">How many run under that version beyond those looked at; ask again when these have moved.</param>
    public sealed record PlanResponse(int AsTheyAre, IReadOnlyList<CaseInTheWay> NeedMapping, int NotLookedAt);

    public sealed record CaseInTheWay(Guid CaseId, IReadOnlyList<MoveFaultView> Faults);

    public sealed record Response(Guid BatchId, int Requested, IReadOnlyList<CaseInTheWay> NeedMapping, int NotLookedAt);

    /// <param name="Refused">Cases that have gone on meanwhile so that the move no longer fits, or were decided by somebody else.</param>
    public sealed record ApprovalResponse(int Moved, IReadOnlyList<Refusal> Refused);

    public sealed record Refusal(Guid CaseId, string Rule);

    internal static async Task<Results<Ok<PlanResponse>, NotFound>> PlanAsync(
        string code, PlanRequest request, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, CancellationToken cancellationToken)
    {
        if (!user.MayMove(code)) return TypedResults.NotFound();
        var (plans, more) = await PlansAsync(db, runner, code, request, cancellationToken);
        return TypedResults.Ok(new PlanResponse(plans.Count(one => one.Plan.IsPossible), InTheWay(plans), more));
    }

    internal static async Task<Results<Ok<Response>, NotFound>> RequestAsync(
        string code, Request request, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, CancellationToken cancellationToken)
    {
        if (!user.MayMove(code)) return TypedResults.NotFound();
        var (plans, more) = await PlansAsync(db, runner, code, new PlanRequest(request.Procedure, request.From, request.To), cancellationToken);
        var batch = Guid.CreateVersion7(db.Now);
        var possible = plans.Where(one => one.Plan.IsPossible).ToList();
        db.Moves.AddRange(possible.Select(one => CaseMove.Request(
            Guid.CreateVersion7(db.Now), batch, one.Instance, request.To, MoveMapping.AsItIs, request.Reason, user.UserId()!, db.Now)));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Response(batch, possible.Count, InTheWay(plans), more));
    }

    internal static async Task<Results<Ok<ApprovalResponse>, NotFound>> ApproveAsync(
        string code, Guid batchId, ClaimsPrincipal user, ResolutionDbContext db, IServiceScopeFactory scopes, CaseIncidents incidents,
        CancellationToken cancellationToken)
    {
        if (!user.MayMove(code)) return TypedResults.NotFound();
        var asked = await db.Moves.AsNoTracking()
            .Where(move => move.BatchId == batchId && move.Department == code && move.State == CaseMoveState.Requested)
            .OrderBy(move => move.Id).Select(move => new { move.Id, move.CaseId, move.RequestedBy }).ToListAsync(cancellationToken);
        if (asked.Count == 0) return TypedResults.NotFound();
        if (asked.Exists(one => one.RequestedBy == user.UserId())) throw new RuleViolation("move.same-person");

        var refused = new List<Refusal>();
        foreach (var one in asked)
        {
            await using var scope = scopes.CreateAsyncScope();
            var own = scope.ServiceProvider.GetRequiredService<ResolutionDbContext>();
            try
            {
                var move = await own.Moves.SingleAsync(row => row.Id == one.Id, cancellationToken);
                await own.CarryOutAsync(move, user.UserId()!, scope.ServiceProvider.GetRequiredService<ProcedureRunner>(), cancellationToken);
                await own.SaveChangesAsync(cancellationToken);
            }
            catch (RuleViolation violation)
            {
                refused.Add(new Refusal(one.CaseId, violation.Rule));
            }
            catch (DbUpdateConcurrencyException)
            {
                refused.Add(new Refusal(one.CaseId, "request.concurrent-change"));
            }
            catch (ActivityFailedException failed)
            {
                await incidents.RecordAsync(failed.SubmissionId, failed.Department, failed);
                refused.Add(new Refusal(one.CaseId, "procedure.incident"));
            }
        }

        return TypedResults.Ok(new ApprovalResponse(asked.Count - refused.Count, refused));
    }

    private static async Task<(List<(ProcedureInstance Instance, MovePlan Plan)> Plans, int More)> PlansAsync(
        ResolutionDbContext db, ProcedureRunner runner, string code, PlanRequest request, CancellationToken cancellationToken)
    {
        var running = db.Instances.Where(one => one.Department == code && one.ProcedureId == request.Procedure && one.InForceFrom == request.From
            && one.Status != InstanceStatus.Finished
            && !db.Moves.Any(move => move.InstanceId == one.Id && move.State == CaseMoveState.Requested));
        var looked = await running.OrderBy(one => one.StartedAt).ThenBy(one => one.Id).Take(AtOnce).ToListAsync(cancellationToken);
        var plans = new List<(ProcedureInstance, MovePlan)>();
        foreach (var instance in looked)
            plans.Add((instance, await runner.PlanMoveAsync(db, instance, request.To, MoveMapping.AsItIs, cancellationToken)));
        return (plans, looked.Count < AtOnce ? 0 : await running.CountAsync(cancellationToken) - AtOnce);
    }

    private static List<CaseInTheWay> InTheWay(IEnumerable<(ProcedureInstance Instance, MovePlan Plan)> plans) =>
        [.. plans.Where(one => !one.Plan.IsPossible).Select(one => new CaseInTheWay(one.Instance.CaseId, MovePlanView.Of(one.Plan).Faults))];
}
