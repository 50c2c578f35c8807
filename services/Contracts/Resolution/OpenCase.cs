namespace Contracts.Resolution;

/// <summary>Command to the department competent for a submission: open a case and carry it through its procedure.</summary>
/// <param name="ReceivedOn">The day the competent body received it; the acceptance period counts from here.</param>
/// <param name="Facts">The non-personal facts of the submission, which the procedure may ask for.</param>
public sealed record OpenCase(
    Guid SubmissionId,
    string Department,
    string Reference,
    string Kind,
    string? Instance,
    string CompetentBody,
    DateOnly ReceivedOn,
    IReadOnlyDictionary<string, string> Facts,
    DateTimeOffset RoutedAt);
