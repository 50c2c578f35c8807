using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.HandOverTask;

internal static class HandOverTask
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/tasks/{id}/assignment", Handle)
            .WithName(nameof(HandOverTask))
            .WithSummary("Hands the task to a colleague of its role: by whoever holds it, or by the head. 409 with who, when somebody else was first.")
            .RequireAuthorization(Policies.CaseWork)
            .Idempotent<ResolutionDbContext>();

    /// <param name="To">Id of the person.</param>
    /// <param name="Reason">Why; written into the history of the case.</param>
    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(120, ErrorMessage = "field.too-long")] string To,
        [property: StringLength(2000, ErrorMessage = "field.too-long")] string? Reason);

    internal static async Task<Results<Ok<TaskView>, NotFound>> Handle(
        string id, Request request, ClaimsPrincipal user, ResolutionDbContext db, TaskAccess tasks, Colleagues colleagues, StandIns standIns,
        TaskDesk desk, CancellationToken cancellationToken)
    {
        var changed = await tasks.ChangeAsync(id, user, async (task, by) =>
        {
            var to = await colleagues.FindAsync(task.Department, task.Role, request.To, cancellationToken)
                ?? throw new RuleViolation("task.colleague-without-role", details: new Dictionary<string, object?> { ["role"] = task.Role });

            // Whoever is away has said who takes their work meanwhile.
            var absence = await standIns.OfAsync(task.Department, to.Id, cancellationToken);
            var (taker, insteadOf) = absence is null ? (to, null) : (new Person(absence.StandIn, absence.StandInName), to);
            desk.HandOver(db, task, by, asHead: user.Holds(Roles.Head, task.Department), taker, insteadOf, request.Reason);
        }, cancellationToken);
        return changed is null ? TypedResults.NotFound() : TypedResults.Ok(changed);
    }
}
