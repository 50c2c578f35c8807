namespace Contracts.Resolution;

/// <summary>
/// Asks the Resolution of a department what a calendar would do to its running deadlines. See
/// <see cref="Contracts.Catalogue.CalendarPreviewRequested"/>.
/// </summary>
public sealed record PreviewCalendar(Guid PreviewId, string Department, IReadOnlyList<string> Calendars, DateTimeOffset RequestedAt);
