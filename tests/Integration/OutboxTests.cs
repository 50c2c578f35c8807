using System.Collections.Concurrent;
using Contracts.Intake;
using Contracts.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Routing.Persistence;
using Shared.Messaging;
using Support;
using Xunit;

namespace Integration;

/// <summary>What was decided is delivered: in order where delivery is a call, once however many deliver, again when it failed.</summary>
[Collection("databases")]
public sealed class OutboxTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Dispatch_InProcess_KeepsTheOrderOfTheCommits(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var sent = await PublishAsync(host, 40, cancellationToken);

        var transport = new RecordingTransport(inProcess: true);
        await DispatchAsync(host, [transport], sent, cancellationToken);

        Assert.Equal(sent, transport.Delivered.Where(sent.Contains));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Dispatch_BySeveralInstances_DeliversEachOnce(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var sent = await PublishAsync(host, 150, cancellationToken);

        var transport = new RecordingTransport(inProcess: false);
        await DispatchAsync(host, [transport, transport, transport], sent, cancellationToken);

        Assert.Equal(sent.Order(), transport.Delivered.Where(sent.Contains).Order());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Dispatch_DeliveryFailed_ComesAgainWithoutTheTextOfTheError(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var sent = await PublishAsync(host, 3, cancellationToken);
        var refused = sent[1];

        var failing = new RecordingTransport(inProcess: true) { Refuses = refused };
        await DispatchAsync(host, [failing], [.. sent.Where(id => id != refused)], cancellationToken);
        await Poll.UntilAsync(async () => await RowAsync(host, refused, cancellationToken) is { Attempts: > 0 }, "the failure to be noted", cancellationToken);
        var left = (await RowAsync(host, refused, cancellationToken))!;
        Assert.Null(left.ClaimedBy);
        Assert.Null(left.FailedAt);
        Assert.Equal(nameof(TimeoutException), left.LastError);
        Assert.True(left.NextAttemptAt > host.Time.GetUtcNow());

        host.Time.Advance(TimeSpan.FromMinutes(1));
        var healed = new RecordingTransport(inProcess: true);
        await DispatchAsync(host, [healed], [refused], cancellationToken);
        Assert.Equal([refused], healed.Delivered.Where(sent.Contains));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Publish_TransactionGivenUp_LeavesNothingToDeliver(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var id = Guid.NewGuid();
        await host.InScopeAsync<RoutingDbContext, int>(async (db, _) =>
        {
            await using var transaction = await Shared.Persistence.WriteTransaction.BeginAsync(db, cancellationToken);
            db.Publish(new SubmissionClassified(id, "complaint", "first", "Chủ tịch UBND xã Gò Mây", "Điều 17", true, db.Now));
            return await db.SaveChangesAsync(cancellationToken);
        });
        var bodies = await host.ReadAsync<RoutingDbContext, List<string>>(db => db.Outbox.AsNoTracking().Select(row => row.Body).ToListAsync(cancellationToken));
        Assert.DoesNotContain(bodies, body => body.Contains(id.ToString(), StringComparison.Ordinal));
    }

    /// <summary>Commits so many messages one after the other and returns their ids in that order.</summary>
    private static async Task<List<Guid>> PublishAsync(ServiceHost host, int count, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
            await host.SaveAsync<RoutingDbContext>(db =>
            {
                db.Publish(new SubmissionWithdrawn(Guid.NewGuid(), new DateOnly(2026, 11, 24), db.Now));
                ids.Add(db.Outbox.Local.Single().Id);
            }, cancellationToken);
        }

        return ids;
    }

    /// <summary>Runs dispatchers side by side until none of these messages is left to deliver.</summary>
    private static async Task DispatchAsync(
        ServiceHost host, RecordingTransport[] transports, List<Guid> messages, CancellationToken cancellationToken)
    {
        var dispatchers = transports.Select(transport =>
            ActivatorUtilities.CreateInstance<OutboxDispatcher<RoutingDbContext>>(host.Services, transport)).ToList();
        await Task.WhenAll(dispatchers.Select(dispatcher => dispatcher.StartAsync(cancellationToken)));
        await Poll.UntilAsync(
            async () => !await host.ReadAsync<RoutingDbContext, bool>(db => db.Outbox.AnyAsync(row => messages.Contains(row.Id), cancellationToken)),
            "the outbox to be delivered", cancellationToken);
        await Task.WhenAll(dispatchers.Select(dispatcher => dispatcher.StopAsync(cancellationToken)));
        foreach (var dispatcher in dispatchers) dispatcher.Dispose();
    }

    private static Task<OutboxMessage?> RowAsync(ServiceHost host, Guid id, CancellationToken cancellationToken) =>
        host.ReadAsync<RoutingDbContext, OutboxMessage?>(db => db.Outbox.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken));

    /// <summary>Keeps the ids of what it is given, in that order.</summary>
    private sealed class RecordingTransport(bool inProcess) : IMessageTransport
    {
        private readonly ConcurrentQueue<Guid> delivered = new();

        public bool InProcess => inProcess;
        public Guid? Refuses { get; init; }
        public IReadOnlyList<Guid> Delivered => [.. delivered];

        public Task DeliverAsync(Guid messageId, object message, Type type, string? destination, CancellationToken cancellationToken)
        {
            if (messageId == Refuses) throw new TimeoutException("bà Nguyễn Thị Mơ");
            delivered.Enqueue(messageId);
            return Task.CompletedTask;
        }
    }
}
