using Clock;

namespace Catalogue.Domain;

/// <summary>A year as it is shown: the same fields it is sent back with, and what is known besides.</summary>
/// <param name="Published">The State has announced it.</param>
/// <param name="Projected">Nobody wrote it down: it is worked out from the law.</param>
/// <param name="Revision">The revision in force; a change must name it.</param>
internal sealed record CalendarView(int Year, bool Published, bool Projected, int Revision, string? Note, IReadOnlyList<DayView> Days)
{
    public static CalendarView Of(LegalCalendar calendar, int year)
    {
        var document = calendar.Year(year);
        var projected = calendar.SpecialDays(year).Where(day => day.Projected).Select(day => day.On).ToHashSet();
        return new CalendarView(year, document.Published, calendar.Years.All(given => given.Year != year), calendar.Revision, document.Note,
            [.. document.Days.OrderBy(day => day.Date).Select(day => DayView.Of(day, projected.Contains(day.Date)))]);
    }
}

/// <param name="Projected">It may still change: the State has not announced the year, and no law fixes the day.</param>
internal sealed record DayView(DateOnly Date, string NameVi, string NameEn, DayKind Kind, string Source, bool Confirmed, bool Projected)
{
    public static DayView Of(CalendarDay day, bool projected) =>
        new(day.Date, day.NameVi, day.NameEn, day.Kind, day.Source, day.Confirmed, projected);
}
