namespace Contracts.Resolution;

/// <summary>The procedure reached a step the sender is told of. The text comes from the procedure, not from the case.</summary>
public sealed record CitizenNotified(
    Guid NoticeId,
    Guid CaseId,
    Guid SubmissionId,
    string Department,
    string TextVi,
    string TextEn,
    DateTimeOffset NotifiedAt);
