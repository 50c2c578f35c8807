namespace Contracts.Shared;

/// <summary>A running deadline was lengthened on a ground the law knows.</summary>
/// <param name="Version">Rises with every change of the deadline; an older message must not undo a later one.</param>
public sealed record DeadlineExtended(
    Guid DeadlineId,
    Guid SubmissionId,
    string Department,
    string Limit,
    DateOnly DueOn,
    string Receipt,
    DateTimeOffset ExtendedAt,
    int Version = 0);
