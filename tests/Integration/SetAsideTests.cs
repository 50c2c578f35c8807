using Contracts.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Oversight.Persistence;
using Shared.Messaging;
using Shared.Operations;
using Xunit;
using ContractsShared = Contracts.Shared;

namespace Integration;

/// <summary>A message that cannot be dealt with yet is kept and tried again; one that keeps failing waits for an operator.</summary>
[Collection("databases")]
public sealed class SetAsideTests(Databases databases)
{
    private const string Department = "xa-go-may";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Event_BeforeWhatItBuildsOn_WaitsForHoursAndIsDealtWithOnce(string database)
    {
        var host = await databases.OpenAsync(database);
        Guid deadline = Guid.NewGuid(), submission = Guid.NewGuid(), late = Guid.NewGuid();
        var missed = new ContractsShared.DeadlineMissed(deadline, submission, Department, "KN1.ACCEPT", new DateOnly(2026, 11, 20), host.Time.GetUtcNow());
        await host.DeliverAsync(late, missed, Token);
        await host.DeliverAsync(late, missed, Token);
        var aside = Assert.Single(await AsideAsync(host, late));
        Assert.Equal((nameof(NotYetException), 1, 0), (aside.Reason, aside.Attempts, aside.Failures));

        for (var hour = 0; hour < 6; hour++)
        {
            host.Time.Advance(TimeSpan.FromHours(1));
            await TryAsync(host);
        }

        aside = Assert.Single(await AsideAsync(host, late));
        Assert.Null(aside.FailedAt);
        Assert.True(aside.Attempts >= 7, $"{aside.Attempts} attempts");

        await host.DeliverAsync(Guid.NewGuid(), new ContractsShared.DeadlineStarted(
            deadline, submission, null, Department, "KN1.ACCEPT", "Thụ lý", "Acceptance", new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 20), "Điều 27",
            true, true, "{}", host.Time.GetUtcNow()), Token);
        host.Time.Advance(TimeSpan.FromMinutes(6));
        await TryAsync(host);
        Assert.Empty(await AsideAsync(host, late));
        Assert.Equal(1, await host.ReadAsync<OversightDbContext, int>(db => db.Inbox.CountAsync(entry => entry.MessageId == late, Token)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Message_ThatKeepsFailing_WaitsForAnOperatorWhoLetsItTryAgainOrGivesItUp(string database)
    {
        var host = await databases.OpenAsync(database);
        var id = Guid.NewGuid();
        // Its start has not arrived, so it is set aside; then what was kept is spoilt.
        await host.DeliverAsync(id, new ContractsShared.DeadlineMissed(Guid.NewGuid(), Guid.NewGuid(), Department, "X", new DateOnly(2026, 11, 20), host.Time.GetUtcNow()), Token);
        await host.ReadAsync<OversightDbContext, int>(db => db.SetAside.Where(row => row.MessageId == id)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.Body, "{\"deadlineId\":\"no id\"}"), Token));
        for (var attempt = 0; attempt < 12; attempt++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(6));
            await TryAsync(host);
        }

        var keeper = host.Services.GetServices<IMessageKeeper>().Single(one => one.Name == "Oversight");
        var failed = (await keeper.FailedAsync(500, Token)).Single(one => one.MessageId == id);
        Assert.Equal("JsonException", failed.Reason);
        Assert.True((await keeper.StatusAsync(Token)).Failed >= 1);

        Assert.Equal(1, await keeper.RequeueAsync(id, Token));
        Assert.Null(Assert.Single(await AsideAsync(host, id)).FailedAt);
        Assert.False(await keeper.DiscardAsync(id, "Không còn cần.", Token));
        for (var attempt = 0; attempt < 12; attempt++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(6));
            await TryAsync(host);
        }

        Assert.True(await keeper.DiscardAsync(id, "Không còn cần.", Token));
        Assert.Empty(await AsideAsync(host, id));
        var audit = await host.ReadAsync<OversightDbContext, List<string>>(db => db.AuditEntries.AsNoTracking()
            .Where(entry => entry.Action.StartsWith("Message.")).Select(entry => entry.Action).ToListAsync(Token));
        Assert.Contains("Message.Requeued", audit);
        Assert.Contains("Message.Discarded", audit);
    }

    [Fact]
    public async Task Message_LargerThanAQueueTakes_IsRefusedWhereItIsMade()
    {
        var host = await databases.OpenAsync("SQLite");
        var refused = await Assert.ThrowsAsync<MessageTooLargeException>(() => host.SaveAsync<OversightDbContext>(
            db => db.Publish(new SubmissionReturned(
                Guid.NewGuid(), Guid.NewGuid(), new string('x', OutboxMessage.LongestBody), Department, new DateOnly(2026, 11, 20), host.Time.GetUtcNow())), Token));
        Assert.Contains(nameof(SubmissionReturned), refused.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task TryAsync(ServiceHost host)
    {
        var rounds = host.Services.GetRequiredService<SetAsideRounds<OversightDbContext>>();
        while (await rounds.TryDueAsync(Token) > 0)
        {
            // Until nothing is due.
        }
    }

    private static Task<List<SetAsideMessage>> AsideAsync(ServiceHost host, Guid messageId) => host.ReadAsync<OversightDbContext, List<SetAsideMessage>>(
        db => db.SetAside.AsNoTracking().Where(row => row.MessageId == messageId && row.Consumer.StartsWith("Oversight.")).ToListAsync(Token));
}
