using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Messaging;

/// <summary>One message that one consumer has dealt with; written in the same transaction as what the consumer did.</summary>
internal sealed class InboxEntry(Guid messageId, string consumer, DateTimeOffset consumedAt)
{
    public Guid MessageId { get; } = messageId;
    public string Consumer { get; } = consumer;
    public DateTimeOffset ConsumedAt { get; } = consumedAt;
}

internal sealed class InboxEntryConfiguration : IEntityTypeConfiguration<InboxEntry>
{
    public void Configure(EntityTypeBuilder<InboxEntry> builder)
    {
        builder.ToTable("Inbox");
        builder.HasKey(entry => new { entry.MessageId, entry.Consumer });
        builder.Property(entry => entry.Consumer).HasMaxLength(120);
        builder.Property(entry => entry.ConsumedAt);
        builder.HasIndex(entry => entry.ConsumedAt);
    }
}
