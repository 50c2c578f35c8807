using Clock;

namespace Catalogue.Domain;

/// <summary>One change of the calendar: who, when, why, and which days mean something else since. Appended, never updated.</summary>
internal sealed class CalendarRevision(
    int number, string reason, string by, string? byName, bool delivered, DateOnly? changedFrom, DateOnly? changedThrough, DateTimeOffset at)
{
    private readonly List<CalendarEdition> editions = [];

    /// <summary>Rises by one with every change; 0 is what the program was first delivered with.</summary>
    public int Number { get; } = number;

    /// <summary>The announcement it rests on.</summary>
    public string Reason { get; } = reason;
    public string By { get; } = by;
    public string? ByName { get; } = byName;

    /// <summary>It came with the program; nobody edited it.</summary>
    public bool Delivered { get; } = delivered;
    public DateOnly? ChangedFrom { get; } = changedFrom;
    public DateOnly? ChangedThrough { get; } = changedThrough;
    public DateTimeOffset At { get; } = at;
    public IReadOnlyList<CalendarEdition> Editions => editions;

    public void Holds(CalendarYear year) => editions.Add(new CalendarEdition(Number, year.Year, CalendarDocuments.Write(year)));
}

/// <summary>One year as a revision left it.</summary>
internal sealed class CalendarEdition(int revision, int year, string document)
{
    public int Revision { get; } = revision;
    public int Year { get; } = year;

    /// <summary>The calendar document, as the law folder holds them, without white space.</summary>
    public string Document { get; } = document;
}
