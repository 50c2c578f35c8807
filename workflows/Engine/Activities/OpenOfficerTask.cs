using Engine.Execution;
using Procedures;
using Shared.Deadlines;

namespace Engine.Activities;

/// <summary>Opens a task and waits until a person has completed it; the chosen outcome is the way on.</summary>
[Activity("DonThu.OfficerTask")]
internal sealed class OpenOfficerTask : IWaitingActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        // A second branch that gets here finds the task open: one piece of work is asked for once.
        if (context.IsWaiting(BookmarkKind.Task)) return Outcome.None;

        var task = OfficerTask.Open(
            context.NewId(), context.Instance, context.Step, context.RequiredText("role"),
            context.Literal<TaskOutcome[]>("outcomes"), context.Step.Literal<FormField[]>("form") ?? [], context.Now);
        if (await EarliestAsync(context, cancellationToken) is { } deadline) task.MustMeet(deadline.Id, deadline.DueOn);
        context.Db.Add(task);
        context.Wait(BookmarkKind.Task, task.Id.ToString());
        context.Effects.TaskAssigned(context.Db, task);
        context.Record(HistoryTexts.TaskOpened(context.Step.Name));
        return Outcome.None;
    }

    public bool Takes(ActivityContext context) => true;

    public ValueTask<Outcome> ResumeAsync(ActivityContext context, Stimulus stimulus, CancellationToken cancellationToken)
    {
        foreach (var field in context.Step.Literal<FormField[]>("form") ?? [])
            if (field.Variable is { } variable) context.SetVariable(variable, stimulus.Values.GetValueOrDefault(field.Name));
        return new(Outcome.Of(stimulus.Port));
    }

    private static async ValueTask<DeadlineRow?> EarliestAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        DeadlineRow? earliest = null;
        foreach (var limit in context.Step.Literal<string[]>("limits") ?? [])
        {
            if (await context.RunningDeadlineAsync(limit, cancellationToken) is { } row && (earliest is null || row.DueOn < earliest.DueOn))
                earliest = row;
        }

        return earliest;
    }
}
