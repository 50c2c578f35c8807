using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Messaging;

/// <summary>
/// A message that has arrived and that one consumer cannot deal with yet: what it builds on is missing, or the consumer failed. It is
/// kept here and tried again, for as long as it takes; one that keeps failing waits for an operator.
/// </summary>
internal sealed class SetAsideMessage(
    Guid messageId, string consumer, string type, string body, string? traceParent, string reason, DateTimeOffset arrivedAt, DateTimeOffset nextAttemptAt)
{
    public Guid MessageId { get; } = messageId;

    /// <summary>The full name of the consumer's class; the same in its <see cref="InboxEntry"/>.</summary>
    public string Consumer { get; } = consumer;
    public string Type { get; } = type;
    public string Body { get; } = body;
    public string? TraceParent { get; } = traceParent;
    public DateTimeOffset ArrivedAt { get; } = arrivedAt;
    public DateTimeOffset NextAttemptAt { get; private set; } = nextAttemptAt;
    public int Attempts { get; private set; } = 1;

    /// <summary>How many of the attempts failed for another reason than something missing.</summary>
    public int Failures { get; private set; }
    public Guid? ClaimedBy { get; private set; }

    /// <summary>When it was left to an operator.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>The kind of the last error, never its text: an exception may quote what it choked on.</summary>
    public string Reason { get; private set; } = reason;

    public void CountFailure() => Failures++;
}

internal sealed class SetAsideMessageConfiguration : IEntityTypeConfiguration<SetAsideMessage>
{
    public void Configure(EntityTypeBuilder<SetAsideMessage> builder)
    {
        builder.ToTable("SetAside");
        builder.HasKey(message => new { message.MessageId, message.Consumer });
        builder.Property(message => message.Consumer).HasMaxLength(120);
        builder.Property(message => message.Type).HasMaxLength(160);
        builder.Property(message => message.Body).HasMaxLength(OutboxMessage.LongestBody);
        builder.Property(message => message.TraceParent).HasMaxLength(80);
        builder.Property(message => message.ArrivedAt);
        builder.Property(message => message.Reason).HasMaxLength(200);
        builder.HasIndex(message => new { message.FailedAt, message.NextAttemptAt });
        builder.HasIndex(message => message.ClaimedBy);
    }
}
