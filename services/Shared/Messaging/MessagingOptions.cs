using System.ComponentModel.DataAnnotations;

namespace Shared.Messaging;

/// <summary>How messages between services travel.</summary>
public sealed class MessagingOptions
{
    public const string Section = "DonThu:Messaging";

    /// <summary><c>InProcess</c> (one process with every service) or <c>RabbitMq</c>.</summary>
    [EnumDataType(typeof(MessagingTransport))]
    public MessagingTransport Transport { get; set; } = MessagingTransport.InProcess;

    /// <summary>Address of the broker, for example <c>amqp://user:password@host:5672/vhost</c>. Required for RabbitMQ.</summary>
    public string? BrokerUri { get; set; }

    /// <summary>How often an outbox is looked at when nothing signalled.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a claimed message is left to the instance that claimed it.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan ClaimFor { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many messages one round takes.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 64;

    /// <summary>How many messages of a queue this process takes at a time.</summary>
    [Range(1, 1000)]
    public ushort Prefetch { get; set; } = 16;

    /// <summary>After so many attempts a message is set aside for an operator.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 12;
}

/// <summary>What carries messages from service to service.</summary>
public enum MessagingTransport
{
    InProcess,
    RabbitMq,
}
