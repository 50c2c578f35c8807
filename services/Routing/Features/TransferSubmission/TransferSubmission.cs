using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Clock;
using Contracts.Routing;
using Microsoft.AspNetCore.Http.HttpResults;
using Routing.Domain;
using Routing.Persistence;
using Shared.Departments;
using Shared.Hosting;

namespace Routing.Features.TransferSubmission;

internal static class TransferSubmission
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/submissions/{id:guid}/transfer", Handle)
            .WithName(nameof(TransferSubmission))
            .WithSummary("Passes it to the competent body (chuyển đơn), which is responsible from then on.")
            .RequireAuthorization(Policies.Clerk)
            .Idempotent<RoutingDbContext>();

    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(300, ErrorMessage = "field.too-long")] string To,
        [property: Required(ErrorMessage = "field.required"), StringLength(2000, ErrorMessage = "field.too-long")] string Reason);

    public sealed record Response(
        Guid Id, string DocumentNumber, string ToBody, string? ToDepartment, DateOnly TransferredOn, bool AwaitsAnswer);

    internal static async Task<Results<Created<Response>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal user, RoutingDbContext db, DepartmentDirectory directory, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var file = await db.FindHeldAsync(id, user, cancellationToken);
        if (file is null) return TypedResults.NotFound();

        var department = directory.Named(request.To);
        var transfer = file.TransferTo(
            department?.CompetentBody ?? request.To.Trim(), department?.Code, request.Reason, user.UserId()!, LegalDay.Today(time), db.Now);
        db.Transfers.Add(transfer);
        db.Publish(new SubmissionTransferred(
            transfer.Id, id, transfer.FromDepartment, transfer.ToBody, transfer.ToDepartment, transfer.DocumentNumber,
            transfer.State == TransferState.AwaitingAnswer, transfer.TransferredOn, db.Now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/submissions/{id}/competence", new Response(
            transfer.Id, transfer.DocumentNumber, transfer.ToBody, transfer.ToDepartment, transfer.TransferredOn,
            transfer.State == TransferState.AwaitingAnswer));
    }
}
