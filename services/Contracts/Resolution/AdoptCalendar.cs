namespace Contracts.Resolution;

/// <summary>Asks the Resolution of a department to count by another calendar. See <see cref="Contracts.Catalogue.CalendarChanged"/>.</summary>
public sealed record AdoptCalendar(
    string Department,
    int Revision,
    IReadOnlyList<string> Calendars,
    DateOnly ChangedFrom,
    DateOnly ChangedThrough,
    string Reason,
    DateTimeOffset ChangedAt);
