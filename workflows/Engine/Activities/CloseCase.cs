using Engine.Execution;

namespace Engine.Activities;

/// <summary>The case has its outcome: whatever still waits falls away, and the outside is told.</summary>
[Activity("DonThu.CloseCase")]
internal sealed class CloseCase : IActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var outcome = context.RequiredText("outcome");
        var on = context.Date("on") ?? context.Today;
        await context.EndOthersAsync(cancellationToken);
        context.Instance.Close(outcome, on);
        context.Effects.CaseClosed(context.Db, context.Instance, outcome, on);
        context.Record(HistoryTexts.Closed(outcome));
        return Outcome.Done;
    }
}
