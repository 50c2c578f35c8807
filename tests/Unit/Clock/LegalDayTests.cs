using System.Globalization;
using Clock;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.ClockTests;

public sealed class LegalDayTests
{
    [Theory]
    [InlineData("2026-06-30T16:59:59.9999999Z", "2026-06-30")]
    [InlineData("2026-06-30T17:00:00Z", "2026-07-01")]
    [InlineData("2026-07-01T00:30:00+07:00", "2026-07-01")]
    [InlineData("2026-06-30T12:00:00-05:00", "2026-07-01")]
    [InlineData("2024-02-28T17:00:00Z", "2024-02-29")]
    [InlineData("2025-12-31T16:59:59.9999999Z", "2025-12-31")]
    [InlineData("2025-12-31T17:00:00Z", "2026-01-01")]
    [InlineData("2025-12-31T23:30:00Z", "2026-01-01")]
    [InlineData("2026-01-01T01:30:00+09:00", "2025-12-31")]
    [InlineData("2024-02-29T16:59:59Z", "2024-02-29")]
    [InlineData("2024-02-29T17:00:00Z", "2024-03-01")]
    public void Of_NearMidnight_IsTheDayInVietNam(string instant, string day) =>
        Assert.Equal(Law.Day(day), LegalDay.Of(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)));

    [Fact]
    public void StartsAt_IsMidnightInVietNam_InUtc()
    {
        var start = LegalDay.StartsAt(Law.Day("2026-07-01"));

        Assert.Equal(new DateTimeOffset(2026, 6, 30, 17, 0, 0, TimeSpan.Zero), start);
        Assert.Equal(TimeSpan.Zero, start.Offset);
        Assert.Equal(Law.Day("2026-07-01"), LegalDay.Of(start));
        Assert.Equal(Law.Day("2026-06-30"), LegalDay.Of(start.AddTicks(-1)));
    }

    [Fact]
    public void Of_EveryDayAroundItsTwoMidnights_IsThatDay()
    {
        for (var day = Law.Day("2023-12-30"); day <= Law.Day("2027-01-02"); day = day.AddDays(1))
        {
            Assert.Equal(day, LegalDay.Of(LegalDay.StartsAt(day)));
            Assert.Equal(day, LegalDay.Of(LegalDay.EndsAt(day).AddTicks(-1)));
            Assert.Equal(day.AddDays(1), LegalDay.Of(LegalDay.EndsAt(day)));
        }
    }

    [Fact]
    public void EndsAt_IsTheStartOfTheNextDay() =>
        Assert.Equal(LegalDay.StartsAt(Law.Day("2026-03-01")), LegalDay.EndsAt(Law.Day("2026-02-28")));

    [Fact]
    public void Today_FollowsTheClockAcrossMidnight()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 16, 59, 0, TimeSpan.Zero));
        Assert.Equal(Law.Day("2026-11-23"), LegalDay.Today(time));

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Law.Day("2026-11-24"), LegalDay.Today(time));
    }
}
