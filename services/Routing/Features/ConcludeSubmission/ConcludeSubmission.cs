using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Clock;
using Contracts.Routing;
using Microsoft.AspNetCore.Http.HttpResults;
using Routing.Domain;
using Routing.Persistence;
using Shared.Departments;
using Shared.Hosting;

namespace Routing.Features.ConcludeSubmission;

internal static class ConcludeSubmission
{
    /// <summary>What each way of ending rests on.</summary>
    private static readonly Dictionary<string, string> Basis = new(StringComparer.Ordinal)
    {
        ["guide"] = "Luật Tiếp công dân 42/2013/QH13 (sđ 136/2025/QH15), Điều 26; Thông tư 05/2021/TT-TTCP, Điều 8",
        ["refuse"] = "Luật Khiếu nại 02/2011/QH13, Điều 11, Điều 27",
        ["split"] = "Thông tư 05/2021/TT-TTCP, Điều 21; Nghị định 154/2026/NĐ-CP, Điều 14.4",
        ["file"] = "Thông tư 05/2021/TT-TTCP, Điều 6.2b, Điều 28",
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/submissions/{id:guid}/conclusion", Handle)
            .WithName(nameof(ConcludeSubmission))
            .WithSummary("Ends a submission that becomes no case: guided, refused, asked to split, or filed, with the reason.")
            .RequireAuthorization(Policies.Clerk)
            .Idempotent<RoutingDbContext>();

    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), RegularExpression("guide|refuse|split|file", ErrorMessage = "field.invalid")] string Action,
        [property: Required(ErrorMessage = "field.required"), StringLength(2000, ErrorMessage = "field.too-long")] string Reason);

    internal static async Task<Results<Ok<CompetenceView>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal user, RoutingDbContext db, DepartmentDirectory directory, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var file = await db.FindHeldAsync(id, user, cancellationToken);
        if (file is null) return TypedResults.NotFound();

        file.Conclude(request.Action, request.Reason);
        db.Publish(new SubmissionConcluded(id, file.HolderDepartment!, request.Action, Basis[request.Action], LegalDay.Today(time), db.Now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CompetenceView.Of(file, directory));
    }
}
