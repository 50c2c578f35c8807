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

        var deadline = clock.Start(code, startsOn);
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

/// <summary>Lengthens the one of the limits that runs, as its own rule allows, and the tasks that serve it.</summary>
[Activity("DonThu.ExtendTimeLimit")]
internal sealed class ExtendTimeLimit(StatutoryClock clock) : IActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        foreach (var code in context.Literal<string[]>("limits"))
        {
            if (await context.RunningDeadlineAsync(code, cancellationToken) is not { } row) continue;
            var ground = context.RequiredText("ground");
            var extended = clock.Restore(Receipt.FromJson(row.Receipt))
                .Extend(clock, context.Date("on") ?? context.Today, ground, context.Text("document"));
            row.Follow(extended);
            context.Effects.DeadlineExtended(context.Db, row);
            context.Record(HistoryTexts.DeadlineExtended(row), ground);

            foreach (var task in await context.Db.FindTrackedAsync<OfficerTask>(
                task => task.InstanceId == context.Instance.Id && task.DeadlineId == row.Id && task.State == OfficerTaskState.Open,
                cancellationToken))
            {
                task.MoveDueOn(row.DueOn);
                context.Effects.TaskAssigned(context.Db, task);
            }

            return Outcome.Done;
        }

        throw new RuleViolation(EngineRules.LimitNotRunning, context.Article);
    }
}
