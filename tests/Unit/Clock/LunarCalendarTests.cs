using Clock;
using Xunit;

namespace Unit.ClockTests;

public sealed class LunarCalendarTests
{
    [Theory]
    [InlineData(1985, "1985-01-21")] // China: 20 February
    [InlineData(2007, "2007-02-17")] // China: 18 February
    [InlineData(2020, "2020-01-25")]
    [InlineData(2021, "2021-02-12")]
    [InlineData(2022, "2022-02-01")]
    [InlineData(2023, "2023-01-22")]
    [InlineData(2024, "2024-02-10")]
    [InlineData(2025, "2025-01-29")]
    [InlineData(2026, "2026-02-17")]
    [InlineData(2027, "2027-02-06")]
    [InlineData(2030, "2030-02-02")] // China: 3 February
    public void NewYear_IsTheFirstOfTet(int year, string day) =>
        Assert.Equal(Law.Day(day), VietnameseLunarCalendar.NewYear(year));

    [Theory]
    [InlineData(2023, "2023-04-29")] // after the leap second month
    [InlineData(2024, "2024-04-18")]
    [InlineData(2025, "2025-04-07")]
    [InlineData(2026, "2026-04-26")]
    [InlineData(2027, "2027-04-16")]
    public void ToSolar_TenthOfThirdMonth_IsGioTo(int year, string day) =>
        Assert.Equal(Law.Day(day), VietnameseLunarCalendar.ToSolar(year, 3, 10));

    [Fact]
    public void NewYear_AllYears_IsInSeasonAndAWholeNumberOfMonthsApart()
    {
        for (var year = 1977; year <= 2198; year++)
        {
            var tet = VietnameseLunarCalendar.NewYear(year);
            Assert.InRange(tet, new DateOnly(year, 1, 20), new DateOnly(year, 2, 22));
            Assert.Contains(VietnameseLunarCalendar.NewYear(year + 1).DayNumber - tet.DayNumber, new[] { 353, 354, 355, 383, 384, 385 });
        }
    }

    [Theory]
    [InlineData(1975, 1, 1)]
    [InlineData(2200, 1, 1)]
    [InlineData(2026, 0, 1)]
    [InlineData(2026, 13, 1)]
    [InlineData(2026, 1, 31)]
    public void ToSolar_OutsideItsBounds_IsRefused(int year, int month, int day) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => VietnameseLunarCalendar.ToSolar(year, month, day));
}
