using Engine.Execution;
using Procedures;

namespace Engine.Activities;

/// <summary>
/// Starts another procedure on the same case: enforcement, protection of a denouncer. It runs under the version in force on that day,
/// by itself, or while this branch waits for its end.
/// </summary>
[Activity("DonThu.StartProcedure")]
internal sealed class StartProcedure : IWaitingActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.JoinsWait(BookmarkKind.Procedure)) return new(Outcome.None);
        var awaited = context.IsTrue("wait");
        var id = context.StartProcedure(context.RequiredText("procedure"), context.Step.Literal<HandedFact[]>("facts") ?? [], awaited);
        if (!awaited) return new(Outcome.Done);
        context.Wait(BookmarkKind.Procedure, id.ToString());
        return new(Outcome.None);
    }

    public BookmarkKind? WaitsFor(ActivityNode step) => step.Literal<object>("wait") is { } wait && wait.ToString() == "True" ? BookmarkKind.Procedure : null;

    public bool Takes(ActivityContext context) => true;

    public ValueTask<Outcome> ResumeAsync(ActivityContext context, Stimulus stimulus, CancellationToken cancellationToken) =>
        new(Outcome.Done);
}
