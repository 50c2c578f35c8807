using System.Globalization;
using Portal.Clients;

namespace Portal.Calendars;

/// <summary>How a day looks in a month: a mark and words beside the colour.</summary>
/// <param name="Style">The name of its style.</param>
/// <param name="Words">What it is, for those who hear the page and those who point at it.</param>
public sealed record MonthDay(string Style, string Mark, string Words)
{
    public static readonly IReadOnlyList<string> Roles = ["start", "counted", "skipped", "suspended", "moved-over", "due"];
    public static readonly IReadOnlyList<string> Kinds = ["holiday", "swapped-off", "swapped-working", "rest"];

    public static MonthDay OfRole(string role, string? reason = null) => role switch
    {
        "start" => new("start", "▷", Texts.DayStart),
        "counted" => new("counted", "✓", Texts.DayCounted),
        "skipped" => new("skipped", "–", With(Texts.DaySkipped, reason)),
        "suspended" => new("suspended", "‖", Texts.DaySuspended),
        "moved-over" => new("moved", "→", With(Texts.DayMovedOver, reason)),
        _ => new("due", "★", Texts.DayDue),
    };

    public static MonthDay OfKind(string kind, string? name = null) => kind switch
    {
        "holiday" => new("holiday", "●", With(Texts.KindHoliday, name)),
        "swapped-off" => new("swapped-off", "⇄", With(Texts.KindSwappedOff, name)),
        "swapped-working" => new("swapped-working", "✓", With(Texts.KindSwappedWorking, name)),
        _ => new("rest", "–", Texts.KindRest),
    };

    /// <summary>The days of a calendar: what is special, and the weekly rest days between.</summary>
    public static Func<DateOnly, MonthDay?> Of(YearCalendar calendar)
    {
        var special = calendar.Days.ToDictionary(day => day.Date);
        return day => special.TryGetValue(day, out var known)
            ? OfKind(known.Kind, known.Name)
            : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? OfKind("rest") : null;
    }

    /// <summary>The days of a period, as the service named them.</summary>
    public static Func<DateOnly, MonthDay?> Of(IReadOnlyList<PeriodDay> days)
    {
        var known = days.ToDictionary(day => day.On);
        return day => known.TryGetValue(day, out var found) ? OfRole(found.Role, found.Reason) : null;
    }

    public static string Month(int year, int month) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en"
        ? new DateOnly(year, month, 1).ToString("MMMM yyyy", CultureInfo.GetCultureInfo("en"))
        : $"Tháng {month}/{year}";

    private static string With(string text, string? reason) => string.IsNullOrEmpty(reason) ? text : $"{text}: {reason}";
}
