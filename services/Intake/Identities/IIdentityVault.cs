namespace Intake.Identities;

/// <summary>A person behind a submission, as they gave themselves.</summary>
internal sealed record Party(string Name, string? Address, string? IdNumber, string? Phone, string? Email, bool Signed);

/// <summary>What the letter says, and whom it is directed against.</summary>
internal sealed record SealedLetter(string Content, string? Against);

/// <summary>A party by its id; the role is <c>submitter</c>.</summary>
internal sealed record PartyReference(Guid PartyId, string Role);

/// <summary>Who reads an identity, as what, and for what.</summary>
internal sealed record Reading(string By, string Role, string Department, string Purpose, string Reason);

/// <summary>
/// The one place that knows who the parties are and what they wrote. Everything is encrypted at rest; everybody else holds party
/// ids. Reading an identity is an act with a reason and leaves an entry (Denunciations Act art. 56).
/// </summary>
internal interface IIdentityVault
{
    /// <summary>Seals the parties and the letter of a submission, and commits. Repeating it with the same id adds nothing.</summary>
    Task SealAsync(Guid submissionId, SealedLetter letter, IReadOnlyList<Party> submitters, CancellationToken cancellationToken);

    /// <summary>Seals a later letter of the sender, for example a withdrawal, and commits.</summary>
    Task SealLaterLetterAsync(Guid submissionId, string kind, string text, CancellationToken cancellationToken);

    /// <summary>The parties of a submission, by id.</summary>
    Task<IReadOnlyList<PartyReference>> PartiesOfAsync(Guid submissionId, CancellationToken cancellationToken);

    /// <summary>Opens the letter for somebody whose work it is to read it; leaves an audit entry.</summary>
    Task<SealedLetter?> OpenLetterAsync(Guid submissionId, string department, CancellationToken cancellationToken);

    /// <summary>Which submission a party belongs to, or null.</summary>
    Task<Guid?> SubmissionOfAsync(Guid partyId, CancellationToken cancellationToken);

    /// <summary>Reads who a party is; the reading is recorded and announced in the same transaction.</summary>
    Task<Party?> DiscloseAsync(Guid partyId, Reading reading, CancellationToken cancellationToken);
}
