namespace Contracts.Resolution;

/// <summary>A decision or conclusion was made public, as the law demands. It carries no person and no text.</summary>
/// <param name="Form">The form of the document made public.</param>
/// <param name="Manner"><c>meeting</c>, <c>posting</c>, <c>portal</c> or <c>media</c>.</param>
/// <param name="PublishedOn">The first day.</param>
/// <param name="Until">The last day it has to stay up; null when it happens once.</param>
public sealed record OutcomePublished(
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string Form,
    string TitleVi,
    string TitleEn,
    string Number,
    string Manner,
    DateOnly PublishedOn,
    DateOnly? Until,
    string LegalBasis,
    DateTimeOffset RecordedAt);
