using Shared.Hosting;
using System.Text;
using System.Text.Json;
using Contracts.Intake;
using Microsoft.EntityFrameworkCore;
using Shared.Messaging;

namespace Intake.Identities;

internal sealed class IdentityVault(IdentitiesDbContext db, IdentityKeys keys) : IIdentityVault
{
    public async Task SealAsync(
        Guid submissionId, SealedLetter letter, IReadOnlyList<Party> submitters, CancellationToken cancellationToken)
    {
        if (await db.Letters.AnyAsync(row => row.SubmissionId == submissionId, cancellationToken)) return;

        var dataKey = keys.NewDataKey(submissionId);
        db.Letters.Add(new LetterRecord(submissionId, dataKey.Wrapped, dataKey.KeyId,
            dataKey.Seal(submissionId, JsonSerializer.SerializeToUtf8Bytes(letter, WireJson.Options))));
        for (var i = 0; i < submitters.Count; i++)
        {
            var partyId = Guid.CreateVersion7(db.Now);
            db.Parties.Add(new PartyRecord(partyId, submissionId, "submitter", i,
                dataKey.Seal(partyId, JsonSerializer.SerializeToUtf8Bytes(submitters[i], WireJson.Options))));
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task SealLaterLetterAsync(Guid submissionId, string kind, string text, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.AsNoTracking().SingleAsync(row => row.SubmissionId == submissionId, cancellationToken);
        var dataKey = keys.OpenDataKey(submissionId, letter.WrappedKey, letter.KeyId);
        var id = Guid.CreateVersion7(db.Now);
        db.LaterLetters.Add(new LaterLetterRecord(id, submissionId, kind, db.Now, dataKey.Seal(id, Encoding.UTF8.GetBytes(text))));
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<PartyReference>> PartiesOfAsync(Guid submissionId, CancellationToken cancellationToken) =>
        await db.Parties.AsNoTracking().Where(party => party.SubmissionId == submissionId).OrderBy(party => party.Position)
            .Select(party => new PartyReference(party.Id, party.Role)).ToListAsync(cancellationToken);

    public async Task<SealedLetter?> OpenLetterAsync(Guid submissionId, string department, CancellationToken cancellationToken)
    {
        var record = await db.Letters.AsNoTracking().SingleOrDefaultAsync(row => row.SubmissionId == submissionId, cancellationToken);
        if (record is null) return null;
        var letter = Open<SealedLetter>(record, submissionId, record.Sealed);
        db.Audit("Letter.Read", $"Submission/{submissionId}", department);
        await db.SaveChangesAsync(cancellationToken);
        return letter;
    }

    public async Task<Guid?> SubmissionOfAsync(Guid partyId, CancellationToken cancellationToken) =>
        await db.Parties.AsNoTracking().Where(party => party.Id == partyId)
            .Select(party => (Guid?)party.SubmissionId).SingleOrDefaultAsync(cancellationToken);

    public async Task<Party?> DiscloseAsync(Guid partyId, Reading reading, CancellationToken cancellationToken)
    {
        var party = await db.Parties.AsNoTracking().SingleOrDefaultAsync(row => row.Id == partyId, cancellationToken);
        if (party is null) return null;
        var letter = await db.Letters.AsNoTracking().SingleAsync(row => row.SubmissionId == party.SubmissionId, cancellationToken);
        var identity = Open<Party>(letter, partyId, party.Sealed);

        var id = Guid.CreateVersion7(db.Now);
        db.Disclosures.Add(new Disclosure(
            id, partyId, party.SubmissionId, reading.By, reading.Role, reading.Department, reading.Purpose, reading.Reason, db.Now));
        db.Audit("Identity.Read", $"Party/{partyId}", reading.Department, reading.Purpose);
        db.Publish(new IdentityDisclosed(
            id, party.SubmissionId, partyId, reading.By, reading.Role, reading.Department, reading.Purpose, db.Now));
        await db.SaveChangesAsync(cancellationToken);
        return identity;
    }

    private T Open<T>(LetterRecord letter, Guid recordId, byte[] content)
    {
        var dataKey = keys.OpenDataKey(letter.SubmissionId, letter.WrappedKey, letter.KeyId);
        return JsonSerializer.Deserialize<T>(dataKey.Open(recordId, content), WireJson.Options)!;
    }
}
