using System.Reflection;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shared.Departments;
using Shared.Operations;
using Shared.Persistence;

namespace Shared.Messaging;

/// <summary>Gives services their consumers and dispatchers, and the process its one way of carrying messages.</summary>
public static class MessagingRegistration
{
    /// <summary>Adds the consumers found in a service's assembly and the messages of <paramref name="contracts"/>.</summary>
    public static IServiceCollection AddServiceConsumers(this IServiceCollection services, string service, Assembly assembly, Assembly contracts)
    {
        var registry = services.GetMessageRegistry();
        registry.AddConsumersOf(service, assembly);
        registry.AddMessagesOf(contracts);
        return services;
    }

    /// <summary>Adds the dispatcher that delivers the outbox of <typeparamref name="TContext"/>.</summary>
    public static IServiceCollection AddOutbox<TContext>(this IServiceCollection services) where TContext : ServiceDbContext
    {
        services.TryAddSingleton<OutboxSignal>();
        services.AddHostedService<OutboxDispatcher<TContext>>();
        services.AddSingleton<IMessageKeeper, MessageKeeper<TContext>>();
        services.AddSingleton<SetAsideRounds<TContext>>();
        services.AddHostedService(provider => provider.GetRequiredService<SetAsideRounds<TContext>>());
        return services;
    }

    /// <summary>Chooses the transport. Called once by the host, after every service has been added.</summary>
    public static IHostApplicationBuilder AddMessageTransport(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MessagingOptions>().BindConfiguration(MessagingOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.Transport != MessagingTransport.RabbitMq || Uri.TryCreate(options.BrokerUri, UriKind.Absolute, out _),
                $"{MessagingOptions.Section}:BrokerUri is required for RabbitMq and must be an absolute amqp address.")
            .ValidateOnStart();
        services.TryAddSingleton<OutboxSignal>();
        services.TryAddSingleton<BrokerQueues>();

        var registry = services.GetMessageRegistry();
        var options = builder.Configuration.GetSection(MessagingOptions.Section).Get<MessagingOptions>() ?? new MessagingOptions();
        if (options.Transport == MessagingTransport.RabbitMq) AddRabbitMq(services, registry, options);
        else AddInProcess(services, registry);
        return builder;
    }

    private static void AddInProcess(IServiceCollection services, MessageRegistry registry)
    {
        services.AddMediator(mediator =>
        {
            foreach (var registration in registry.Consumers) mediator.AddConsumer(registration.Consumer, registration.Definition);
        });
        services.AddSingleton<IMessageTransport, InProcessTransport>();
    }

    private static void AddRabbitMq(IServiceCollection services, MessageRegistry registry, MessagingOptions options)
    {
        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            host.WaitUntilStarted = true;
            host.StartTimeout = TimeSpan.FromSeconds(60);
            host.StopTimeout = TimeSpan.FromSeconds(8);
        });
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var registration in registry.Consumers) bus.AddConsumer(registration.Consumer, registration.Definition);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(options.BrokerUri!));
                rabbit.PrefetchCount = options.Prefetch;
                rabbit.DeployPublishTopology = true;
                foreach (var (queue, messages) in registry.Topology)
                {
                    foreach (var message in messages)
                    {
                        var published = (IRabbitMqMessagePublishTopologyConfigurator)rabbit.PublishTopology.GetMessageTopology(message);
                        published.BindQueue(queue, queue, binding => binding.SetQueueArgument("x-queue-type", "quorum"));
                    }
                }

                foreach (var registration in registry.Consumers.Where(registration => !registration.PerDepartment))
                {
                    rabbit.ReceiveEndpoint(registration.QueueName, endpoint =>
                    {
                        endpoint.SetQuorumQueue();
                        endpoint.ConfigureConsumer(context, registration.Consumer);
                    });
                }

                foreach (var service in registry.Consumers.Where(registration => registration.PerDepartment).GroupBy(r => r.Service))
                {
                    foreach (var department in context.GetRequiredService<DepartmentDirectory>().Served)
                    {
                        rabbit.ReceiveEndpoint(DepartmentQueues.Of(service.Key, department.Code), endpoint =>
                        {
                            endpoint.SetQuorumQueue();
                            endpoint.ConfigureConsumeTopology = false; // commands are sent here; nothing is published to it
                            foreach (var registration in service) endpoint.ConfigureConsumer(context, registration.Consumer);
                        });
                    }
                }
            });
        });
        services.AddSingleton<IMessageTransport, RabbitMqTransport>();
    }

    private static MessageRegistry GetMessageRegistry(this IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(MessageRegistry))?.ImplementationInstance is MessageRegistry known)
            return known;
        var registry = new MessageRegistry();
        services.AddSingleton(registry);
        return registry;
    }
}

/// <summary>The queue on which a department takes its commands.</summary>
public static class DepartmentQueues
{
    public static string Of(string service, string department) => $"{service}-{department}";

    /// <summary>The queue of the Resolution that serves a department.</summary>
    public static string OfResolution(string department) => Of("resolution", department);
}
