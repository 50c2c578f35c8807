using System.Text.Json;
using Contracts.Intake;
using Contracts.Resolution;
using Contracts.Routing;
using Contracts.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Oversight.Features.GetOverview;
using Oversight.Persistence;
using Resolution.Persistence;
using Routing.Persistence;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;
using Xunit;

namespace Integration;

/// <summary>Delivery is at least once: what comes again, by the same id or another, changes nothing.</summary>
[Collection("databases")]
public sealed class ReplayTests(Databases databases)
{
    private const string Department = "xa-go-may";
    private static readonly DateOnly Day = new(2026, 11, 23);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Registered_DeliveredAgain_OpensOneFileAndProposesOnce(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var message = Registered(host);
        var messageId = Guid.NewGuid();

        await host.DeliverAsync(messageId, message, cancellationToken);
        await host.DeliverAsync(messageId, message, cancellationToken);
        await host.DeliverAsync(Guid.NewGuid(), message, cancellationToken);

        Assert.Equal(1, await host.ReadAsync<RoutingDbContext, int>(db => db.Files.CountAsync(file => file.Id == message.SubmissionId, cancellationToken)));
        Assert.Equal(1, await SaidAsync<RoutingDbContext>(host, typeof(CompetenceProposed), message.SubmissionId, cancellationToken));
        Assert.Equal(1, await host.ReadAsync<RoutingDbContext, int>(db => db.Inbox.CountAsync(entry => entry.MessageId == messageId, cancellationToken)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OpenCase_DeliveredAgain_OpensOneCaseWithOneTask(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var command = Command(host);
        var messageId = Guid.NewGuid();

        await host.DeliverAsync(messageId, command, cancellationToken);
        await host.DeliverAsync(messageId, command, cancellationToken);
        await host.DeliverAsync(Guid.NewGuid(), command, cancellationToken);

        await AssertOpenedOnceAsync(host, command, cancellationToken);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OpenCase_DeliveredFourTimesAtOnce_OpensOneCase(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var command = Command(host);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var messageId = Guid.NewGuid();
            try
            {
                await host.DeliverAsync(messageId, command, cancellationToken);
            }
            catch (DbUpdateException)
            {
                // A twin was first and the unique key refused this one; as the outbox would, deliver it again.
                await host.DeliverAsync(messageId, command, cancellationToken);
            }
        }));

        await AssertOpenedOnceAsync(host, command, cancellationToken);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Oversight_EveryEventDeliveredTwice_KnowsWhatItKnewAfterTheFirst(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var submission = Guid.NewGuid();
        var events = Events(host, submission).Select(message => (Id: Guid.NewGuid(), Message: message)).ToList();

        await host.DeliverAsync(Guid.NewGuid(), Registered(host, submission), cancellationToken);
        foreach (var (id, message) in events) await DeliverToOversightAsync(host, id, message, cancellationToken);
        var known = await KnownAsync(host, submission, cancellationToken);
        foreach (var (id, message) in events) await DeliverToOversightAsync(host, id, message, cancellationToken);

        Assert.Equal(known, await KnownAsync(host, submission, cancellationToken));
        Assert.Contains("\"closed\"", known, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Oversight_EventOvertakenByALaterOne_DoesNotMoveResponsibilityBack(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var submission = Guid.NewGuid();
        var at = host.Time.GetUtcNow();
        await DeliverToOversightAsync(host, Guid.NewGuid(), new CaseRouted(
            submission, Department, "Chủ tịch UBND xã Gò Mây", "complaint", "first", "Điều 17", Day, at.AddMinutes(2)), cancellationToken);
        await DeliverToOversightAsync(host, Guid.NewGuid(), new SubmissionTransferred(
            Guid.NewGuid(), submission, "so-khcn", "Chủ tịch UBND xã Gò Mây", Department, "01/PC", false, Day, at.AddMinutes(1)), cancellationToken);

        var status = await host.ReadAsync<OversightDbContext, string>(db =>
            db.Submissions.Where(row => row.Id == submission).Select(row => row.Status).SingleAsync(cancellationToken));
        Assert.Equal("in-resolution", status);
    }

    /// <summary>The same four events in every order: what Oversight knows of the task in the end does not depend on it.</summary>
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Oversight_Escalations_AreThoseOfOpenTasksInWhateverOrderTheyAreHeardOf(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var at = host.Time.GetUtcNow();
        var before = await EscalatedAsync(host, cancellationToken);
        foreach (var order in Permutations(3))
        {
            Guid taken = Guid.NewGuid(), due = Guid.NewGuid();
            object[] ofTaken = [Assigned(taken, null, Day, 1), Escalated(taken, "untaken", Day, 2), Assigned(taken, "user", Day, 3)];
            object[] ofDue = [Assigned(due, "user", Day, 1), Escalated(due, "due-near", Day, 2), Assigned(due, "other", Day, 3)];
            foreach (var next in order)
            {
                await DeliverToOversightAsync(host, Guid.NewGuid(), ofTaken[next], cancellationToken);
                await DeliverToOversightAsync(host, Guid.NewGuid(), ofDue[next], cancellationToken);
            }

            // Somebody has taken the one; the other is still due soon, whoever holds it, until it is done.
            Assert.Equal(before + 1, await EscalatedAsync(host, cancellationToken));
            await DeliverToOversightAsync(
                host, Guid.NewGuid(), new TaskEnded(due, due, due, Department, "Done", "other", at), cancellationToken);
            Assert.Equal(before, await EscalatedAsync(host, cancellationToken));
        }

        TaskAssigned Assigned(Guid id, string? to, DateOnly dueOn, int revision) =>
            new(id, id, id, Department, "A", "A", "A", "officer", to, dueOn, revision, at);
        TaskEscalated Escalated(Guid id, string step, DateOnly dueOn, int revision) =>
            new(id, id, id, Department, "A", step, null, dueOn, revision, at);
    }

    private static async Task<int> EscalatedAsync(ServiceHost host, CancellationToken cancellationToken) =>
        await host.InScopeAsync<OversightDbContext, int>(async (db, services) => (await GetOverview.Handle(
            ServiceHost.User($"head@{Department}"), db, services.GetRequiredService<DepartmentDirectory>(), host.Time, cancellationToken))
            .Value!.ByDepartment.Single(department => department.Department == Department).Escalated);

    private static IEnumerable<int[]> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(shorter => Enumerable.Range(0, count).Select(at => (int[])[.. shorter[..at], count - 1, .. shorter[at..]]));

    private static SubmissionRegistered Registered(ServiceHost host, Guid? id = null) => new(
        id ?? Guid.NewGuid(), "DT26-TEST2-TEST2", "complaint", "counter", Department, Day,
        new Dictionary<string, string> { ["kind.strongest"] = "complaint", ["territory"] = "xã Gò Mây" }, host.Time.GetUtcNow());

    private static OpenCase Command(ServiceHost host) => new(
        Guid.NewGuid(), Department, "DT26-TEST2-TEST2", "complaint", "first", "Chủ tịch UBND xã Gò Mây", Day,
        new Dictionary<string, string> { ["remote-area"] = "false" }, host.Time.GetUtcNow());

    private static async Task AssertOpenedOnceAsync(ServiceHost host, OpenCase command, CancellationToken cancellationToken)
    {
        var (cases, tasks, instances) = await host.ReadAsync<ResolutionDbContext, (int, int, int)>(async db => (
            await db.Cases.CountAsync(row => row.SubmissionId == command.SubmissionId, cancellationToken),
            await db.Tasks.CountAsync(row => row.SubmissionId == command.SubmissionId, cancellationToken),
            await db.Instances.CountAsync(row => row.SubmissionId == command.SubmissionId, cancellationToken)));
        Assert.Equal((1, 1, 1), (cases, tasks, instances));
        Assert.Equal(1, await SaidAsync<ResolutionDbContext>(host, typeof(CaseOpened), command.SubmissionId, cancellationToken));
    }

    /// <summary>How many messages of a type about a submission wait in the outbox.</summary>
    private static Task<int> SaidAsync<TContext>(ServiceHost host, Type message, Guid submission, CancellationToken cancellationToken)
        where TContext : ServiceDbContext =>
        host.ReadAsync<TContext, int>(async db =>
        {
            var bodies = await db.Outbox.AsNoTracking().Where(row => row.Type == message.FullName).Select(row => row.Body).ToListAsync(cancellationToken);
            return bodies.Count(body => body.Contains(submission.ToString(), StringComparison.Ordinal));
        });

    /// <summary>An event goes to other services, too, which may be waiting for one that this test does not send; only Oversight matters here.</summary>
    private static async Task DeliverToOversightAsync(ServiceHost host, Guid messageId, object message, CancellationToken cancellationToken)
    {
        try
        {
            await host.DeliverAsync(messageId, message, cancellationToken);
        }
        catch (Exception exception) when (exception.GetBaseException() is NotYetException)
        {
            // Intake does not know the submission.
        }

        Assert.True(await host.ReadAsync<OversightDbContext, bool>(db => db.Inbox.AnyAsync(entry => entry.MessageId == messageId, cancellationToken)));
    }

    private static List<object> Events(ServiceHost host, Guid submission)
    {
        var at = host.Time.GetUtcNow();
        Guid deadline = Guid.NewGuid(), task = Guid.NewGuid(), transfer = Guid.NewGuid(), @case = Guid.NewGuid();
        return
        [
            new DeadlineStarted(deadline, submission, @case, Department, "KN1.ACCEPT", "Thụ lý", "Acceptance", Day, Day.AddDays(10), "Điều 27", true, true, "{}", at),
            new DeadlineExtended(deadline, submission, Department, "KN1.ACCEPT", Day.AddDays(20), "{}", at),
            new DeadlineMissed(deadline, submission, Department, "KN1.ACCEPT", Day.AddDays(20), at),
            new DeadlineStopped(deadline, submission, Department, "KN1.ACCEPT", "late", Day.AddDays(21), at),
            new CompetenceProposed(submission, "complaint", "Chủ tịch UBND xã Gò Mây", "rule", "Điều 17", false, at),
            new SubmissionClassified(submission, "complaint", "first", "Chủ tịch UBND xã Gò Mây", "Điều 17", true, at),
            new SubmissionTransferred(transfer, submission, "so-khcn", "Chủ tịch UBND xã Gò Mây", Department, "01/PC", false, Day, at.AddMinutes(1)),
            new SubmissionReturned(transfer, submission, "Chủ tịch UBND xã Gò Mây", "so-khcn", Day, at.AddMinutes(2)),
            new TransferAnswered(transfer, submission, "Chủ tịch UBND xã Gò Mây", "accepted", Day, at.AddMinutes(3)),
            new CaseRouted(submission, Department, "Chủ tịch UBND xã Gò Mây", "complaint", "first", "Điều 17", Day, at.AddMinutes(4)),
            new CaseOpened(@case, submission, Department, "DT26/XA", "complaint", "first-complaint", Day, Day, at.AddMinutes(5)),
            new TaskAssigned(task, @case, submission, Department, "CheckAcceptance", "Thụ lý", "Acceptance", "officer", null, Day.AddDays(10), 1, at),
            new TaskEscalated(task, @case, submission, Department, "CheckAcceptance", "untaken", null, Day.AddDays(10), 2, at),
            new TaskEnded(task, @case, submission, Department, "Accept", "user", at),
            new IdentityDisclosed(Guid.NewGuid(), submission, Guid.NewGuid(), "user", "clerk", Department, "notice", at),
            new IncidentRaised(Guid.NewGuid(), @case, submission, Department, "Decide", "TimeoutException", at),
            new CaseClosed(@case, submission, Department, "resolved", Day, at.AddMinutes(6)),
        ];
    }

    /// <summary>Everything Oversight has on a submission, written out.</summary>
    private static Task<string> KnownAsync(ServiceHost host, Guid id, CancellationToken cancellationToken) =>
        host.ReadAsync<OversightDbContext, string>(async db => JsonSerializer.Serialize(new
        {
            Submission = await db.Submissions.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken),
            Deadlines = await db.Deadlines.AsNoTracking().Where(row => row.SubmissionId == id).ToListAsync(cancellationToken),
            Tasks = await db.Tasks.AsNoTracking().Where(row => row.SubmissionId == id).ToListAsync(cancellationToken),
            Transfers = await db.Transfers.AsNoTracking().Where(row => row.SubmissionId == id).ToListAsync(cancellationToken),
            Events = await db.Events.AsNoTracking().Where(row => row.SubmissionId == id).OrderBy(row => row.Kind).ToListAsync(cancellationToken),
        }, WireJson.Options));
}
