namespace Contracts.Shared;

/// <summary>
/// A running duty reached a point somebody should hear of. Published once per threshold and due date, in order. That the last day has
/// passed is told by <see cref="DeadlineMissed"/>.
/// </summary>
/// <param name="Threshold"><c>half</c>, <c>four-fifths</c>, <c>target</c>, <c>due</c> or <c>overdue</c>.</param>
/// <param name="ReachedOn">The legal day of the threshold, which may lie before the day of the announcement.</param>
/// <param name="DaysOverdue">Calendar days since the last day; 0 until it has passed.</param>
public sealed record DeadlineThresholdReached(
    Guid DeadlineId,
    Guid SubmissionId,
    Guid? CaseId,
    string Department,
    string Limit,
    string Threshold,
    DateOnly ReachedOn,
    DateOnly DueOn,
    int DaysOverdue,
    DateTimeOffset AnnouncedAt);
