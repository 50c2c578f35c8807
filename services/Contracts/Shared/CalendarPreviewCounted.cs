namespace Contracts.Shared;

/// <summary>What a calendar would do to the running deadlines of one keeper, as of the day it was counted.</summary>
/// <param name="Keeper"><c>intake</c> or <c>resolution</c>.</param>
/// <param name="Department">The department for Resolution; null for Intake, which counts all of its own.</param>
/// <param name="Running">How many deadlines run there.</param>
/// <param name="Moved">How many would get another last day.</param>
/// <param name="Earlier">How many of those an earlier one.</param>
/// <param name="BecomeOverdue">How many would be overdue that are not.</param>
/// <param name="NoLongerOverdue">How many would not be overdue that are.</param>
public sealed record CalendarPreviewCounted(
    Guid PreviewId,
    string Keeper,
    string? Department,
    int Running,
    int Moved,
    int Earlier,
    int BecomeOverdue,
    int NoLongerOverdue,
    DateTimeOffset CountedAt);
