namespace Engine;

/// <summary>What a procedure may know of the case it runs on: no person, no text of a letter.</summary>
/// <param name="ReceivedOn">The day the competent body received it; decides the version of the procedure.</param>
/// <param name="Facts">Such as <c>remote-area</c> = <c>true</c>, <c>submitters</c> = <c>12</c>.</param>
public sealed record CaseFacts(
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    DateOnly ReceivedOn,
    DateOnly OpenedOn,
    IReadOnlyDictionary<string, string> Facts);
