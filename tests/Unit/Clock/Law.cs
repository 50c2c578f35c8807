using System.Globalization;
using Clock;

namespace Unit.ClockTests;

/// <summary>The documents of the law as the programs carry them.</summary>
internal static class Law
{
    public static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "law");

    public static StatutoryClock Clock { get; } = StatutoryClock.Load(Directory);

    public static LegalCalendar Calendar => Clock.Calendar;

    public static TimeLimitBook Limits => Clock.Limits;

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture);

    public static TimeLimit Limit(int length, LimitUnit unit, LimitKind kind = LimitKind.Maximum) =>
        new("TEST.LIMIT", new BilingualText("thử", "test"), length, unit, kind, null, new LegalBasis("Luật thử", "Điều 1"),
            Day("2000-01-01"), null, Confirmed: true);
}
