using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using Clock;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.WorkOnTask;

/// <summary>What an officer does with a task: look, take, give back, hand over, complete.</summary>
internal static class WorkOnTask
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var task = routes.MapGroup("/tasks/{id}").RequireAuthorization(Policies.CaseWork);
        task.MapGet("", GetAsync).WithName("GetTask").WithSummary("One task with its form and outcomes.");
        task.MapPost("/claim", ClaimAsync).WithName("ClaimTask").WithSummary("Takes the task; 409 with who, when somebody else was first.");
        task.MapPost("/release", ReleaseAsync).WithName("ReleaseTask").WithSummary("Gives the task back.");
        task.MapPost("/assignment", AssignAsync).WithName("AssignTask").WithSummary("A head hands the task to somebody.");
        task.MapPost("/completion", CompleteAsync).WithName("CompleteTask").WithSummary("Completes the task with one of its outcomes.")
            .Idempotent<ResolutionDbContext>();
    }

    /// <param name="To">Id of the person.</param>
    /// <param name="ToName">The name colleagues know the person by.</param>
    public sealed record AssignmentRequest(
        [property: Required(ErrorMessage = "field.required"), StringLength(120, ErrorMessage = "field.too-long")] string To,
        [property: StringLength(200, ErrorMessage = "field.too-long")] string? ToName);

    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(60, ErrorMessage = "field.too-long")] string Outcome,
        Dictionary<string, JsonElement>? Data,
        [property: StringLength(2000, ErrorMessage = "field.too-long")] string? Note);

    internal static async Task<Results<Ok<TaskView>, NotFound>> GetAsync(
        string id, ClaimsPrincipal user, ResolutionDbContext db, TimeProvider time, CancellationToken cancellationToken) =>
        await FindAsync(id, user, db, cancellationToken) is { } task
            ? TypedResults.Ok(await ViewAsync(task, db, time, cancellationToken))
            : TypedResults.NotFound();

    internal static Task<Results<Ok<TaskView>, NotFound>> ClaimAsync(
        string id, ClaimsPrincipal user, ResolutionDbContext db, IProcedureEffects effects, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, user, db, effects, time, task => task.Claim(user.UserId()!, user.FindFirstValue("name") ?? ""), cancellationToken);

    internal static Task<Results<Ok<TaskView>, NotFound>> ReleaseAsync(
        string id, ClaimsPrincipal user, ResolutionDbContext db, IProcedureEffects effects, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, user, db, effects, time, task => task.Release(user.UserId()!), cancellationToken);

    internal static Task<Results<Ok<TaskView>, NotFound>> AssignAsync(
        string id, AssignmentRequest request, ClaimsPrincipal user, ResolutionDbContext db, IProcedureEffects effects, TimeProvider time,
        CancellationToken cancellationToken) =>
        ChangeAsync(id, user, db, effects, time, task =>
        {
            if (!user.Holds(Roles.Head, task.Department)) throw new RuleViolation("task.assigned-by-head-only");
            task.Assign(request.To, request.ToName ?? request.To);
        }, cancellationToken);

    internal static async Task<Results<Ok<TaskView>, NotFound>> CompleteAsync(
        string id, Request request, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var task = await FindAsync(id, user, db, cancellationToken);
        if (task is null || !user.Holds(task.Role, task.Department)) return TypedResults.NotFound();
        await runner.CompleteTaskAsync(db, task, request.Outcome, request.Data, request.Note, user.UserId()!, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await ViewAsync(task, db, time, cancellationToken));
    }

    private static async Task<Results<Ok<TaskView>, NotFound>> ChangeAsync(
        string id, ClaimsPrincipal user, ResolutionDbContext db, IProcedureEffects effects, TimeProvider time, Action<OfficerTask> change,
        CancellationToken cancellationToken)
    {
        var task = await FindAsync(id, user, db, cancellationToken);
        if (task is null) return TypedResults.NotFound();
        if (!user.Holds(task.Role, task.Department) && !user.Holds(Roles.Head, task.Department)) return TypedResults.NotFound();
        var before = task.Revision;
        change(task);
        if (task.Revision != before) effects.TaskAssigned(db, task);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await ViewAsync(task, db, time, cancellationToken));
    }

    /// <summary>The task, when the person works in its department; otherwise as if it did not exist.</summary>
    private static async Task<OfficerTask?> FindAsync(
        string id, ClaimsPrincipal user, ResolutionDbContext db, CancellationToken cancellationToken)
    {
        if (TaskId.Parse(id) is not { } known) return null;
        var task = await db.Tasks.SingleOrDefaultAsync(row => row.Id == known.Id && row.Department == known.Department, cancellationToken);
        return task is not null && user.HoldsAnyIn(task.Department) ? task : null;
    }

    private static async Task<TaskView> ViewAsync(
        OfficerTask task, ResolutionDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var number = await db.Cases.Where(row => row.Id == task.CaseId).Select(row => row.Number).SingleAsync(cancellationToken);
        return TaskView.Of(task, number, LegalDay.Today(time));
    }
}
