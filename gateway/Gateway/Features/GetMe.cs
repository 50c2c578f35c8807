using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Shared.Departments;
using Shared.Hosting;

namespace Gateway.Features;

internal static class GetMe
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/me", Handle).WithName(nameof(GetMe)).WithSummary("Who I am and what I may do.").RequireAuthorization();

    public sealed record Response(string Id, string Name, IReadOnlyList<HeldGrant> Grants);
    public sealed record HeldGrant(string Role, string Department, string DepartmentName);

    internal static Ok<Response> Handle(ClaimsPrincipal user, DepartmentDirectory directory) =>
        TypedResults.Ok(new Response(user.UserId()!, user.FindFirstValue("name") ?? "",
            [.. user.Grants().Select(grant => new HeldGrant(grant.Role, grant.Department,
                directory.Find(grant.Department)?.Name.Local ?? Language.Of("Toàn tỉnh", "Whole province")))]));
}
