using System.Security.Claims;
using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Features.ContinueIncident;
using Resolution.Features.ListIncidents;
using Resolution.Features.RetryIncident;
using Resolution.Persistence;
using Shared.Hosting;
using Xunit;

namespace Integration;

/// <summary>What fails in a message, at a deadline or in a request is seen by an operator, who has it run again or continues by hand.</summary>
public sealed class OperatorTests
{
    private const string Department = "xa-go-may";
    private static readonly DateOnly Monday = new(2026, 7, 6);
    private static readonly Guid Submission = Guid.Parse("0198c0de-0000-7000-8000-00000000000b");

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OpenCase_WhoseStartFailed_IsOpenedByARetryAfterTheCauseIsGone(string database)
    {
        await using var host = await ProcedureHost.StartAsync(database, Monday, Bad().Book());
        var head = await host.SignInAsync("head", $"head@{Department}");
        await OpeningFailsAsync(host);
        await OpeningFailsAsync(host, attempt: 2);
        var incident = Assert.Single(await ListAsync(host, head));
        Assert.Equal(("Bad", "UnknownTimeLimitException", 2, true), (incident.Activity, incident.Reason, incident.Attempts, incident.CanRetry));
        Assert.Null(incident.CaseId);

        await Assert.ThrowsAsync<ActivityFailedException>(() => RetryAsync(host, head, incident.Id));
        Assert.Single(await ListAsync(host, head));

        await host.RestartAsync(Good().Book());
        var ended = Assert.IsType<Ok<IncidentView>>((await RetryAsync(host, head, incident.Id)).Result).Value!;
        Assert.Equal((IncidentEnd.Retried, "head"), (ended.EndedAs, ended.EndedBy));
        Assert.NotNull(ended.CaseNumber);
        Assert.Empty(await ListAsync(host, head));
        Assert.Single(await host.AskAsync(db => db.Cases.ToListAsync(Token)));
        await RefusedAsync("incident.resolved", () => RetryAsync(host, head, incident.Id));

        // The message itself was kept and is tried once more: the case is there.
        await host.TryAgainAsync();
        Assert.Empty(await host.AskAsync(db => db.SetAside.ToListAsync(Token)));
        Assert.Single(await host.AskAsync(db => db.Tasks.ToListAsync(Token)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OpenCase_WhoseStartFailed_IsOpenedBehindTheStepByHand(string database)
    {
        await using var host = await ProcedureHost.StartAsync(database, Monday, Bad().Book());
        var operatorOfAll = await host.SignInAsync("admin", "system-admin@*");
        await OpeningFailsAsync(host);
        var incident = Assert.Single(await ListAsync(host, operatorOfAll));
        Assert.Equal(["Done"], incident.Outcomes.Select(outcome => outcome.Value));
        await RefusedAsync("incident.unknown-outcome", () => ContinueAsync(host, operatorOfAll, incident.Id, "Perhaps"));
        var ended = Assert.IsType<Ok<IncidentView>>((await ContinueAsync(host, operatorOfAll, incident.Id, "Done")).Result).Value!;
        Assert.Equal((IncidentEnd.ContinuedByHand, "admin", "Done", "Tính tay"), (ended.EndedAs, ended.EndedBy, ended.ContinuedWith, ended.Ground));

        Assert.Equal("Work", (await host.AskAsync(db => db.Tasks.SingleAsync(Token))).ActivityId);
        var entry = await host.AskAsync(db => db.History.SingleAsync(one => one.ActivityId == "Bad", Token));
        Assert.Equal(("admin", "Done", "Tính tay"), (entry.Who, entry.Outcome, entry.Ground));
        Assert.Equal("Bad = Done", (await host.AskAsync(db => db.AuditEntries.SingleAsync(one => one.Action == "Incident.Continued", Token))).Ground);
        await DeliverAsync(host);
        Assert.Single(await host.AskAsync(db => db.Tasks.ToListAsync(Token)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task DeadlineThatPassed_WhoseStepFailed_GoesOnByHandAndIsNotRunByTheSweeperAgain(string database)
    {
        await using var host = await ProcedureHost.StartAsync(database, Monday, Charts.Begin().Limit("Clock", "TCD.REPLY")
            .Step("Wait", "DonThu.AwaitEvent", ("event", "deadline-passed"), ("key", "TCD.REPLY")).Limit("Bad", "NO.SUCH").Tell("After")
            .Step("Close", "DonThu.CloseCase", ("outcome", "resolved")).Path("Start", "Clock", "Wait", "Bad", "After", "Close", "End").Book());
        await host.OpenAsync(1);
        var head = await host.SignInAsync("head", $"head@{Department}");
        host.Time.SetUtcNow(LegalDay.StartsAt(new DateOnly(2026, 7, 21)).AddHours(9));
        await host.SweepAsync();
        var incident = Assert.Single(await ListAsync(host, head));
        Assert.Equal("Bad", incident.Activity);
        await ContinueAsync(host, head, incident.Id, "Done");
        Assert.Single(await host.ToldAsync(typeof(CitizenNotified)));

        // What the sweeper could not say it says now; the procedure has gone on already.
        host.Time.Advance(TimeSpan.FromMinutes(2));
        await host.SweepAsync();
        Assert.Single(await host.ToldAsync(typeof(CitizenNotified)));
        Assert.Single(await host.ToldAsync(typeof(CaseClosed)));
        Assert.Empty(await ListAsync(host, head));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Incidents_OfADepartment_AreForItsHeadAndTheAdministratorAlone(string database)
    {
        await using var host = await ProcedureHost.StartAsync(database, Monday, Bad().Book());
        await OpeningFailsAsync(host);
        var id = (await host.AskAsync(db => db.Incidents.SingleAsync(Token))).Id;
        foreach (var grant in new[] { $"officer@{Department}", "head@so-khcn", "system-admin@so-khcn", "inspector@*" })
        {
            var other = await host.SignInAsync("other", grant);
            Assert.IsType<NotFound>((await host.RequestAsync(other, work =>
                ListIncidents.Handle(Department, other, work.Db, work.Get<ProcedureRunner>(), null, null, null, Token))).Result);
            Assert.IsType<NotFound>((await RetryAsync(host, other, id)).Result);
            Assert.IsType<NotFound>((await ContinueAsync(host, other, id, "Done")).Result);
        }

        // Nor by way of another department that is theirs.
        var stranger = await host.SignInAsync("stranger", "head@so-khcn");
        Assert.IsType<NotFound>((await host.RequestAsync(stranger, work => RetryIncident.Handle(
            "so-khcn", id, stranger, work.Db, work.Get<IncidentAccess>(), work.Get<ProcedureRunner>(), Token))).Result);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Charts Bad() => Charts.Begin().Limit("Bad", "NO.SUCH").Task("Work", "officer").Path("Start", "Bad", "Work", "End");

    private static Charts Good() => Charts.Begin().Limit("Bad", "TCD.REPLY").Task("Work", "officer").Path("Start", "Bad", "Work", "End");

    private static Task DeliverAsync(ProcedureHost host) => host.DeliverAsync(Submission);

    /// <summary>The command arrives, and fails; it is kept, and fails again when it is tried again.</summary>
    private static async Task OpeningFailsAsync(ProcedureHost host, int attempt = 1)
    {
        if (attempt == 1) await DeliverAsync(host);
        else await host.TryAgainAsync();
        Assert.Equal(attempt, (await host.AskAsync(db => db.Incidents.SingleAsync(Token))).Attempts);
    }

    private static async Task<IReadOnlyList<IncidentView>> ListAsync(ProcedureHost host, ClaimsPrincipal user) =>
        Assert.IsType<Ok<Page<IncidentView>>>((await host.RequestAsync(user, work =>
            ListIncidents.Handle(Department, user, work.Db, work.Get<ProcedureRunner>(), null, null, null, Token))).Result).Value!.Items;

    private static Task<Results<Ok<IncidentView>, NotFound>> RetryAsync(ProcedureHost host, ClaimsPrincipal user, Guid id) =>
        host.RequestAsync(user, work => RetryIncident.Handle(
            Department, id, user, work.Db, work.Get<IncidentAccess>(), work.Get<ProcedureRunner>(), Token));

    private static Task<Results<Ok<IncidentView>, NotFound>> ContinueAsync(ProcedureHost host, ClaimsPrincipal user, Guid id, string outcome) =>
        host.RequestAsync(user, work => ContinueIncident.Handle(
            Department, id, new ContinueIncident.Request(outcome, "Tính tay"), user, work.Db, work.Get<IncidentAccess>(), work.Get<ProcedureRunner>(), Token));

    private static async Task<RuleViolation> RefusedAsync(string rule, Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<RuleViolation>(act);
        Assert.Equal(rule, refused.Rule);
        return refused;
    }
}
