namespace Shared.Operations;

/// <summary>One database of this process that keeps messages: those to be sent, those set aside, those that failed.</summary>
internal interface IMessageKeeper
{
    /// <summary>The database, such as <c>Routing</c>.</summary>
    string Name { get; }

    Task<KeeperStatus> StatusAsync(CancellationToken cancellationToken);

    /// <summary>What waits for an operator, the oldest first.</summary>
    Task<IReadOnlyList<FailedMessage>> FailedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Lets what failed be tried again: one message, or all when none is named. Says how many.</summary>
    Task<int> RequeueAsync(Guid? messageId, CancellationToken cancellationToken);

    /// <summary>Gives a failed message up for good. The reason is kept in the audit trail. Returns whether it was there.</summary>
    Task<bool> DiscardAsync(Guid messageId, string reason, CancellationToken cancellationToken);
}

/// <summary>How the messages of one database stand, and its deadlines.</summary>
/// <param name="Outgoing">Messages decided on and not yet delivered.</param>
/// <param name="OutgoingOldestSeconds">How long the oldest of them waits.</param>
/// <param name="Waiting">Messages set aside that will be tried again.</param>
/// <param name="Failed">Messages that wait for an operator.</param>
/// <param name="SweepBehindDays">How many days the oldest threshold of a deadline lies back that nobody has announced; null where there are no deadlines.</param>
/// <param name="LastMigration">The newest change of the schema that is in the database.</param>
internal sealed record KeeperStatus(
    string Database, bool IsReachable, int Outgoing, double OutgoingOldestSeconds, int Waiting, double WaitingOldestSeconds, int Failed,
    int? SweepBehindDays, string? LastMigration)
{
    public static KeeperStatus Unreachable(string database) => new(database, false, 0, 0, 0, 0, 0, null, null);
}

/// <summary>A message that waits for an operator. Its text is not told: it is for the consumer alone.</summary>
/// <param name="Consumer">Who could not deal with it; null when it could not even be delivered.</param>
internal sealed record FailedMessage(
    string Database, Guid MessageId, string Type, string? Consumer, string? Reason, int Attempts, DateTimeOffset ArrivedAt, DateTimeOffset FailedAt);
