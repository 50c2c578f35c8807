using System.Text.Json;
using Clock;
using Xunit;

namespace Unit.ClockTests;

/// <summary>Editions of the calendar: what changes, what stays, and how a year is written down.</summary>
public sealed class CalendarEditionTests
{
    private static readonly CalendarDay Extra = new(Law.Day("2026-09-16"), "ngày thử", "a test day", DayKind.Holiday, "thử", Confirmed: true);

    [Fact]
    public void With_ReplacesAYearWholeAndKeepsTheOthers()
    {
        var year = Law.Calendar.Year(2026);

        var edition = Law.Calendar.With([year with { Days = [Extra] }], revision: 3);

        Assert.Equal((3, 0), (edition.Revision, Law.Calendar.Revision));
        Assert.False(edition.IsWorkingDay(Extra.Date));
        Assert.True(edition.IsWorkingDay(Law.Day("2026-11-24"))); // the whole year was replaced
        Assert.True(Law.Calendar.IsWorkingDay(Extra.Date));       // the calendar it came from is untouched
        Assert.Equal(Law.Calendar.SpecialDays(2025), edition.SpecialDays(2025));
        Assert.Equal(Law.Calendar.PublishedYears.Order(), edition.PublishedYears.Order());
    }

    [Fact]
    public void With_ANewYear_IsNoLongerProjected()
    {
        var edition = Law.Calendar.With([new CalendarYear(2028, true, [])], revision: 1);

        Assert.True(edition.IsPublished(2028));
        Assert.True(edition.IsWorkingDay(Law.Day("2028-01-26"))); // mùng 1 Tết in the projection
        Assert.False(Law.Calendar.Year(2028).Published);
        Assert.Contains(Law.Calendar.Year(2028).Days, day => day.Date == Law.Day("2028-01-26"));
        Assert.Empty(edition.Year(2028).Days);
    }

    [Fact]
    public void With_AYearThatContradictsItself_IsRefused() => Assert.Throws<LawDocumentException>(() =>
        Law.Calendar.With([new CalendarYear(2028, true, [Extra])], revision: 1));

    [Fact]
    public void DifferenceTo_TheSameDays_IsNone()
    {
        Assert.Null(Law.Calendar.DifferenceTo(Law.Calendar));
        Assert.Null(Law.Calendar.DifferenceTo(Law.Calendar.With([], revision: 9)));
    }

    [Fact]
    public void DifferenceTo_NamesTheFirstAndTheLastDayFromBothSides()
    {
        var year = Law.Calendar.Year(2026);
        var later = Extra with { Date = Law.Day("2026-10-07") };
        var edition = Law.Calendar.With([year with { Days = [.. year.Days, Extra, later] }], revision: 1);

        Assert.Equal((Extra.Date, later.Date), edition.DifferenceTo(Law.Calendar));
        Assert.Equal((Extra.Date, later.Date), Law.Calendar.DifferenceTo(edition));
    }

    [Fact]
    public void DifferenceTo_AnAnnouncement_IsEveryDayThatBecomesCertain()
    {
        var announced = Law.Calendar.With([Law.Calendar.Year(2027) with { Published = true }], revision: 1);

        // 1 January is fixed by the Labour Code and was certain before.
        Assert.Equal((Law.Day("2027-01-02"), Law.Day("2027-12-31")), announced.DifferenceTo(Law.Calendar));
    }

    [Theory]
    [InlineData(2024)]
    [InlineData(2025)]
    [InlineData(2026)]
    [InlineData(2027)]
    public void CalendarYear_WrittenAndReadBack_IsTheSame(int year)
    {
        var written = Law.Calendar.Year(year);

        var read = CalendarYear.FromJson(written.ToJson());

        Assert.Equal(written.Days, read.Days);
        Assert.Equal((written.Year, written.Published, written.Note), (read.Year, read.Published, read.Note));
        Assert.Equal(written.ToJson(), read.ToJson());
        Assert.Equal(CalendarYear.FromJson(File.ReadAllText(Path.Combine(Law.Directory, "Calendars", $"{year}.json"))).ToJson(), written.ToJson());
    }

    [Fact]
    public void CalendarYear_IsWrittenInReadableVietnamese() =>
        Assert.Contains("Quốc khánh", Law.Calendar.Year(2026).ToJson(), StringComparison.Ordinal);

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "year": 2026, "published": true, "days": [], "more": 1 }""")]
    [InlineData("""{ "year": 2026, "published": true, "days": [{ "date": "2026-02-30" }] }""")]
    public void CalendarYear_ThatIsNone_IsRefused(string json) => Assert.Throws<JsonException>(() => CalendarYear.FromJson(json));
}
