using System.Globalization;
using Catalogue.Domain;
using Catalogue.Persistence;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Shared.Hosting;

namespace Catalogue.Features.ListTimeLimits;

internal static class ListTimeLimits
{
    private const string All = "all";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/time-limits", Handle)
            .WithName(nameof(ListTimeLimits))
            .WithSummary("The time limits in force on a day (`on`, default today; `all` for every version), found by words and procedure.");

    /// <param name="On">The day they are in force on; null for every version.</param>
    public sealed record Response(DateOnly? On, IReadOnlyList<TimeLimitView> Items, string? Next);

    internal static async Task<Ok<Response>> Handle(
        string? on, string? q, string? procedure, CatalogueDbContext db, CatalogueClock clock, LimitProcedures procedures, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var day = DayOf(on, time);
        if (!string.IsNullOrEmpty(procedure) && !procedures.Knows(procedure)) throw RuleViolation.Unprocessable("time-limits.unknown-procedure");

        var book = (await clock.CurrentAsync(db, cancellationToken)).Limits;
        var found = book.All.Where(limit => day is not { } date || limit.IsInForceOn(date))
            .Where(limit => string.IsNullOrEmpty(procedure) || procedures.Find(limit.Code) == procedure)
            .Where(limit => string.IsNullOrWhiteSpace(q) || SearchText.Matches(q, limit.Code, limit.Name.Vi, limit.Name.En, limit.Actor?.Vi,
                limit.Actor?.En, limit.Procedure?.Vi, limit.Procedure?.En, limit.Basis.ToString()));
        // A few hundred rules at most, and every page that shows them needs them together: the list has no further page.
        return TypedResults.Ok(new Response(day, [.. found.Select(limit => TimeLimitView.Of(limit, book, procedures))], Next: null));
    }

    private static DateOnly? DayOf(string? on, TimeProvider time) => on switch
    {
        null or "" => LegalDay.Today(time),
        All => null,
        _ when DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw RuleViolation.Unprocessable("time-limits.day"),
    };
}
