using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.ProposeForTask;

internal static class ProposeForTask
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/tasks/{id}/proposal", Handle)
            .WithName(nameof(ProposeForTask))
            .WithSummary("The head proposes a colleague for the task, who then finds it among their own; everybody of the role may still take it.")
            .RequireAuthorization(Policies.CaseWork)
            .Idempotent<ResolutionDbContext>();

    /// <param name="To">Id of the person; nobody to take the proposal back.</param>
    public sealed record Request(
        [property: StringLength(120, ErrorMessage = "field.too-long")] string? To,
        [property: StringLength(2000, ErrorMessage = "field.too-long")] string? Reason);

    internal static async Task<Results<Ok<TaskView>, NotFound>> Handle(
        string id, Request request, ClaimsPrincipal user, ResolutionDbContext db, TaskAccess tasks, Colleagues colleagues, TaskDesk desk,
        CancellationToken cancellationToken)
    {
        var changed = await tasks.ChangeAsync(id, user, async (task, _) =>
        {
            if (!user.Holds(Roles.Head, task.Department)) throw new RuleViolation("task.proposed-by-head-only");
            Person? candidate = null;
            if (!string.IsNullOrEmpty(request.To))
            {
                candidate = await colleagues.FindAsync(task.Department, task.Role, request.To, cancellationToken)
                    ?? throw new RuleViolation("task.colleague-without-role", details: new Dictionary<string, object?> { ["role"] = task.Role });
            }

            desk.Propose(db, task, user.UserId()!, candidate, request.Reason);
        }, cancellationToken);
        return changed is null ? TypedResults.NotFound() : TypedResults.Ok(changed);
    }
}
