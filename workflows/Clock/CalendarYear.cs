using System.Text.Json;

namespace Clock;

/// <summary>The special days of one year; every other day is a working day or a weekly rest day.</summary>
/// <param name="Year">The year; all days lie in it.</param>
/// <param name="Published">
/// Whether the State has announced the calendar. While it has not, every day of the year that no law fixes is projected.
/// </param>
/// <param name="Days">Holidays, days in lieu and both halves of swaps.</param>
/// <param name="Note">What a reader of the calendar has to know besides.</param>
public sealed record CalendarYear(int Year, bool Published, IReadOnlyList<CalendarDay> Days, string? Note = null)
{
    /// <summary>Reads a document <c>&lt;year&gt;.json</c>.</summary>
    /// <exception cref="JsonException">The text is not a calendar, or holds a field nobody knows.</exception>
    public static CalendarYear FromJson(string json) =>
        JsonSerializer.Deserialize(json, LawDocumentContext.Default.CalendarYear) ?? throw new JsonException("The calendar is empty.");

    /// <summary>Writes the document, Vietnamese unescaped.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LawDocuments.Writing.CalendarYear);
}

/// <summary>One special day.</summary>
/// <param name="Date">The day.</param>
/// <param name="NameVi">Its name or reason, in Vietnamese.</param>
/// <param name="NameEn">Its name or reason, in English.</param>
/// <param name="Kind">Holiday, swapped off or swapped working.</param>
/// <param name="Source">The law or announcement.</param>
/// <param name="Confirmed">Whether the source was read and settles the day.</param>
public sealed record CalendarDay(DateOnly Date, string NameVi, string NameEn, DayKind Kind, string Source, bool Confirmed);
