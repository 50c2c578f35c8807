namespace Contracts.Shared;

/// <summary>A deadline stopped: the duty was done, or it fell away.</summary>
/// <param name="Outcome"><c>met</c>, <c>late</c> (done after it was due), <c>elapsed</c> (a period that only had to pass) or <c>cancelled</c>.</param>
public sealed record DeadlineStopped(
    Guid DeadlineId,
    Guid SubmissionId,
    string Department,
    string Limit,
    string Outcome,
    DateOnly StoppedOn,
    DateTimeOffset StoppedAt);
