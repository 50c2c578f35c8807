using MassTransit;

namespace Shared.Messaging;

/// <summary>Delivery is a confirmed publish. A command whose queue does not exist is returned by the broker and tried again.</summary>
internal sealed class RabbitMqTransport(IBus bus) : IMessageTransport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public bool InProcess => false;

    public async Task DeliverAsync(
        Guid messageId, object message, Type type, string? destination, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        if (destination is null)
        {
            await bus.Publish(message, type, Pipe.Execute<PublishContext>(context => context.MessageId = messageId), limited.Token);
            return;
        }

        // "exchange:" keeps this side from declaring the queue with other arguments than its owner; "mandatory" keeps a message for
        // a queue that nobody has declared yet in our outbox.
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{destination}"));
        await endpoint.Send(message, type, Pipe.Execute<SendContext>(context =>
        {
            context.MessageId = messageId;
            if (context.TryGetPayload(out RabbitMqSendContext? rabbit)) rabbit.Mandatory = true;
        }), limited.Token);
    }
}
