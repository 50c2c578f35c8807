namespace Contracts.Catalogue;

/// <summary>
/// The calendar of working days became another. Published once per revision; the same content is sent to every department as
/// <see cref="Contracts.Resolution.AdoptCalendar"/>. It carries every year that was ever edited, so that the newest alone is enough.
/// </summary>
/// <param name="Revision">Rises by one with every change; whoever knows a later one ignores this.</param>
/// <param name="Calendars">One calendar document per year, as the law folder holds them.</param>
/// <param name="ChangedFrom">The first day that means something else than under the revision before.</param>
/// <param name="ChangedThrough">The last such day.</param>
/// <param name="Reason">The announcement the change rests on.</param>
public sealed record CalendarChanged(
    int Revision,
    IReadOnlyList<string> Calendars,
    DateOnly ChangedFrom,
    DateOnly ChangedThrough,
    string Reason,
    DateTimeOffset ChangedAt);
