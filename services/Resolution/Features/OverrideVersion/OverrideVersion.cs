using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Deadlines;
using Shared.Hosting;

namespace Resolution.Features.OverrideVersion;

internal static class OverrideVersion
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/departments/{code}/cases/{id:guid}/deadlines/{deadlineId:guid}/version", Handle)
            .WithName(nameof(OverrideVersion))
            .WithSummary("A head orders that a running deadline is counted under another version of its rule, where the transitional rules leave doubt.")
            .RequireAuthorization(Policies.CaseWork)
            .Idempotent<ResolutionDbContext>();

    /// <param name="InForceFrom">The version: the day it came into force.</param>
    public sealed record Request(
        DateOnly InForceFrom,
        [property: Required(ErrorMessage = "field.required"), StringLength(2000, ErrorMessage = "field.too-long")] string Reason,
        [property: StringLength(60, ErrorMessage = "field.too-long")] string? Document);

    internal static async Task<Results<Ok<CaseDeadlineView>, NotFound>> Handle(
        string code, Guid id, Guid deadlineId, Request request, ClaimsPrincipal user, ResolutionDbContext db, StatutoryClock clock,
        CaseDeadlineEvents events, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!user.Holds(Roles.Head, code)) return TypedResults.NotFound();
        var row = await db.Deadlines.SingleOrDefaultAsync(
            one => one.Id == deadlineId && one.CaseId == id && one.Department == code && one.State == DeadlineState.Running, cancellationToken);
        if (row is null) return TypedResults.NotFound();

        var before = row.DueOn;
        try
        {
            row.Follow(clock.Restore(Receipt.FromJson(row.Receipt)).Override(
                clock, request.InForceFrom, new SupervisorOrder(LegalDay.Today(time), user.UserId()!, request.Reason, request.Document)));
        }
        catch (ClockRuleException refused)
        {
            throw new RuleViolation(refused.Rule, refused.LegalBasis.ToString());
        }

        db.Publish(row.Redated(before, db.Now));
        await events.RedatedAsync(db, [row], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CaseDeadlineView.Of(row));
    }
}
