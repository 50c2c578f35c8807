namespace Contracts.Catalogue;

/// <summary>
/// Somebody asks what a calendar would do to the running deadlines before it is adopted. Answered by
/// <see cref="Contracts.Shared.CalendarPreviewCounted"/>; nothing changes.
/// </summary>
/// <param name="Calendars">The years as they would be, one document each.</param>
public sealed record CalendarPreviewRequested(Guid PreviewId, IReadOnlyList<string> Calendars, DateTimeOffset RequestedAt);
