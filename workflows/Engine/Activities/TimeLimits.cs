using Clock;
using Engine.Execution;
using Shared.Hosting;

namespace Engine.Activities;

/// <summary>Starts a period the law sets, under the version of it that is in force on the day it starts.</summary>
[Activity("DonThu.StartTimeLimit")]
internal sealed class StartTimeLimit(StatutoryClock clock) : IActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var code = context.RequiredText("limit");
        var startsOn = context.Date("startsOn") ?? context.Date("otherwiseOn") ?? context.Today;
        if (context.IsTrue("whenInForce") && !clock.Limits.TryFind(code, startsOn, out _)) return Outcome.Done;

        var deadline = clock.Start(code, startsOn, context.Today);
        if (context.IsTrue("extended"))
            deadline = deadline.Extend(clock, startsOn, deadline.Limit.Extension?.Condition.Vi ?? code, document: null);
        var isDuty = context.Boolean("duty") ?? deadline.Limit.Kind is LimitKind.Maximum or LimitKind.AtOnce;
        await context.StartDeadlineAsync(deadline, isDuty, cancellationToken);
        return Outcome.Done;
    }
}

/// <summary>The duties are done, or fell away. A limit that does not run is passed over.</summary>
[Activity("DonThu.StopTimeLimit")]
internal sealed class StopTimeLimit : IActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var on = context.Date("on") ?? context.Today;
        var cancelled = context.Text("result") == "cancelled";
        foreach (var code in context.Literal<string[]>("limits"))
        {
            if (await context.RunningDeadlineAsync(code, cancellationToken) is not { } row) continue;
            context.EndDeadline(row, one =>
            {
                if (cancelled) one.Cancel(on);
                else one.Fulfil(on);
            });
        }

        return Outcome.Done;
    }
}

/// <summary>
/// Lengthens the one of the limits that runs, and the tasks that serve it: as its own rule allows, or by a rule that is an extension in
/// its own right (Luật Tố cáo 25/2018/QH14, Điều 30.2–30.3).
/// </summary>
[Activity("DonThu.ExtendTimeLimit")]
internal sealed class ExtendTimeLimit(StatutoryClock clock) : IActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        foreach (var code in context.Literal<string[]>("limits"))
        {
            if (await context.RunningDeadlineAsync(code, cancellationToken) is not { } row) continue;
            var ground = context.RequiredText("ground");
            var on = context.Date("on") ?? context.Today;
            var deadline = clock.Restore(Receipt.FromJson(row.Receipt));
            var extended = context.Text("by") is { } by
                ? deadline.ExtendBy(clock, clock.Limits.Find(by, on), on, ground, context.Text("document"))
                : deadline.Extend(clock, on, ground, context.Text("document"));
            await context.FollowAsync(row, extended, cancellationToken);
            context.Effects.DeadlineExtended(context.Db, row);
            context.Record(HistoryTexts.DeadlineExtended(row), ground);
            return Outcome.Done;
        }

        throw new RuleViolation(EngineRules.LimitNotRunning, context.Article);
    }
}

/// <summary>Stops the clocks that run. Which may be stopped, and on which ground, the law says; the clock refuses the others.</summary>
[Activity("DonThu.SuspendTimeLimits")]
internal sealed class SuspendTimeLimits(StatutoryClock clock) : IActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var on = context.Date("on") ?? context.Today;
        foreach (var code in context.Literal<string[]>("limits"))
        {
            if (await context.RunningDeadlineAsync(code, cancellationToken) is not { IsSuspended: false } row) continue;
            var ground = context.RequiredText("ground");
            var suspended = clock.Restore(Receipt.FromJson(row.Receipt)).Suspend(clock, on, ground, context.Text("document"));
            await context.FollowAsync(row, suspended, cancellationToken);
            context.Effects.DeadlineSuspended(context.Db, row, on);
            context.Record(HistoryTexts.DeadlineSuspended(row), ground);
        }

        return Outcome.Done;
    }
}

/// <summary>Lets the clocks that stand still run again.</summary>
[Activity("DonThu.ResumeTimeLimits")]
internal sealed class ResumeTimeLimits(StatutoryClock clock) : IActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var on = context.Date("on") ?? context.Today;
        foreach (var code in context.Literal<string[]>("limits"))
        {
            if (await context.RunningDeadlineAsync(code, cancellationToken) is not { IsSuspended: true } row) continue;
            var resumed = clock.Restore(Receipt.FromJson(row.Receipt)).Resume(clock, on, context.Text("document"));
            await context.FollowAsync(row, resumed, cancellationToken);
            context.Effects.DeadlineResumed(context.Db, row, on);
            context.Record(HistoryTexts.DeadlineResumed(row));
        }

        return Outcome.Done;
    }
}
