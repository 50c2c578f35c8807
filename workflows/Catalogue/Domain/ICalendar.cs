using System.Globalization;
using System.Text.Json;
using Clock;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Shared.Hosting;
using Calendar = Ical.Net.Calendar;

namespace Catalogue.Domain;

/// <summary>
/// A year as iCalendar (RFC 5545), for the calendars of offices and back. What that format has no word for travels in properties of our
/// own, so that a year written and read again is the same.
/// </summary>
internal static class ICalendar
{
    public const string MediaType = "text/calendar";

    private const string Prefix = "X-DONTHU-";

    /// <param name="at">When the revision was made; the same edition is written alike every time.</param>
    public static string Write(CalendarYear year, int revision, DateTimeOffset at)
    {
        var calendar = new Calendar { ProductId = "-//DonThu//Calendar of working days//VI" };
        calendar.AddProperty("X-WR-CALNAME", $"Lịch nghỉ và làm bù {year.Year}");
        calendar.AddProperty(Prefix + "YEAR", year.Year.ToString(CultureInfo.InvariantCulture));
        calendar.AddProperty(Prefix + "REVISION", revision.ToString(CultureInfo.InvariantCulture));
        calendar.AddProperty(Prefix + "PUBLISHED", year.Published ? "TRUE" : "FALSE");
        if (year.Note is not null) calendar.AddProperty(Prefix + "NOTE", year.Note);
        foreach (var day in CalendarDocuments.Ordered(year).Days)
        {
            var entry = new CalendarEvent
            {
                Uid = $"{day.Date:yyyy-MM-dd}@calendar.donthu",
                DtStamp = new CalDateTime(at.UtcDateTime, CalDateTime.UtcTzId),
                Start = new CalDateTime(day.Date),
                End = new CalDateTime(day.Date.AddDays(1)),
                Summary = day.NameVi,
                Description = $"{day.NameEn}. {day.Source}",
                Transparency = TransparencyType.Transparent,
            };
            entry.AddProperty(Prefix + "KIND", JsonNamingPolicy.KebabCaseLower.ConvertName(day.Kind.ToString()));
            entry.AddProperty(Prefix + "NAME-EN", day.NameEn);
            entry.AddProperty(Prefix + "SOURCE", day.Source);
            entry.AddProperty(Prefix + "CONFIRMED", day.Confirmed ? "TRUE" : "FALSE");
            calendar.Events.Add(entry);
        }

        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }

    /// <summary>Reads a year; a calendar of somebody else's making gives holidays that still need their source.</summary>
    /// <exception cref="RuleViolation">It is no calendar, or one whose days repeat by a rule.</exception>
    public static CalendarDraft Read(string text)
    {
        Calendar? calendar;
        try
        {
            calendar = Calendar.Load(text);
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            // The reader throws whatever its grammar stumbles over.
            calendar = null;
        }

        if (calendar is null) throw RuleViolation.Unprocessable("calendar.not-icalendar");
        return new CalendarDraft(
            Own(calendar, "PUBLISHED") == "TRUE", [.. calendar.Events.SelectMany(DaysOf)], Own(calendar, "NOTE"),
            Own(calendar, "REASON"),
            int.TryParse(Own(calendar, "REVISION"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null);
    }

    private static IEnumerable<DraftDay> DaysOf(CalendarEvent entry)
    {
        if (entry.Start is not { } start) yield break;
        if (entry.RecurrenceRule is not null || entry.RecurrenceDates.GetAllDates().Any())
            throw RuleViolation.Unprocessable("calendar.repeats");
        var first = start.Date;
        // The end of a whole-day entry is the day after its last.
        var last = entry.End is { HasTime: false } end && end.Date > first ? end.Date.AddDays(-1) : first;
        if (last.DayNumber - first.DayNumber > 31) throw RuleViolation.Unprocessable("calendar.repeats");
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            yield return new DraftDay(
                day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), entry.Summary, Own(entry, "NAME-EN") ?? entry.Summary,
                Own(entry, "KIND") ?? "holiday", Own(entry, "SOURCE"), Own(entry, "CONFIRMED") == "TRUE");
        }
    }

    private static string? Own(ICalendarPropertyListContainer holder, string name) => holder.Properties.Get<string>(Prefix + name);
}
