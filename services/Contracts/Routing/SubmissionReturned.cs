namespace Contracts.Routing;

/// <summary>The receiving body gave the submission back to the one that transferred it, which is responsible again.</summary>
public sealed record SubmissionReturned(
    Guid TransferId,
    Guid SubmissionId,
    string FromBody,
    string ToDepartment,
    DateOnly ReturnedOn,
    DateTimeOffset ReturnedAt);
