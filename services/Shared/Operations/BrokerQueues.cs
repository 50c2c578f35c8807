using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shared.Departments;
using Shared.Messaging;

namespace Shared.Operations;

/// <summary>How long the queues of this process are, as the broker tells it.</summary>
internal sealed partial class BrokerQueues(
    IOptions<MessagingOptions> options, MessageRegistry registry, DepartmentDirectory departments, ILogger<BrokerQueues> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The queues this process takes messages from, with what could not be read beside each; empty when messages are calls.</summary>
    /// <returns>Null when the broker does not answer.</returns>
    public async Task<IReadOnlyList<QueueStatus>?> StatusAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Transport != MessagingTransport.RabbitMq) return [];
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            var factory = new ConnectionFactory { Uri = new Uri(options.Value.BrokerUri!), AutomaticRecoveryEnabled = false };
            await using var connection = await factory.CreateConnectionAsync(limited.Token);
            var found = new List<QueueStatus>();
            foreach (var queue in Names())
            {
                if (await DepthAsync(connection, queue, limited.Token) is { } known)
                    found.Add(known with { Unreadable = (await DepthAsync(connection, $"{queue}_error", limited.Token))?.Messages ?? 0 });
            }

            return found;
        }
        catch (Exception away) when (away is BrokerUnreachableException or OperationCanceledException or OperationInterruptedException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BrokerAway(away.GetType().Name);
            return null;
        }
    }

    private IEnumerable<string> Names() => registry.Consumers
        .SelectMany(registration => registration.PerDepartment
            ? departments.Served.Select(department => DepartmentQueues.Of(registration.Service, department.Code))
            : [registration.QueueName])
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Asking for a queue that is not there closes the channel, so each has its own.</summary>
    private static async Task<QueueStatus?> DepthAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            var declared = await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            return new QueueStatus(queue, (int)declared.MessageCount, (int)declared.ConsumerCount, 0);
        }
        catch (OperationInterruptedException gone) when (gone.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }

    [LoggerMessage(9301, LogLevel.Warning, "The broker could not be asked for its queues ({Cause}).")]
    private partial void BrokerAway(string cause);
}

/// <summary>One queue.</summary>
/// <param name="Consumers">How many processes take from it.</param>
/// <param name="Unreadable">Messages that could not even be read, kept in the queue's error queue.</param>
internal sealed record QueueStatus(string Queue, int Messages, int Consumers, int Unreadable);
