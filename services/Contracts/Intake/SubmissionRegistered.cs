namespace Contracts.Intake;

/// <summary>
/// A submission arrived and was registered. Published once. <paramref name="Facts"/> is what can be said of the letter without
/// saying who wrote it or quoting it: the closed list of facts that the competence rules ask for.
/// </summary>
/// <param name="ReceivedBy">Code of the department that holds the letter and answers for it until it is routed.</param>
/// <param name="ClaimedKind">What the sender called it (<c>complaint</c>, …), or null.</param>
public sealed record SubmissionRegistered(
    Guid SubmissionId,
    string Reference,
    string? ClaimedKind,
    string Channel,
    string ReceivedBy,
    DateOnly ReceivedOn,
    IReadOnlyDictionary<string, string> Facts,
    DateTimeOffset RegisteredAt);
