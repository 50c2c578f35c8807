namespace Contracts.Routing;

/// <summary>The submission ended without becoming a case: filed, refused, the sender guided or asked to split it, or withdrawn.</summary>
/// <param name="Action"><c>file</c>, <c>refuse</c>, <c>guide</c>, <c>split</c> or <c>withdrawn</c>.</param>
public sealed record SubmissionConcluded(
    Guid SubmissionId,
    string Department,
    string Action,
    string LegalBasis,
    DateOnly ConcludedOn,
    DateTimeOffset ConcludedAt);
