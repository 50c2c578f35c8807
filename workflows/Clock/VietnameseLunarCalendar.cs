namespace Clock;

/// <summary>
/// The Vietnamese lunisolar calendar, for the holidays that follow it: Tết and Giỗ Tổ Hùng Vương (Bộ luật Lao động
/// 45/2019/QH14, Điều 112.1). Months begin on the day of the new moon and month 11 holds the winter solstice, both as
/// seen at UTC+7; that is why it now and then differs from the Chinese calendar, which looks from UTC+8.
/// </summary>
/// <remarks>
/// New moons and the longitude of the sun are the truncated series of Meeus, <i>Astronomical Algorithms</i>, in the form
/// Hồ Ngọc Đức published for this calendar. Good for years 1976–2199; before 1976 the official meridian was another.
/// </remarks>
public static class VietnameseLunarCalendar
{
    private const double DaysPerLunation = 29.530588853;
    private const double FirstNewMoon = 2415021.076998695; // the new moon of 1900-01-01, as a Julian date
    private const double UtcOffsetInDays = 7 / 24.0;
    private const int JulianDayOfDayZero = 1721426;        // of 0001-01-01, DayNumber 0

    /// <summary>Mùng 1 Tết: the first day of the lunar year that begins in the solar year.</summary>
    public static DateOnly NewYear(int year) => ToSolar(year, 1, 1);

    /// <summary>The solar day of a day of an ordinary (not leap) lunar month.</summary>
    /// <param name="year">The lunar year, named after the solar year it begins in; 1976–2199.</param>
    /// <param name="month">1–12.</param>
    /// <param name="day">1–30; day 30 of a month of 29 days is the first of the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside those bounds.</exception>
    public static DateOnly ToSolar(int year, int month, int day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1976);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 2199);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        ArgumentOutOfRangeException.ThrowIfLessThan(day, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, 30);

        // Months 1–10 hang on the eleventh month before them, months 11–12 on the one of their own year.
        var from = month < 11 ? StartOfMonth11(year - 1) : StartOfMonth11(year);
        var to = month < 11 ? StartOfMonth11(year) : StartOfMonth11(year + 1);
        var monthsAfter = month < 11 ? month + 1 : month - 11;

        // Thirteen months between two solstice months: one of them is a leap month, which has no number of its own.
        if (to - from > 365 && monthsAfter >= LeapMonthAfter(from))
            monthsAfter++;
        var lunation = (int)Math.Floor((from - FirstNewMoon) / DaysPerLunation + 0.5);
        return ToDate(NewMoonDay(lunation + monthsAfter) + day - 1);
    }

    private static DateOnly ToDate(int julianDay) => DateOnly.FromDayNumber(julianDay - JulianDayOfDayZero);

    private static int StartOfMonth11(int year)
    {
        var lastOfYear = new DateOnly(year, 12, 31).DayNumber + JulianDayOfDayZero;
        var lunation = (int)Math.Floor((lastOfYear - 2415021) / DaysPerLunation);
        var start = NewMoonDay(lunation);
        return SunSector(start) >= 9 ? NewMoonDay(lunation - 1) : start; // sector 9 begins at the winter solstice
    }

    // The leap month is the first without a major solar term: the sun is in the same twelfth at its start and at its end.
    private static int LeapMonthAfter(int startOfMonth11)
    {
        var lunation = (int)Math.Floor((startOfMonth11 - FirstNewMoon) / DaysPerLunation + 0.5);
        var month = 1;
        var sector = SunSector(NewMoonDay(lunation + month));
        int previous;
        do
        {
            previous = sector;
            month++;
            sector = SunSector(NewMoonDay(lunation + month));
        }
        while (sector != previous && month < 14);
        return month - 1;
    }

    private static int NewMoonDay(int lunation) => (int)Math.Floor(NewMoon(lunation) + 0.5 + UtcOffsetInDays);

    /// <summary>The instant of a new moon as a Julian date, universal time.</summary>
    private static double NewMoon(int lunation)
    {
        double k = lunation;
        var t = k / 1236.85;
        var t2 = t * t;
        var t3 = t2 * t;
        var mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
            + 0.00033 * Sin(166.56 + 132.87 * t - 0.009173 * t2);
        var sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
        var moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
        var latitude = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
        var correction = (0.1734 - 0.000393 * t) * Sin(sun) + 0.0021 * Sin(2 * sun)
            - 0.4068 * Sin(moon) + 0.0161 * Sin(2 * moon) - 0.0004 * Sin(3 * moon)
            + 0.0104 * Sin(2 * latitude) - 0.0051 * Sin(sun + moon) - 0.0074 * Sin(sun - moon)
            + 0.0004 * Sin(2 * latitude + sun) - 0.0004 * Sin(2 * latitude - sun)
            - 0.0006 * Sin(2 * latitude + moon) + 0.0010 * Sin(2 * latitude - moon) + 0.0005 * Sin(2 * moon + sun);
        var dynamicalTime = -0.000278 + 0.000265 * t + 0.000262 * t2; // its lead over universal time, in days
        return mean + correction - dynamicalTime;
    }

    /// <summary>In which twelfth of its year the sun stands when the day begins in Viet Nam; 0 begins at the March equinox.</summary>
    private static int SunSector(int julianDay)
    {
        var t = (julianDay - 0.5 - UtcOffsetInDays - 2451545.0) / 36525;
        var t2 = t * t;
        var anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2;
        var meanLongitude = 280.46645 + 36000.76983 * t + 0.0003032 * t2;
        var centre = (1.914600 - 0.004817 * t - 0.000014 * t2) * Sin(anomaly)
            + (0.019993 - 0.000101 * t) * Sin(2 * anomaly) + 0.000290 * Sin(3 * anomaly);
        var apparent = meanLongitude + centre - 0.00569 - 0.00478 * Sin(125.04 - 1934.136 * t);
        return (int)Math.Floor((apparent % 360 + 360) % 360 / 30);
    }

    private static double Sin(double degrees) => Math.Sin(degrees * (Math.PI / 180));
}
