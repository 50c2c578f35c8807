using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Clients;
using Portal.Components;

namespace Portal.Calendars;

/// <summary>A year as rows that can be typed into.</summary>
public sealed class CalendarForm
{
    private const int RowsAdded = 3;

    public int Revision { get; set; }
    public bool Published { get; set; }
    public string? Note { get; set; }
    public List<DayForm> Days { get; set; } = [];

    /// <summary>Which button was pressed: nothing for the preview, <c>add</c>, or the number of a row to take out.</summary>
    public string? Press { get; set; }

    public static CalendarForm From(YearCalendar calendar) => new()
    {
        Revision = calendar.Revision,
        Published = calendar.Published,
        Note = calendar.Note,
        Days = [.. calendar.Days.Select(DayForm.From)],
    };

    /// <summary>Does what a button asks of the rows; false when it was none of those.</summary>
    public bool ChangeRows()
    {
        if (Press == "add")
        {
            Days.AddRange(Enumerable.Range(0, RowsAdded).Select(_ => new DayForm()));
            return true;
        }

        if (!int.TryParse(Press, NumberStyles.None, CultureInfo.InvariantCulture, out var row) || row >= Days.Count) return false;
        Days.RemoveAt(row);
        return true;
    }

    /// <summary>Rows left empty are no days; without them the service counts rows as the page does.</summary>
    public CalendarChange ToChange()
    {
        Days.RemoveAll(day => day.IsEmpty);
        return new CalendarChange(Published, [.. Days.Select(day => day.ToDay())], FormText.OrNull(Note), null, Revision);
    }
}

public sealed class DayForm
{
    public string? Date { get; set; }
    public string? Kind { get; set; }
    public string? NameVi { get; set; }
    public string? NameEn { get; set; }
    public string? Source { get; set; }
    public bool Confirmed { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Date + NameVi + NameEn + Source);

    public static DayForm From(SpecialDay day) => new()
    {
        Date = LegalDay.Machine(day.Date),
        Kind = day.Kind,
        NameVi = day.NameVi,
        NameEn = day.NameEn,
        Source = day.Source,
        Confirmed = day.Confirmed,
    };

    public ChangedDay ToDay() => new(
        LegalDay.Parse(Date) is { } day ? LegalDay.Machine(day) : FormText.OrNull(Date), FormText.OrNull(NameVi), FormText.OrNull(NameEn),
        FormText.OrNull(Kind), FormText.OrNull(Source), Confirmed);
}

/// <summary>A calendar file from somewhere else.</summary>
public sealed class ImportForm
{
    public IFormFile? File { get; set; }
}

/// <summary>The decision that a previewed calendar holds from now on.</summary>
public sealed class AdoptForm
{
    public string? Reason { get; set; }
}
