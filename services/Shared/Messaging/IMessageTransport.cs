namespace Shared.Messaging;

/// <summary>What delivers an outbox row: a call inside the process, or a broker.</summary>
internal interface IMessageTransport
{
    /// <summary>
    /// Whether delivery is a call. Then rows go one after the other, which keeps their order; nobody else delivers them; and a
    /// failure may be the message's own fault, so that it is set aside after enough attempts. Over a broker one by one would be
    /// slow, and when the broker is away nothing is wrong with any message: each is tried until it goes through.
    /// </summary>
    bool InProcess { get; }

    /// <summary>Returns once the message is safe: every consumer has committed, or the broker has confirmed it.</summary>
    Task DeliverAsync(Guid messageId, object message, Type type, string? destination, CancellationToken cancellationToken);
}
