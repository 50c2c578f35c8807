namespace Clock;

/// <summary>
/// The holidays of a year for which no calendar was published: worked out from Bộ luật Lao động 45/2019/QH14, Điều 112.1
/// (and its forerunners for earlier years) and Nghị quyết 28/2026/QH16. What the State decides year by year – how Tết is
/// split, which neighbour National Day takes, which weekdays are swapped – is guessed from practice or left out.
/// </summary>
internal static class ProjectedHolidays
{
    private const string LabourCode = "Bộ luật Lao động 45/2019/QH14, Điều 112.1";
    private const string InLieu = "Bộ luật Lao động 45/2019/QH14, Điều 111.3";
    private const string CultureDay = "Nghị quyết 28/2026/QH16";

    public static List<CalendarDay> Of(int year)
    {
        var days = new List<CalendarDay> { Day(new(year, 1, 1), "Tết Dương lịch", "New Year's Day") };

        // Five days of Tết since 2013, four before. The State chooses one day before and four after, or two and three.
        var tet = VietnameseLunarCalendar.NewYear(year);
        days.Add(Day(tet.AddDays(-1), "Tết Nguyên đán (ngày cuối năm âm lịch)", "Lunar New Year's Eve"));
        for (var day = 1; day <= (year >= 2014 ? 4 : 3); day++)
            days.Add(Day(tet.AddDays(day - 1), $"Tết Nguyên đán (mùng {day})", $"Lunar New Year, day {day}"));

        if (year >= 2008)
            days.Add(Day(VietnameseLunarCalendar.ToSolar(year, 3, 10), "Giỗ Tổ Hùng Vương (10/3 âm lịch)",
                "Hùng Kings' Commemoration Day (10th of the 3rd lunar month)"));
        days.Add(Day(new(year, 4, 30), "Ngày Chiến thắng", "Victory Day"));
        days.Add(Day(new(year, 5, 1), "Ngày Quốc tế Lao động", "International Labour Day"));

        var nationalDay = new DateOnly(year, 9, 2);
        days.Add(Day(nationalDay, "Quốc khánh", "National Day"));
        if (year >= 2021)
            days.Add(Day(NeighbourOf(nationalDay), "Quốc khánh (ngày liền kề)", "National Day (adjoining day)"));
        if (year >= 2026)
            days.Add(Day(new(year, 11, 24), "Ngày Văn hóa Việt Nam", "Viet Nam Culture Day", CultureDay));

        AddDaysInLieu(days);
        return days;
    }

    // The side on which the days off join a weekend or need only one bridge, as announced in 2021–2026.
    private static DateOnly NeighbourOf(DateOnly nationalDay) => nationalDay.DayOfWeek switch
    {
        DayOfWeek.Sunday or DayOfWeek.Monday or DayOfWeek.Thursday => nationalDay.AddDays(1),
        _ => nationalDay.AddDays(-1),
    };

    // A holiday on a weekly rest day is made up on the next working day (Bộ luật Lao động 45/2019/QH14, Điều 111.3).
    private static void AddDaysInLieu(List<CalendarDay> days)
    {
        var taken = days.Select(day => day.Date).ToHashSet();
        foreach (var holiday in days.Where(day => LegalCalendar.IsWeekend(day.Date)).OrderBy(day => day.Date).ToList())
        {
            var inLieu = holiday.Date;
            while (LegalCalendar.IsWeekend(inLieu) || taken.Contains(inLieu))
                inLieu = inLieu.AddDays(1);
            taken.Add(inLieu);
            days.Add(Day(inLieu, $"Nghỉ bù {holiday.NameVi}", $"Day off in lieu: {holiday.NameEn}", InLieu));
        }
    }

    private static CalendarDay Day(DateOnly date, string vi, string en, string source = LabourCode) =>
        new(date, vi, en, DayKind.Holiday, source, Confirmed: false);
}
