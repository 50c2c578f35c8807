using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Intake.Identities;
using Intake.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;

namespace Intake.Features.DiscloseIdentity;

internal static class DiscloseIdentity
{
    private static readonly string[] MayRead = [Roles.Clerk, Roles.Officer, Roles.Head];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/identities/{partyId:guid}/disclosure", Handle)
            .WithName(nameof(DiscloseIdentity))
            .WithSummary("Reads who a party is, once. The reading, its purpose and reason are recorded and shown to Oversight.")
            .RequireAuthorization(Policies.CaseWork);

    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(60, ErrorMessage = "field.too-long")] string Purpose,
        [property: Required(ErrorMessage = "field.required"), StringLength(1000, ErrorMessage = "field.too-long")] string Reason);

    public sealed record Response(Guid PartyId, string Name, string? Address, string? IdNumber, string? Phone, string? Email);

    internal static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid partyId, Request request, ClaimsPrincipal user, IntakeDbContext db, IIdentityVault vault, HttpContext http,
        CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var submissionId = await vault.SubmissionOfAsync(partyId, cancellationToken);
        var holder = await db.Submissions.AsNoTracking().Where(row => row.Id == submissionId)
            .Select(row => row.HolderDepartment ?? row.ReceivedBy).SingleOrDefaultAsync(cancellationToken);
        var role = holder is null ? null : MayRead.FirstOrDefault(role => user.Holds(role, holder));
        if (role is null) return TypedResults.NotFound();

        var party = await vault.DiscloseAsync(
            partyId, new Reading(user.UserId()!, role, holder!, request.Purpose, request.Reason), cancellationToken);
        return party is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new Response(partyId, party.Name, party.Address, party.IdNumber, party.Phone, party.Email));
    }
}
