using Microsoft.AspNetCore.Http.HttpResults;
using Shared.Departments;

namespace Gateway.Features;

internal static class ListDepartments
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/departments", Handle).WithName(nameof(ListDepartments)).WithSummary("The bodies that run DonThu.");

    public sealed record Item(string Code, string Name, string CompetentBody, string Territory);

    internal static Ok<IReadOnlyList<Item>> Handle(DepartmentDirectory directory) =>
        TypedResults.Ok<IReadOnlyList<Item>>([.. directory.All.Select(department =>
            new Item(department.Code, department.Name.Local, department.CompetentBody, department.Territory))]);
}
