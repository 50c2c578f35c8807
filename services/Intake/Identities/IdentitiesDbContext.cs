using Microsoft.EntityFrameworkCore;
using Shared.Persistence;

namespace Intake.Identities;

/// <summary>The vault's own database: nothing of it is shared with anybody.</summary>
internal abstract class IdentitiesDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    public DbSet<LetterRecord> Letters => Set<LetterRecord>();
    public DbSet<LaterLetterRecord> LaterLetters => Set<LaterLetterRecord>();
    public DbSet<PartyRecord> Parties => Set<PartyRecord>();
    public DbSet<Disclosure> Disclosures => Set<Disclosure>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<LetterRecord>(letter =>
        {
            letter.ToTable("Letters");
            letter.HasKey(row => row.SubmissionId);
            letter.Property(row => row.SubmissionId).ValueGeneratedNever();
            letter.Property(row => row.WrappedKey).HasMaxLength(128);
            letter.Property(row => row.KeyId).HasMaxLength(16);
            letter.Property(row => row.Sealed).HasMaxLength(512 * 1024);
        });
        modelBuilder.Entity<LaterLetterRecord>(letter =>
        {
            letter.ToTable("LaterLetters");
            letter.HasKey(row => row.Id);
            letter.Property(row => row.Id).ValueGeneratedNever();
            letter.Property(row => row.Kind).HasMaxLength(40);
            letter.Property(row => row.SealedAt);
            letter.Property(row => row.Sealed).HasMaxLength(64 * 1024);
            letter.HasIndex(row => row.SubmissionId);
        });
        modelBuilder.Entity<PartyRecord>(party =>
        {
            party.ToTable("Parties");
            party.HasKey(row => row.Id);
            party.Property(row => row.Id).ValueGeneratedNever();
            party.Property(row => row.Role).HasMaxLength(20);
            party.Property(row => row.Position);
            party.Property(row => row.Sealed).HasMaxLength(8 * 1024);
            party.HasIndex(row => row.SubmissionId);
        });
        modelBuilder.Entity<Disclosure>(disclosure =>
        {
            disclosure.ToTable("Disclosures");
            disclosure.HasKey(row => row.Id);
            disclosure.Property(row => row.Id).ValueGeneratedNever();
            disclosure.Property(row => row.ReadBy).HasMaxLength(120);
            disclosure.Property(row => row.Role).HasMaxLength(40);
            disclosure.Property(row => row.Department).HasMaxLength(60);
            disclosure.Property(row => row.Purpose).HasMaxLength(60);
            disclosure.Property(row => row.Reason).HasMaxLength(1000);
            disclosure.Property(row => row.At);
            disclosure.HasIndex(row => row.PartyId);
            disclosure.HasIndex(row => row.SubmissionId);
        });
    }
}

/// <summary>The letter, sealed, with the wrapped key that opens it and its parties.</summary>
internal sealed class LetterRecord(Guid submissionId, byte[] wrappedKey, string keyId, byte[] @sealed)
{
    public Guid SubmissionId { get; } = submissionId;
    public byte[] WrappedKey { get; } = wrappedKey;
    public string KeyId { get; } = keyId;
    public byte[] Sealed { get; } = @sealed;
}

/// <summary>A later letter of the same sender, sealed with the key of the first.</summary>
internal sealed class LaterLetterRecord(Guid id, Guid submissionId, string kind, DateTimeOffset sealedAt, byte[] @sealed)
{
    public Guid Id { get; } = id;
    public Guid SubmissionId { get; } = submissionId;
    public string Kind { get; } = kind;
    public DateTimeOffset SealedAt { get; } = sealedAt;
    public byte[] Sealed { get; } = @sealed;
}

/// <summary>A party, sealed.</summary>
internal sealed class PartyRecord(Guid id, Guid submissionId, string role, int position, byte[] @sealed)
{
    public Guid Id { get; } = id;
    public Guid SubmissionId { get; } = submissionId;
    public string Role { get; } = role;
    public int Position { get; } = position;
    public byte[] Sealed { get; } = @sealed;
}

/// <summary>One reading of one identity.</summary>
internal sealed class Disclosure(
    Guid id, Guid partyId, Guid submissionId, string readBy, string role, string department, string purpose, string reason, DateTimeOffset at)
{
    public Guid Id { get; } = id;
    public Guid PartyId { get; } = partyId;
    public Guid SubmissionId { get; } = submissionId;
    public string ReadBy { get; } = readBy;
    public string Role { get; } = role;
    public string Department { get; } = department;
    public string Purpose { get; } = purpose;
    public string Reason { get; } = reason;
    public DateTimeOffset At { get; } = at;
}
