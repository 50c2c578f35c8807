using System.Security.Claims;
using Catalogue.Domain;
using Catalogue.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Shared.Hosting;

namespace Catalogue.Features.ChangeCalendar;

internal static class ChangeCalendar
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/calendars/{year:int}", Handle)
            .WithName(nameof(ChangeCalendar))
            .WithSummary("Gives a year another calendar, on the strength of an announcement, and tells everybody who counts days.")
            .Accepts<CalendarDraft>("application/json", ICalendar.MediaType)
            .RequireAuthorization(CataloguePolicies.ChangeLaw);

    internal static async Task<Ok<CalendarView>> Handle(
        int year, HttpContext http, ClaimsPrincipal user, CatalogueDbContext db, CatalogueClock clock, CalendarLedger ledger,
        CurrentActor actor, CancellationToken cancellationToken)
    {
        var draft = await CalendarBody.ReadAsync(http.Request, cancellationToken);
        var current = (await clock.CurrentAsync(db, cancellationToken)).Calendar;
        if (draft.Revision != current.Revision) throw CalendarLedger.Stale(current.Revision);

        var wanted = draft.ToYear(year, needsReason: true);
        var revision = current.Revision;
        // A projection written down becomes a document, even when it says the same: from then on somebody answers for it.
        if (!current.Years.Any(given => given.SaysTheSame(wanted)))
        {
            revision = await ledger.EnterAsync(
                current, [wanted], draft.Reason!.Trim(), actor.Id, user.FindFirstValue("name"), delivered: false, cancellationToken);
            current = (await clock.CurrentAsync(db, cancellationToken)).Calendar;
        }

        http.Response.Headers.ETag = $"\"{revision}\"";
        return TypedResults.Ok(CalendarView.Of(current, year));
    }
}
