using MassTransit;

namespace Shared.Messaging;

/// <summary>
/// The queue of a consumer and its patience. What it cannot deal with it sets aside itself; what comes back here is a race that is run
/// again at once, or a database that cannot be written: then the message stays in its queue until it can.
/// </summary>
public abstract class ServiceConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer> where TConsumer : class, IConsumer
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context) => Retries.Apply(endpointConfigurator);
}

/// <summary>The definition of a consumer that takes commands for one department from the queue of that department.</summary>
public abstract class DepartmentConsumerDefinition<TConsumer> : ServiceConsumerDefinition<TConsumer> where TConsumer : class, IConsumer;

internal static class Retries
{
    /// <summary>Half a minute apart they last for a day; the broker gives the message to another instance long before.</summary>
    private const int Attempts = 2880;

    public static void Apply(IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator) return; // in process, the outbox itself tries again
        endpoint.UseMessageRetry(retry => retry.Exponential(
            Attempts, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(200)));
    }
}
