using System.Globalization;
using Catalogue.Domain;
using Catalogue.Persistence;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Catalogue.Features.GetCalendar;

internal static class GetCalendar
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendars/{year:int}", Handle)
            .WithName(nameof(GetCalendar))
            .WithSummary("Every special day of a year; as iCalendar when `text/calendar` is asked for.");
        routes.MapGet("/calendars/{year:int}.ics", HandleICalendar)
            .WithName(nameof(GetCalendar) + "AsICalendar")
            .WithSummary("Every special day of a year as iCalendar (RFC 5545), complete enough to be sent back.");
    }

    internal static async Task<Results<Ok<CalendarView>, ContentHttpResult, StatusCodeHttpResult, NotFound>> Handle(
        int year, CatalogueDbContext db, CatalogueClock clock, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.Vary = HeaderNames.Accept;
        var wanted = http.Request.GetTypedHeaders().Accept ?? [];
        if (wanted.Any(type => type.MediaType.Equals(ICalendar.MediaType, StringComparison.OrdinalIgnoreCase)))
        {
            var answer = await HandleICalendar(year, db, clock, http, cancellationToken);
            return answer.Result switch { ContentHttpResult text => text, StatusCodeHttpResult unchanged => unchanged, _ => TypedResults.NotFound() };
        }

        if (!IsKnown(year)) return TypedResults.NotFound();
        var calendar = (await clock.CurrentAsync(db, cancellationToken)).Calendar;
        return IsUnchanged(http, $"\"{calendar.Revision}\"")
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(CalendarView.Of(calendar, year));
    }

    internal static async Task<Results<ContentHttpResult, StatusCodeHttpResult, NotFound>> HandleICalendar(
        int year, CatalogueDbContext db, CatalogueClock clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (!IsKnown(year)) return TypedResults.NotFound();
        var calendar = (await clock.CurrentAsync(db, cancellationToken)).Calendar;
        if (IsUnchanged(http, $"\"{calendar.Revision}-ics\"")) return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        var at = await db.Revisions.AsNoTracking().Where(row => row.Number == calendar.Revision).Select(row => row.At)
            .SingleOrDefaultAsync(cancellationToken);
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"calendar-{year}.ics\"");
        return TypedResults.Text(ICalendar.Write(calendar.Year(year), calendar.Revision, at), $"{ICalendar.MediaType}; charset=utf-8");
    }

    private static bool IsKnown(int year) => year >= LegalCalendar.FirstDay.Year && year <= LegalCalendar.LastDay.Year;

    private static bool IsUnchanged(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        return http.Request.Headers.IfNoneMatch.Any(known => known?.Split(',', StringSplitOptions.TrimEntries).Contains(tag) == true);
    }
}
