using MassTransit;
using MassTransit.Mediator;

namespace Shared.Messaging;

/// <summary>Delivery is a call: it returns when every consumer in this process has committed, and throws when one has not.</summary>
internal sealed class InProcessTransport(IMediator mediator) : IMessageTransport
{
    public bool InProcess => true;

    public Task DeliverAsync(Guid messageId, object message, Type type, string? destination, CancellationToken cancellationToken)
    {
        // Both ends are here, so a command needs no queue; its consumer looks at the department it names.
        return destination is null
            ? mediator.Publish(message, type, Pipe.Execute<PublishContext>(context => context.MessageId = messageId), cancellationToken)
            : mediator.Send(message, type, Pipe.Execute<SendContext>(context => context.MessageId = messageId), cancellationToken);
    }
}
