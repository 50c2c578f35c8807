namespace Contracts.Routing;

/// <summary>
/// The submission was passed on (chuyển đơn). From this moment <paramref name="ToBody"/> is responsible. The reason stays with Routing.
/// </summary>
/// <param name="ToDepartment">Code of the receiving department, or null when that body does not run DonThu and gets a document.</param>
/// <param name="AwaitsAnswer">True when the transfer went out as a document whose answer is awaited.</param>
public sealed record SubmissionTransferred(
    Guid TransferId,
    Guid SubmissionId,
    string FromDepartment,
    string ToBody,
    string? ToDepartment,
    string DocumentNumber,
    bool AwaitsAnswer,
    DateOnly TransferredOn,
    DateTimeOffset TransferredAt);
