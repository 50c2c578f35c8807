namespace Contracts.Routing;

/// <summary>A body outside DonThu answered the document by which a submission was transferred to it.</summary>
/// <param name="Outcome"><c>accepted</c> or <c>resolved</c>; a refusal is a <see cref="SubmissionReturned"/>.</param>
public sealed record TransferAnswered(
    Guid TransferId,
    Guid SubmissionId,
    string Body,
    string Outcome,
    DateOnly AnsweredOn,
    DateTimeOffset AnsweredAt);
