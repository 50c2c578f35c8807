using System.Reflection;
using System.Text.Json;
using MassTransit;

namespace Shared.Messaging;

/// <summary>Which consumers this process has, and which types the names on the wire stand for.</summary>
public sealed class MessageRegistry
{
    private readonly List<ConsumerRegistration> consumers = [];
    private readonly Dictionary<string, Type> types = new(StringComparer.Ordinal);

    internal IReadOnlyList<ConsumerRegistration> Consumers => consumers;

    /// <summary>
    /// Which queues hear which events, in every process of an installation, whether or not it runs now. Whoever publishes binds them, so
    /// that a message said before its hearer ever started waits for it instead of getting lost.
    /// </summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<Type>> Topology { get; private set; } = new Dictionary<string, IReadOnlyList<Type>>();

    /// <summary>Adds every consumer of a service; its queues are named after the service.</summary>
    public void AddConsumersOf(string service, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsClass: true }))
        {
            if (!typeof(IConsumer).IsAssignableFrom(type)) continue;
            var definition = assembly.GetTypes().SingleOrDefault(candidate => DefinedConsumer(candidate) == type)
                ?? throw new InvalidOperationException($"{type.FullName} has no consumer definition.");
            consumers.Add(new ConsumerRegistration(service, type, definition));
            foreach (var message in MessagesOf(type)) types[message.FullName!] = message;
        }
    }

    /// <summary>Adds the messages an assembly defines, so that an outbox can be read whether or not anybody here consumes them.</summary>
    public void AddMessagesOf(Assembly contracts)
    {
        foreach (var type in contracts.GetExportedTypes()) types[type.FullName!] = type;
        using var document = contracts.GetManifestResourceStream("topology.json")
            ?? throw new InvalidOperationException($"{contracts.GetName().Name} does not say who hears what.");
        var queues = JsonSerializer.Deserialize<Dictionary<string, string[]>>(document)!;
        Topology = queues.ToDictionary(queue => queue.Key, IReadOnlyList<Type> (queue) => [.. queue.Value.Select(Resolve)], StringComparer.Ordinal);
    }

    /// <summary>Which queues the consumers registered here have for events, and what they hear: what the document says for all of them.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> OwnTopology => consumers.Where(registration => !registration.PerDepartment)
        .OrderBy(registration => registration.QueueName, StringComparer.Ordinal)
        .ToDictionary(registration => registration.QueueName,
            IReadOnlyList<string> (registration) => [.. MessagesOf(registration.Consumer).Select(message => message.FullName!)], StringComparer.Ordinal);

    internal Type ConsumerNamed(string name) =>
        consumers.Find(registration => registration.Consumer.FullName == name)?.Consumer
            ?? throw new InvalidOperationException($"No consumer is known as {name}.");

    internal Type Resolve(string name) =>
        types.GetValueOrDefault(name) ?? throw new InvalidOperationException($"No message type is known as {name}.");

    private static IEnumerable<Type> MessagesOf(Type consumer) =>
        consumer.GetInterfaces()
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(contract => contract.GetGenericArguments()[0]);

    private static Type? DefinedConsumer(Type definition)
    {
        if (definition.IsAbstract) return null;
        for (var type = definition.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConsumerDefinition<>))
                return type.GetGenericArguments()[0];
        }

        return null;
    }
}

internal sealed record ConsumerRegistration(string Service, Type Consumer, Type Definition)
{
    public string QueueName
    {
        get
        {
            var name = Consumer.Name;
            if (name.EndsWith("Consumer", StringComparison.Ordinal)) name = name[..^"Consumer".Length];
            return $"{Service}-{KebabCaseEndpointNameFormatter.Instance.SanitizeName(name)}";
        }
    }

    public bool PerDepartment
    {
        get
        {
            for (var type = Definition.BaseType; type is not null; type = type.BaseType)
            {
                if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DepartmentConsumerDefinition<>)) return true;
            }

            return false;
        }
    }
}
