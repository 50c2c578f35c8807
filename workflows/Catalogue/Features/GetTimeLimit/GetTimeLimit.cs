using Catalogue.Domain;
using Catalogue.Persistence;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Catalogue.Features.GetTimeLimit;

internal static class GetTimeLimit
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/time-limits/{code}", Handle)
            .WithName(nameof(GetTimeLimit))
            .WithSummary("A time limit in all its versions, the oldest first, each with its worked examples.");

    /// <param name="InForce">The day the version in force today came into force; null when none is.</param>
    public sealed record Response(string Code, string Name, DateOnly? InForce, IReadOnlyList<TimeLimitView> Versions);

    internal static async Task<Results<Ok<Response>, NotFound>> Handle(
        string code, CatalogueDbContext db, CatalogueClock clock, LimitProcedures procedures, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var book = (await clock.CurrentAsync(db, cancellationToken)).Limits;
        var versions = book.Versions(code);
        if (versions.Count == 0) return TypedResults.NotFound();

        var inForce = book.TryFind(code, LegalDay.Today(time), out var current) ? current : null;
        var views = versions.Select(version => TimeLimitView.Of(version, book, procedures)).ToList();
        return TypedResults.Ok(new Response(code, views[^1].Name, inForce?.InForceFrom, views));
    }
}
