namespace Contracts.Intake;

/// <summary>Somebody read who a party is. Says who read and for what; never whom.</summary>
public sealed record IdentityDisclosed(
    Guid DisclosureId,
    Guid SubmissionId,
    Guid PartyId,
    string ReadBy,
    string Role,
    string Department,
    string Purpose,
    DateTimeOffset DisclosedAt);
