namespace Contracts.Shared;

/// <summary>A running deadline was lengthened on a ground the law knows.</summary>
public sealed record DeadlineExtended(
    Guid DeadlineId,
    Guid SubmissionId,
    string Department,
    string Limit,
    DateOnly DueOn,
    string Receipt,
    DateTimeOffset ExtendedAt);
