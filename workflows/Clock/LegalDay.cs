namespace Clock;

/// <summary>
/// Turns instants into legal days and back. The law counts days in Viet Nam, which has kept UTC+7 without daylight
/// saving since 1975, so no time zone database is needed.
/// </summary>
public static class LegalDay
{
    private static readonly TimeSpan VietNam = TimeSpan.FromHours(7);

    /// <summary>The day in Viet Nam on which the instant falls.</summary>
    /// <param name="instant">Any instant from 1975 on, with any offset.</param>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(VietNam).DateTime);

    /// <summary>The current day in Viet Nam.</summary>
    /// <param name="time">Where the present instant comes from.</param>
    public static DateOnly Today(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Of(time.GetUtcNow());
    }

    /// <summary>The instant, in UTC, at which the day begins: 00:00 in Viet Nam.</summary>
    public static DateTimeOffset StartsAt(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), VietNam).ToUniversalTime();

    /// <summary>
    /// The instant, in UTC, at which a period whose last day this is has ended: 24:00 in Viet Nam
    /// (Bộ luật Dân sự 91/2015/QH13, Điều 148.6).
    /// </summary>
    public static DateTimeOffset EndsAt(DateOnly day) => StartsAt(day).AddDays(1);
}
