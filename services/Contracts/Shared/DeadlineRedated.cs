namespace Contracts.Shared;

/// <summary>
/// A running deadline was counted again: the calendar became another or what had been projected was confirmed, or a head ordered
/// another version of the rule. The receipt says which.
/// </summary>
/// <param name="DueOnBefore">The last day until then.</param>
/// <param name="DueOn">The last day from then on.</param>
/// <param name="Confirmed">Whether nothing projected or unconfirmed decided the new one.</param>
/// <param name="Receipt">The receipt, which names the change.</param>
/// <param name="CalendarRevision">The revision of the calendar it was counted by.</param>
/// <param name="Version">Rises with every change of the deadline; an older message must not undo a later one.</param>
public sealed record DeadlineRedated(
    Guid DeadlineId,
    Guid SubmissionId,
    string Department,
    string Limit,
    DateOnly DueOnBefore,
    DateOnly DueOn,
    bool Confirmed,
    string Receipt,
    int CalendarRevision,
    int Version,
    DateTimeOffset RedatedAt);
