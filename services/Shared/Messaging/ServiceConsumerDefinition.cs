using MassTransit;

namespace Shared.Messaging;

/// <summary>
/// The queue and the patience of a consumer: some quick retries, some slow ones, then the error queue where an operator sees it.
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
    public static void Apply(IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator) return; // in process, the outbox itself tries again
        endpoint.UseMessageRetry(retry => retry.Intervals(
            TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3),
            TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(20)));
    }
}
