using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Clock;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.DeclareAbsence;

internal static class DeclareAbsence
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/departments/{code}/absences", Handle)
            .WithName(nameof(DeclareAbsence))
            .WithSummary("Says that somebody is away for some days and who stands in for them; a head may say it for anybody of the department.")
            .RequireAuthorization(Policies.CaseWork)
            .Idempotent<ResolutionDbContext>();

    /// <param name="Absent">Id of who is away; whoever says it, when nobody is named.</param>
    /// <param name="StandIn">Id of who stands in.</param>
    /// <param name="From">The first day.</param>
    /// <param name="Until">The last day.</param>
    public sealed record Request(
        [property: StringLength(120, ErrorMessage = "field.too-long")] string? Absent,
        [property: Required(ErrorMessage = "field.required"), StringLength(120, ErrorMessage = "field.too-long")] string StandIn,
        DateOnly From,
        DateOnly Until);

    internal static async Task<Results<Created<AbsenceView>, NotFound>> Handle(
        string code, Request request, ClaimsPrincipal user, ResolutionDbContext db, Colleagues colleagues, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!Colleagues.TaskRoles.Any(role => user.Holds(role, code))) return TypedResults.NotFound();
        var me = user.UserId()!;
        var absentId = string.IsNullOrEmpty(request.Absent) ? me : request.Absent;
        if (absentId != me && !user.Holds(Roles.Head, code)) throw new RuleViolation("absence.by-head-only");

        var everybody = (await colleagues.AllAsync(code, cancellationToken)).ToLookup(one => one.UserId);
        var (absent, standIn) = (Known(absentId), Known(request.StandIn));
        var missing = everybody[absentId].Select(one => one.Role).Except(everybody[request.StandIn].Select(one => one.Role)).ToList();
        var others = await db.Absences.AsNoTracking()
            .Where(one => one.Department == code && one.UntilOn >= request.From
                && (one.Absent == absentId || one.Absent == request.StandIn || one.StandIn == absentId))
            .OrderBy(one => one.FromOn).ToListAsync(cancellationToken);

        var today = LegalDay.Today(time);
        var absence = Absence.Declare(
            Guid.CreateVersion7(db.Now), code, absent, standIn, request.From, request.Until, me, today, db.Now, missing, others);
        db.Absences.Add(absence);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/departments/{code}/absences/{absence.Id}", AbsenceView.Of(absence, today));

        Person Known(string id) => everybody[id].FirstOrDefault() is { } known
            ? new Person(known.UserId, known.Name)
            : throw RuleViolation.Unprocessable("absence.unknown-colleague");
    }
}
