using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.WorkOnTask;

/// <summary>What an officer does with a task: look, take, give back, complete.</summary>
internal static class WorkOnTask
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var task = routes.MapGroup("/tasks/{id}").RequireAuthorization(Policies.CaseWork);
        task.MapGet("", GetAsync).WithName("GetTask").WithSummary("One task with its form and outcomes.");
        task.MapPost("/claim", ClaimAsync).WithName("ClaimTask").WithSummary("Takes the task; 409 with who, when somebody else was first.");
        task.MapPost("/release", ReleaseAsync).WithName("ReleaseTask").WithSummary("Gives the task back.");
        task.MapPost("/completion", CompleteAsync).WithName("CompleteTask").WithSummary("Completes the task with one of its outcomes.")
            .Idempotent<ResolutionDbContext>();
    }

    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(60, ErrorMessage = "field.too-long")] string Outcome,
        Dictionary<string, JsonElement>? Data,
        [property: StringLength(2000, ErrorMessage = "field.too-long")] string? Note);

    internal static async Task<Results<Ok<TaskView>, NotFound>> GetAsync(
        string id, ClaimsPrincipal user, TaskAccess tasks, CancellationToken cancellationToken) =>
        await tasks.FindAsync(id, user, cancellationToken) is { } task
            ? TypedResults.Ok(await tasks.ViewAsync(task, user, cancellationToken))
            : TypedResults.NotFound();

    internal static async Task<Results<Ok<TaskView>, NotFound>> ClaimAsync(
        string id, ClaimsPrincipal user, ResolutionDbContext db, TaskAccess tasks, TaskDesk desk, CancellationToken cancellationToken) =>
        Answer(await tasks.ChangeAsync(id, user, (task, _) =>
        {
            desk.Claim(db, task, new Person(user.UserId()!, user.FindFirstValue("name") ?? ""));
            // A head sees every task of the department, but what they could not complete they would only keep from others.
            if (!user.Holds(task.Role, task.Department)) throw new RuleViolation("task.of-another-role", details: Role(task));
            return Task.CompletedTask;
        }, cancellationToken));

    internal static async Task<Results<Ok<TaskView>, NotFound>> ReleaseAsync(
        string id, ClaimsPrincipal user, ResolutionDbContext db, TaskAccess tasks, TaskDesk desk, CancellationToken cancellationToken) =>
        Answer(await tasks.ChangeAsync(id, user, (task, by) =>
        {
            desk.Release(db, task, by);
            return Task.CompletedTask;
        }, cancellationToken));

    internal static async Task<Results<Ok<TaskView>, NotFound>> CompleteAsync(
        string id, Request request, ClaimsPrincipal user, ResolutionDbContext db, TaskAccess tasks, StandIns standIns, ProcedureRunner runner,
        CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(id, user, cancellationToken);
        if (task is null || !user.Holds(task.Role, task.Department)) return TypedResults.NotFound();
        var by = await standIns.DoerAsync(task, user.UserId()!, cancellationToken);
        await runner.CompleteTaskAsync(db, task, request.Outcome, request.Data, request.Note, by, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await tasks.ViewAsync(task, user, cancellationToken));
    }

    private static Results<Ok<TaskView>, NotFound> Answer(TaskView? changed) =>
        changed is null ? TypedResults.NotFound() : TypedResults.Ok(changed);

    private static Dictionary<string, object?> Role(OfficerTask task) => new() { ["role"] = task.Role };
}
