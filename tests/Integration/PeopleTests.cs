using System.Security.Claims;
using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Features.DeclareAbsence;
using Resolution.Features.EndAbsence;
using Resolution.Features.HandOverTask;
using Resolution.Features.ListTasks;
using Resolution.Features.ProposeForTask;
using Resolution.Features.WorkOnTask;
using Resolution.Persistence;
using Shared.Hosting;
using Xunit;

namespace Integration;

/// <summary>Whose a task is: taken, handed over, proposed, done by whoever stands in, brought before the head.</summary>
public sealed class PeopleTests
{
    private const string Department = "xa-go-may";
    private static readonly DateOnly Monday = new(2026, 7, 6);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task HandOver_ByWhoHoldsIt_GoesToAColleagueOfTheRoleAndIsWrittenDown(string database)
    {
        await using var office = await OfficeAsync(database, OneTask());
        var task = await office.TaskAsync();
        await RefusedAsync("task.not-held", () => office.HandOverAsync(office.Lan, task, "minh"));
        await office.ClaimAsync(office.Lan, task);
        var taken = await RefusedAsync("task.claimed-by-other", () => office.HandOverAsync(office.Minh, task, "minh"));
        Assert.Equal("Tên lan", taken.Details["by"]);
        var roleless = await RefusedAsync("task.colleague-without-role", () => office.HandOverAsync(office.Lan, task, "clerk"));
        Assert.Equal("officer", roleless.Details["role"]);
        await RefusedAsync("task.colleague-without-role", () => office.HandOverAsync(office.Lan, task, "stranger"));

        var handed = await office.HandOverAsync(office.Lan, task, "minh", "Đi công tác");
        Assert.Equal(("minh", "Tên minh"), (handed!.Assignee, handed.AssigneeName));
        var entry = await office.Host.AskAsync(db => db.History.SingleAsync(one => one.Ground == "Đi công tác", Token));
        Assert.Equal(("lan", "Chuyển “Task” từ Tên lan sang Tên minh"), (entry.Who, entry.WhatVi));

        // Opened, taken, handed over.
        Assert.Equal(3, (await office.Host.ToldAsync(typeof(TaskAssigned))).Count);

        // The head hands on what somebody else holds.
        Assert.Equal("lan", (await office.HandOverAsync(office.Head, task, "lan"))!.Assignee);
        Assert.Null(await office.HandOverAsync(await office.Host.SignInAsync("elsewhere", "officer@so-khcn"), task, "lan"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Claim_ByTwoAtOnce_TellsTheSecondWhoWasFirst(string database)
    {
        await using var office = await OfficeAsync(database, OneTask());
        var id = await office.TaskAsync();
        await using var late = office.Host.Begin();
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => late.Get<TaskAccess>().ChangeAsync(id, office.Minh, async (task, _) =>
        {
            late.Get<TaskDesk>().Claim(late.Db, task, new Person("minh", "Tên minh"));
            await office.ClaimAsync(office.Lan, id); // between reading and saving
        }, Token));
        Assert.Equal(("task.claimed-by-other", "Tên lan"), (refused.Rule, refused.Details["by"]));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Claim_ByAHeadWithoutTheRole_IsRefused(string database)
    {
        await using var office = await OfficeAsync(database, OneTask());
        await RefusedAsync("task.of-another-role", async () => await office.ClaimAsync(office.Head, await office.TaskAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Proposed_StandsInTheListOfTheCandidate_UntilSomebodyTakesIt(string database)
    {
        await using var office = await OfficeAsync(database, OneTask());
        var task = await office.TaskAsync();
        await RefusedAsync("task.proposed-by-head-only", () => office.ProposeAsync(office.Lan, task, "lan"));
        await office.ProposeAsync(office.Head, task, "minh");
        Assert.True(Assert.Single(await office.MineAsync(office.Minh)).ProposedToMe);
        Assert.Empty(await office.MineAsync(office.Lan));
        Assert.Single(await office.ListAsync(office.Lan, "none"));

        await office.ClaimAsync(office.Lan, task);
        Assert.Empty(await office.MineAsync(office.Minh));
        await office.Host.RequestAsync(office.Lan, work => WorkOnTask.ReleaseAsync(task, office.Lan, work.Db, work.Get<TaskAccess>(), work.Get<TaskDesk>(), Token));
        Assert.Single(await office.MineAsync(office.Minh));
        await office.ProposeAsync(office.Head, task, null);
        Assert.Empty(await office.MineAsync(office.Minh));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task StandIn_WhileSomebodyIsAway_SeesAndCompletesTheirTasksAndTakesTheNewOnes(string database)
    {
        await using var office = await OfficeAsync(database, Charts.Begin().Task("A", "officer").Task("B", "officer").Path("Start", "A", "B", "End"));
        var first = await office.TaskAsync();
        await office.ClaimAsync(office.Lan, first);
        await office.DeclareAsync(office.Lan, null, "minh", Monday.AddDays(1), Monday.AddDays(3));
        Assert.Empty(await office.MineAsync(office.Minh));

        office.MoveTo(Monday.AddDays(1));
        Assert.Equal("lan", Assert.Single(await office.MineAsync(office.Minh)).StandingInFor);
        await office.CompleteAsync(office.Minh, first);
        var done = await office.Host.AskAsync(db => db.Tasks.SingleAsync(task => task.ActivityId == "A", Token));
        Assert.Equal(("minh", "lan"), (done.CompletedBy, done.InsteadOf));
        Assert.True(await office.Host.AskAsync(db => db.History.AnyAsync(one => one.Who == "minh" && one.InsteadOf == "lan" && one.Outcome == "Done", Token)));

        // The next step is proposed to whose case it is, so the one who stands in finds it; and what is handed to her goes to him.
        Assert.True(Assert.Single(await office.MineAsync(office.Minh)).ProposedToMe);
        var second = await office.TaskAsync();
        var handed = await office.HandOverAsync(office.Head, second, "lan", "Việc của chị Lan");
        Assert.Equal(("minh", "lan"), (handed!.Assignee, handed.InsteadOf));

        office.MoveTo(Monday.AddDays(4));
        Assert.Equal(["B"], (await office.MineAsync(office.Minh)).Select(task => task.Activity));
        Assert.Null(Assert.Single(await office.MineAsync(office.Minh)).StandingInFor);
        Assert.Equal("lan", (await office.HandOverAsync(office.Head, second, "lan"))!.Assignee);
        await RefusedAsync("task.claimed-by-other", () => office.CompleteAsync(office.Minh, second));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task StandIn_WhoDidTheStepBefore_MayNotApproveForAnother(string database)
    {
        await using var office = await OfficeAsync(
            database, Charts.Begin().Task("Verify", "officer").Task("Approve", "officer", notBy: ["Verify"]).Path("Start", "Verify", "Approve", "End"));
        await office.CompleteAsync(office.Minh, await office.TaskAsync());
        var approve = await office.TaskAsync();
        await office.ClaimAsync(office.Lan, approve);
        await office.DeclareAsync(office.Head, "lan", "minh", Monday, Monday);
        await RefusedAsync("task.four-eyes", () => office.CompleteAsync(office.Minh, approve));
        await office.CompleteAsync(office.Lan, approve);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Absence_ThatCannotBe_IsRefusedWithWhy(string database)
    {
        await using var office = await OfficeAsync(database, OneTask());
        var hoa = await office.Host.SignInAsync("hoa", $"officer@{Department}");
        var (from, until) = (Monday.AddDays(10), Monday.AddDays(20));
        await RefusedAsync("absence.by-head-only", () => office.DeclareAsync(office.Lan, "minh", "hoa", from, until));
        await RefusedAsync("absence.unknown-colleague", () => office.DeclareAsync(office.Lan, null, "nobody", from, until));
        await RefusedAsync("absence.stand-in-self", () => office.DeclareAsync(office.Lan, null, "lan", from, until));
        await RefusedAsync("absence.period", () => office.DeclareAsync(office.Lan, null, "minh", Monday.AddDays(-1), until));
        await RefusedAsync("absence.period", () => office.DeclareAsync(office.Lan, null, "minh", until, from));
        await RefusedAsync("absence.period", () => office.DeclareAsync(office.Lan, null, "minh", Monday, Monday.AddDays(366)));
        var roles = await RefusedAsync("absence.stand-in-role", () => office.DeclareAsync(office.Head, null, "lan", from, until));
        Assert.Equal(["head"], Assert.IsAssignableFrom<IEnumerable<string>>(roles.Details["roles"]));

        var absence = await office.DeclareAsync(office.Lan, null, "minh", from, until);
        await RefusedAsync("absence.overlaps", () => office.DeclareAsync(office.Lan, null, "hoa", until, until.AddDays(3)));
        await RefusedAsync("absence.stand-in-away", () => office.DeclareAsync(hoa, null, "lan", from, from));
        var standsIn = await RefusedAsync("absence.stands-in", () => office.DeclareAsync(office.Minh, null, "hoa", until, until));
        Assert.Equal("Tên lan", standsIn.Details["by"]);

        // Back earlier: nobody stands in from today on, and the days are free again.
        office.MoveTo(from.AddDays(2));
        Assert.IsType<NotFound>((await office.EndAsync(office.Minh, absence!.Id)).Result);
        Assert.Equal(from.AddDays(1), Assert.IsType<Ok<AbsenceView>>((await office.EndAsync(office.Lan, absence.Id)).Result).Value!.Until);
        await RefusedAsync("absence.over", () => office.EndAsync(office.Lan, absence.Id));
        await office.DeclareAsync(office.Lan, null, "hoa", from.AddDays(2), until);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tasks_ComeByTheDayTheyAreDue_WithTheDayTheDepartmentSetItself(string database)
    {
        var folder = Directory.CreateTempSubdirectory("donthu-targets-");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Support.Repository.Root, "deploy", "departments"), "department.json", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file, Token);
            var copy = Directory.CreateDirectory(Path.Combine(folder.FullName, Path.GetFileName(Path.GetDirectoryName(file))!));
            if (text.Contains($"\"{Department}\"", StringComparison.Ordinal)) text = text.Replace("\"kinds\"", "\"targets\": { \"TCD.REPLY\": 4 }, \"kinds\"", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(copy.FullName, "department.json"), text, Token);
        }

        // Ten working days by the law, four by the department's own measure; and one that has no day at all.
        await using var office = await OfficeAsync(
            database,
            Charts.Begin().Limit("Long", "KN1.ACCEPT").Limit("Clock", "TCD.REPLY").Task("Free", "officer").Task("Reply", "officer", limits: ["TCD.REPLY"])
                .Path("Start", "Free").Path("Start", "Long", "Clock", "Reply").Path("Free", "End").Path("Reply", "End"),
            new Dictionary<string, string?> { ["DonThu:Departments:Directory"] = folder.FullName });
        var listed = await office.ListAsync(office.Lan, "department");
        Assert.Equal(["Reply", "Free"], listed.Select(task => task.Activity));
        Assert.Equal((new DateOnly(2026, 7, 20), new DateOnly(2026, 7, 10), false), (listed[0].DueOn, listed[0].TargetOn, listed[0].TargetPassed));
        office.MoveTo(new DateOnly(2026, 7, 13));
        Assert.True((await office.ListAsync(office.Lan, "department"))[0].TargetPassed);
        folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Untaken_ForTwoWorkingDays_IsBroughtBeforeTheHeadOnce(string database)
    {
        // Opened on a Friday: Saturday and Sunday do not count.
        await using var office = await OfficeAsync(database, OneTask(), today: Monday.AddDays(4));
        var id = await office.TaskAsync();
        foreach (var day in new[] { 4, 5, 6, 7 })
        {
            office.MoveTo(Monday.AddDays(day));
            Assert.Equal(0, await office.Host.EscalateAsync());
        }

        office.MoveTo(Monday.AddDays(8));
        Assert.Equal(1, await office.Host.EscalateAsync());
        await office.Host.RestartAsync(OneTask().Book());
        Assert.Equal(0, await office.Host.EscalateAsync());
        Assert.Single(await office.Host.ToldAsync(typeof(TaskEscalated)));
        Assert.Equal([EscalationStep.Untaken], Assert.Single(await office.ListAsync(office.Head, "escalated")).Escalations);
        Assert.Empty(await office.ListAsync(office.Lan, "escalated"));
        Assert.Single(await office.Host.AskAsync(db => db.History.Where(one => one.Who == "system:escalation").ToListAsync(Token)));

        // Somebody takes it: it is before the head no longer.
        await office.ClaimAsync(office.Lan, id);
        Assert.Empty(await office.ListAsync(office.Head, "escalated"));
        office.MoveTo(Monday.AddDays(30));
        Assert.Equal(0, await office.Host.EscalateAsync());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task DueSoon_WhoeverHoldsIt_IsBroughtBeforeTheHeadOnce(string database)
    {
        await using var office = await OfficeAsync(
            database, Charts.Begin().Limit("Clock", "TCD.REPLY").Task("Reply", "officer", limits: ["TCD.REPLY"]).Path("Start", "Clock", "Reply", "End"));
        var id = await office.TaskAsync();
        await office.ClaimAsync(office.Lan, id);

        // Due on Monday the 20th; one working day before that is Friday the 17th.
        office.MoveTo(new DateOnly(2026, 7, 16));
        Assert.Equal(0, await office.Host.EscalateAsync());
        office.MoveTo(new DateOnly(2026, 7, 17));
        Assert.Equal(1, await office.Host.EscalateAsync());
        Assert.Equal(0, await office.Host.EscalateAsync());
        Assert.Equal([EscalationStep.DueNear], Assert.Single(await office.ListAsync(office.Head, "escalated")).Escalations);
        await office.CompleteAsync(office.Lan, id);
        Assert.Empty(await office.ListAsync(office.Head, "escalated"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Escalation_BySeveralInstancesAtOnce_TellsOfEachOnce(string database)
    {
        await using var office = await OfficeAsync(database, OneTask(), cases: 120);
        office.MoveTo(Monday.AddDays(2));
        var told = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => office.Host.EscalateAsync()));
        Assert.Equal(120, told.Sum());
        Assert.Equal(120, (await office.Host.ToldAsync(typeof(TaskEscalated))).Distinct().Count());
        Assert.Equal(120, (await office.Host.ToldAsync(typeof(TaskEscalated))).Count);
        Assert.False(await office.Host.AskAsync(db => db.Tasks.AnyAsync(task => task.LeasedBy != null || task.UntakenSince != null, Token)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Escalation_ClaimedByOneThatDied_ComesBackAfterTheLease(string database)
    {
        await using var office = await OfficeAsync(database, OneTask());
        office.MoveTo(Monday.AddDays(2));
        var until = office.Host.Time.GetUtcNow().AddMinutes(1);
        await office.Host.AskAsync(db => db.Tasks.ExecuteUpdateAsync(
            task => task.SetProperty(one => one.LeasedBy, Guid.NewGuid()).SetProperty(one => one.LeasedUntil, until), Token));
        Assert.Equal(0, await office.Host.EscalateAsync());
        office.Host.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await office.Host.EscalateAsync());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Charts OneTask() => Charts.Begin().Task("Task", "officer").Path("Start", "Task", "End");

    private static async Task<Office> OfficeAsync(
        string database, Charts chart, IReadOnlyDictionary<string, string?>? settings = null, int cases = 1, DateOnly? today = null)
    {
        var host = await ProcedureHost.StartAsync(database, today ?? Monday, chart.Book(), settings);
        await host.OpenAsync(cases);
        await host.SignInAsync("clerk", $"clerk@{Department}");
        return new Office(
            host, await host.SignInAsync("lan", $"officer@{Department}"), await host.SignInAsync("minh", $"officer@{Department}"),
            await host.SignInAsync("head", $"head@{Department}"));
    }

    private static async Task<RuleViolation> RefusedAsync(string rule, Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<RuleViolation>(act);
        Assert.Equal(rule, refused.Rule);
        return refused;
    }

    /// <summary>Two officers and a head of one department.</summary>
    private sealed record Office(ProcedureHost Host, ClaimsPrincipal Lan, ClaimsPrincipal Minh, ClaimsPrincipal Head) : IAsyncDisposable
    {
        public void MoveTo(DateOnly day) => Host.Time.SetUtcNow(LegalDay.StartsAt(day).AddHours(10));

        /// <summary>The open task.</summary>
        public Task<string> TaskAsync() => Host.AskAsync(async db =>
            new TaskId(Department, (await db.Tasks.SingleAsync(task => task.State == OfficerTaskState.Open, Token)).Id).ToString());

        public async Task ClaimAsync(ClaimsPrincipal user, string task) => Assert.IsType<Ok<TaskView>>((await Host.RequestAsync(user, work =>
            WorkOnTask.ClaimAsync(task, user, work.Db, work.Get<TaskAccess>(), work.Get<TaskDesk>(), Token))).Result);

        public async Task CompleteAsync(ClaimsPrincipal user, string task) => Assert.IsType<Ok<TaskView>>((await Host.RequestAsync(user, work =>
            WorkOnTask.CompleteAsync(
                task, new WorkOnTask.Request("Done", null, null), user, work.Db, work.Get<TaskAccess>(), work.Get<StandIns>(), work.Get<ProcedureRunner>(), Token)))
            .Result);

        public async Task<TaskView?> HandOverAsync(ClaimsPrincipal user, string task, string to, string? reason = null) =>
            ((await Host.RequestAsync(user, work => HandOverTask.Handle(
                task, new HandOverTask.Request(to, reason), user, work.Db, work.Get<TaskAccess>(), work.Get<Colleagues>(), work.Get<StandIns>(),
                work.Get<TaskDesk>(), Token))).Result as Ok<TaskView>)?.Value;

        public Task<Results<Ok<TaskView>, NotFound>> ProposeAsync(ClaimsPrincipal user, string task, string? to) => Host.RequestAsync(user, work => ProposeForTask.Handle(
            task, new ProposeForTask.Request(to, null), user, work.Db, work.Get<TaskAccess>(), work.Get<Colleagues>(), work.Get<TaskDesk>(), Token));

        public async Task<AbsenceView?> DeclareAsync(ClaimsPrincipal user, string? absent, string standIn, DateOnly from, DateOnly until) =>
            ((await Host.RequestAsync(user, work => DeclareAbsence.Handle(
                Department, new DeclareAbsence.Request(absent, standIn, from, until), user, work.Db, work.Get<Colleagues>(), Host.Time, Token)))
                .Result as Created<AbsenceView>)?.Value;

        public Task<Results<Ok<AbsenceView>, NotFound>> EndAsync(ClaimsPrincipal user, Guid id) =>
            Host.RequestAsync(user, work => EndAbsence.Handle(Department, id, user, work.Db, Host.Time, Token));

        public Task<IReadOnlyList<TaskView>> MineAsync(ClaimsPrincipal user) => ListAsync(user, "me");

        public async Task<IReadOnlyList<TaskView>> ListAsync(ClaimsPrincipal user, string assigned) =>
            (await Host.RequestAsync(user, work => ListTasks.Handle(user, work.Db, work.Get<TaskAccess>(), Host.Time, assigned, null, null, null, Token)))
                .Value!.Items;

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
