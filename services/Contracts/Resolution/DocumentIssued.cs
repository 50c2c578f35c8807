namespace Contracts.Resolution;

/// <summary>A document of the procedure was issued (notice, decision, minutes). Carries its number, never its text.</summary>
/// <param name="Form">The form the law prescribes, for example <c>15</c> of decree 124/2020.</param>
/// <param name="ForCitizen">Whether the sender is told of it.</param>
public sealed record DocumentIssued(
    Guid DocumentId,
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string Form,
    string TitleVi,
    string TitleEn,
    string Number,
    string LegalBasis,
    bool ForCitizen,
    DateOnly IssuedOn,
    DateTimeOffset IssuedAt);
