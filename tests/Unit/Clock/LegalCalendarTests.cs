using Clock;
using Xunit;

namespace Unit.ClockTests;

public sealed class LegalCalendarTests
{
    [Theory]
    [InlineData("2026-01-01", DayKind.Holiday, false)]
    [InlineData("2026-01-02", DayKind.SwappedOff, false)]
    [InlineData("2026-01-10", DayKind.SwappedWorking, true)]
    [InlineData("2026-02-16", DayKind.Holiday, false)]
    [InlineData("2026-02-23", DayKind.Working, true)]
    [InlineData("2026-04-27", DayKind.Holiday, false)]
    [InlineData("2026-08-22", DayKind.SwappedWorking, true)]
    [InlineData("2026-08-29", DayKind.Rest, false)]
    [InlineData("2026-08-31", DayKind.SwappedOff, false)]
    [InlineData("2026-09-03", DayKind.Working, true)]
    [InlineData("2026-11-24", DayKind.Holiday, false)]
    [InlineData("2025-11-24", DayKind.Working, true)] // Nghị quyết 28/2026/QH16 is later
    [InlineData("2024-02-29", DayKind.Working, true)]
    public void Of_APublishedYear_IsConfirmed(string day, DayKind kind, bool works)
    {
        var status = Law.Calendar.Of(Law.Day(day));

        Assert.Equal(kind, status.Kind);
        Assert.Equal(works, status.IsWorkingDay);
        Assert.Equal(works, Law.Calendar.IsWorkingDay(status.On));
        Assert.True(status.Confirmed);
        Assert.False(status.Projected);
    }

    [Fact]
    public void Of_AHoliday_SaysWhyAndWhereItIsWritten()
    {
        var status = Law.Calendar.Of(Law.Day("2026-11-24"));

        Assert.Equal("Ngày Văn hóa Việt Nam", status.Reason.Vi);
        Assert.Equal("Viet Nam Culture Day", status.Reason.En);
        Assert.Equal("Nghị quyết 28/2026/QH16", status.Source);
    }

    [Theory]
    [InlineData("2027-02-06", DayKind.Holiday, true)]   // in the document, but not announced
    [InlineData("2027-09-02", DayKind.Holiday, false)]  // fixed by the Labour Code
    [InlineData("2027-09-06", DayKind.Working, true)]   // may still be swapped
    [InlineData("2028-01-03", DayKind.Holiday, true)]   // in lieu of Saturday 1 January
    [InlineData("2028-01-26", DayKind.Holiday, true)]   // mùng 1 Tết Mậu Thân
    [InlineData("2035-11-24", DayKind.Holiday, true)]
    public void Of_AYearWithoutAnnouncement_IsProjectedUnlessTheLawFixesTheDay(string day, DayKind kind, bool projected)
    {
        var status = Law.Calendar.Of(Law.Day(day));

        Assert.Equal((kind, projected), (status.Kind, status.Projected));
        Assert.NotEqual(status.Projected, status.Confirmed);
    }

    [Fact]
    public void Projection_Of2027_IsWhatTheDocumentExpects()
    {
        var projected = new LegalCalendar([]).SpecialDays(2027).Select(day => day.On);

        Assert.Equal(Law.Calendar.SpecialDays(2027).Select(day => day.On), projected);
    }

    [Theory]
    [InlineData(2024, "2024-02-08")] // two days before Tết and three from it; the projection takes one and four
    [InlineData(2025, "2025-01-27")]
    [InlineData(2026, "")]
    public void Projection_OfAnAnnouncedYear_DiffersOnlyWhereTheStateChose(int year, string announcedOnly)
    {
        var projected = new LegalCalendar([]).SpecialDays(year).Select(day => day.On).ToHashSet();
        var announced = Law.Calendar.SpecialDays(year).Where(day => day.Kind == DayKind.Holiday).Select(day => day.On);

        Assert.Equal(announcedOnly, string.Join(' ', announced.Where(day => !projected.Contains(day)).Select(day => $"{day:yyyy-MM-dd}")));
    }

    [Fact]
    public void AddWorkingDays_AgreesWithWalking_ForEveryDayOfTheDocuments()
    {
        for (var day = Law.Day("2024-01-01"); day <= Law.Day("2027-12-31"); day = day.AddDays(1))
        {
            var next = day.AddDays(1);
            while (!Law.Calendar.Of(next).IsWorkingDay)
                next = next.AddDays(1);
            var previous = day.AddDays(-1);
            while (!Law.Calendar.Of(previous).IsWorkingDay)
                previous = previous.AddDays(-1);

            Assert.Equal(next, Law.Calendar.AddWorkingDays(day, 1));
            Assert.Equal(previous, Law.Calendar.AddWorkingDays(day, -1));
            Assert.Equal(1, Law.Calendar.WorkingDaysBetween(day, next));
            Assert.Equal(Law.Calendar.IsWorkingDay(day) ? day : next, Law.Calendar.OnOrNextWorkingDay(day));
            Assert.Equal(Law.Calendar.IsWorkingDay(day) ? day : previous, Law.Calendar.OnOrPreviousWorkingDay(day));
        }
    }

    [Fact]
    public void Swaps_OfAnAnnouncedYear_TakeAsManyDaysAsTheyGive()
    {
        foreach (var year in Law.Calendar.PublishedYears)
        {
            var days = Law.Calendar.SpecialDays(year);
            Assert.Equal(days.Count(day => day.Kind == DayKind.SwappedWorking), days.Count(day => day.Kind == DayKind.SwappedOff));
        }
    }

    [Fact]
    public void Years_ThatContradictThemselves_AreRefusedWithEveryFault()
    {
        var saturday = new CalendarDay(Law.Day("2026-01-03"), "a", "a", DayKind.SwappedOff, "s", true);
        var monday = new CalendarDay(Law.Day("2026-01-05"), "b", "b", DayKind.SwappedWorking, "s", true);
        var elsewhere = new CalendarDay(Law.Day("2025-01-01"), "c", "c", DayKind.Holiday, "s", true);

        var refused = Assert.Throws<LawDocumentException>(() =>
            new LegalCalendar([new CalendarYear(2026, true, [saturday, monday, monday, elsewhere])]));

        Assert.Equal(5, refused.Errors.Count);
    }

    [Theory]
    [InlineData("1989-12-31")]
    [InlineData("2121-01-01")]
    public void IsWorkingDay_OutsideTheCalendar_IsRefused(string day) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Law.Calendar.IsWorkingDay(Law.Day(day)));
}
