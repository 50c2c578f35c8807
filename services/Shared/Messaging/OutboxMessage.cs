using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Messaging;

/// <summary>
/// A message that was decided on in a transaction and waits to be delivered. Deleted once delivered; kept, and shown to operators,
/// when it fails for good.
/// </summary>
internal sealed class OutboxMessage(
    Guid id, string type, string body, string? destination, string? traceParent, DateTimeOffset createdAt)
{
    /// <summary>The most characters a message may have as JSON; the broker and the column hold it.</summary>
    public const int LongestBody = 64 * 1024;

    public Guid Id { get; } = id;
    public string Type { get; } = type;
    public string Body { get; } = body;
    public string? Destination { get; } = destination;
    public string? TraceParent { get; } = traceParent;
    public DateTimeOffset CreatedAt { get; } = createdAt;
    public DateTimeOffset NextAttemptAt { get; private set; } = createdAt;
    public int Attempts { get; private set; }
    public Guid? ClaimedBy { get; private set; }
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>The kind of error, never its text: an exception may quote what it choked on.</summary>
    public string? LastError { get; private set; }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("Outbox");
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Type).HasMaxLength(160);
        builder.Property(message => message.Body).HasMaxLength(OutboxMessage.LongestBody);
        builder.Property(message => message.Destination).HasMaxLength(160);
        builder.Property(message => message.TraceParent).HasMaxLength(80);
        builder.Property(message => message.CreatedAt);
        builder.Property(message => message.LastError).HasMaxLength(200);
        builder.HasIndex(message => new { message.FailedAt, message.NextAttemptAt });
        builder.HasIndex(message => message.ClaimedBy);
    }
}
