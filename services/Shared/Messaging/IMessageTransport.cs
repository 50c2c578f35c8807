namespace Shared.Messaging;

/// <summary>What delivers an outbox row: a call inside the process, or a broker.</summary>
internal interface IMessageTransport
{
    /// <summary>Whether rows are delivered one after the other. In process, that keeps their order; over a broker it would be slow.</summary>
    bool OneByOne { get; }

    /// <summary>
    /// Whether a failure may be the message's own fault, so that it is set aside after enough attempts. When the broker is away
    /// nothing is wrong with any message, and each is tried until it goes through.
    /// </summary>
    bool GivesUp { get; }

    /// <summary>Returns once the message is safe: every consumer has committed, or the broker has confirmed it.</summary>
    Task DeliverAsync(Guid messageId, object message, Type type, string? destination, CancellationToken cancellationToken);
}
