using Clock;
using Contracts.Intake;
using Contracts.Routing;
using Contracts.Shared;
using Engine;
using Intake.Domain;
using Intake.Features.ListSubmissions;
using Intake.Persistence;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Resolution.Persistence;
using Routing.Domain;
using Routing.Features.ConcludeSubmission;
using Routing.Persistence;
using Shared.Deadlines;
using Shared.Departments;
using Shared.Hosting;
using Xunit;

namespace Integration;

/// <summary>The same model on every database: what is written is read, found in order, and kept from being overwritten unseen.</summary>
[Collection("databases")]
public sealed class PersistenceTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Instant_OfAnotherOffset_IsReadAsTheSameInstantInUtc(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var at = new DateTimeOffset(2026, 11, 24, 9, 30, 15, TimeSpan.FromHours(7)).AddMicroseconds(123456);
        var written = Letter("t-instants", at);
        await host.SaveAsync<IntakeDbContext>(db => db.Submissions.Add(written), cancellationToken);

        var read = await host.ReadAsync<IntakeDbContext, Submission>(db => db.Submissions.AsNoTracking().SingleAsync(row => row.Id == written.Id, cancellationToken));
        Assert.Equal(at.UtcTicks, read.RegisteredAt.UtcTicks);
        Assert.Equal(TimeSpan.Zero, read.RegisteredAt.Offset);
        Assert.True(await host.ReadAsync<IntakeDbContext, bool>(db =>
            db.Submissions.AnyAsync(row => row.Id == written.Id && row.RegisteredAt <= at && row.RegisteredAt > at.AddMicroseconds(-1), cancellationToken)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Enum_EveryValue_IsReadAsWritten(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var written = Enum.GetValues<SubmissionStatus>().Select(status =>
        {
            var letter = Letter("t-enums", host.Time.GetUtcNow());
            letter.End(status);
            return letter;
        }).ToList();
        await host.SaveAsync<IntakeDbContext>(db => db.Submissions.AddRange(written), cancellationToken);

        foreach (var letter in written)
        {
            var read = await host.ReadAsync<IntakeDbContext, Submission>(db =>
                db.Submissions.AsNoTracking().SingleAsync(row => row.Id == letter.Id && row.Status == letter.Status, cancellationToken));
            Assert.Equal((letter.Status, letter.Channel, letter.ClaimedKind), (read.Status, read.Channel, read.ClaimedKind));
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task List_PagedByCursor_GivesEachOnceNewestFirstWhateverArrivesMeanwhile(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var department = $"t-{Guid.NewGuid():n}"[..20];
        var start = host.Time.GetUtcNow();

        // Three of the seven were registered at the very same instant.
        int[] minutes = [0, 1, 2, 2, 2, 3, 4];
        var letters = minutes.Select(minute => Letter(department, start.AddMinutes(minute))).ToList();
        await host.SaveAsync<IntakeDbContext>(db => db.Submissions.AddRange(letters), cancellationToken);

        var given = new List<ListSubmissions.Item>();
        string? after = null;
        do
        {
            var page = await host.InScopeAsync<IntakeDbContext, Page<ListSubmissions.Item>>(async (db, _) => (await ListSubmissions.Handle(
                ServiceHost.User($"clerk@{department}"), db, null, after, 2, cancellationToken)).Value!);
            Assert.InRange(page.Items.Count, 1, 2);
            given.AddRange(page.Items);
            after = page.Next;
            await host.SaveAsync<IntakeDbContext>(db => db.Submissions.Add(Letter(department, start.AddHours(1))), cancellationToken);
        }
        while (after is not null);

        Assert.Equal(letters.Select(letter => letter.Id).Order(), given.Select(item => item.Id).Order());
        Assert.Equal(given.Select(item => item.RegisteredAt).OrderDescending(), given.Select(item => item.RegisteredAt));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Bookmark_OfOneWaitTwice_IsRefused(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var instance = Guid.NewGuid();
        Bookmark Wait(string key) => new(Guid.NewGuid(), instance, "AwaitEffect", BookmarkKind.Event, key);
        await host.SaveAsync<ResolutionDbContext>(db => db.Bookmarks.AddRange(Wait("deadline-passed:KN1.EFFECT"), Wait("complaint-withdrawn")), cancellationToken);

        await Assert.ThrowsAsync<DbUpdateException>(() =>
            host.SaveAsync<ResolutionDbContext>(db => db.Bookmarks.Add(Wait("complaint-withdrawn")), cancellationToken));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Conclude_FileChangedMeanwhile_IsAConflictAndChangesNothing(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var id = Guid.NewGuid();
        await host.DeliverAsync(Guid.NewGuid(), new SubmissionRegistered(
            id, "DT26-TEST2-TEST2", "complaint", "counter", "xa-go-may", new DateOnly(2026, 11, 23),
            new Dictionary<string, string> { ["kind.strongest"] = "complaint" }, host.Time.GetUtcNow()), cancellationToken);

        var conflict = await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => host.InScopeAsync<RoutingDbContext, int>(async (db, services) =>
        {
            // One clerk has it open while another concludes it.
            await db.Files.SingleAsync(row => row.Id == id, cancellationToken);
            await ConcludeAsync(host, "file", cancellationToken);
            await ConcludeSubmission.Handle(id, new ConcludeSubmission.Request("refuse", "Ngoài thẩm quyền"), ServiceHost.User("clerk@xa-go-may"),
                db, services.GetRequiredService<DepartmentDirectory>(), host.Time, cancellationToken);
            return 0;
        }));

        Assert.Equal(StatusCodes.Status409Conflict, await AnswerToAsync(host, conflict, cancellationToken));
        var kept = await host.ReadAsync<RoutingDbContext, RoutingFile>(db => db.Files.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken));
        Assert.Equal("file", kept.ConcludedBy);
        var said = await host.ReadAsync<RoutingDbContext, List<string>>(db => db.Outbox.AsNoTracking()
            .Where(row => row.Type == typeof(SubmissionConcluded).FullName).Select(row => row.Body).ToListAsync(cancellationToken));
        Assert.Single(said, body => body.Contains(id.ToString(), StringComparison.Ordinal));

        Task ConcludeAsync(ServiceHost services, string action, CancellationToken token) => services.InScopeAsync<RoutingDbContext, int>(async (db, scope) =>
        {
            await ConcludeSubmission.Handle(id, new ConcludeSubmission.Request(action, "Lưu đơn"), ServiceHost.User("clerk@xa-go-may"),
                db, scope.GetRequiredService<DepartmentDirectory>(), services.Time, token);
            return 0;
        });
    }

    /// <summary>The status every service answers with when a request ends with this.</summary>
    private static async Task<int> AnswerToAsync(ServiceHost host, Exception exception, CancellationToken cancellationToken)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Response.Body = new MemoryStream();
        foreach (var handler in scope.ServiceProvider.GetServices<IExceptionHandler>())
        {
            if (await handler.TryHandleAsync(http, exception, cancellationToken)) return http.Response.StatusCode;
        }

        return 500;
    }

    private static Submission Letter(string department, DateTimeOffset at) => Submission.Register(
        Guid.NewGuid(), SubmissionReference.New(2026), TrackingKey.New(), SubmissionKind.Petition, "Kiến nghị", Channel.Counter,
        new DateOnly(2026, 11, 24), department, "UBND xã Gò Mây", "xã Gò Mây", anonymous: false, submitters: 1, at);
}
