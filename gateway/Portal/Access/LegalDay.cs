using System.Globalization;

namespace Portal.Access;

/// <summary>
/// Which day it is for the reader, to say "three days left" beside a due date it was given. Due dates themselves are counted by
/// the services alone.
/// </summary>
public sealed class LegalDay(TimeProvider time)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public DateOnly Today => Of(time.GetUtcNow());

    public static DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Vietnam).DateTime);

    public static string Show(DateOnly on) => on.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string Show(DateTimeOffset at) => at.ToOffset(Vietnam).ToString("HH:mm, " + DayFormat, CultureInfo.InvariantCulture);

    /// <summary>As the API and <c>&lt;time datetime&gt;</c> want it.</summary>
    public static string Machine(DateOnly on) => on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// As people here type it. A browser's own date field follows the language of the browser and may put the month first, so dates
    /// are typed into text fields.
    /// </summary>
    public static string Typed(DateOnly on) => on.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static DateOnly? Parse(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), ["yyyy-MM-dd", "d/M/yyyy", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? on
            : null;

    private static string DayFormat => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "d MMM yyyy" : "dd/MM/yyyy";
}
