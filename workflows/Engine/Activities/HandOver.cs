using Clock;
using Engine.Execution;
using Shared.Hosting;

namespace Engine.Activities;

/// <summary>Another body is competent: the submission is passed on, and nothing more happens here.</summary>
[Activity("DonThu.TransferSubmission")]
internal sealed class TransferSubmission : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var (to, reason) = (context.RequiredText("to"), context.RequiredText("reason"));
        context.Effects.TransferRequested(context.Db, context.Instance, to, reason, context.Article);
        context.Record(HistoryTexts.Transferred(to), reason);
        return new(Outcome.Done);
    }
}

/// <summary>Records that a decision or conclusion was made public, and until when it must stay so.</summary>
[Activity("DonThu.Publish")]
internal sealed class Publish(StatutoryClock clock) : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var on = context.Date("on") ?? context.Today;
        DateOnly? until = context.Text("limit") is { } limit && !(context.IsTrue("whenInForce") && !clock.Limits.TryFind(limit, on, out _))
            ? clock.Start(limit, on).DueOn
            : null;
        var manner = context.RequiredText("manner");
        var title = context.Literal<BilingualText>("title");
        if (!Procedures.Vocabulary.ActivityVocabulary.Manners.Contains(manner))
        {
            throw new RuleViolation(EngineRules.Payload, context.Article, 422,
                new Dictionary<string, object?> { ["fields"] = new Dictionary<string, string> { ["manner"] = "invalid" } });
        }

        context.Effects.OutcomePublished(
            context.Db, context.Instance, new Publication(context.RequiredText("form"), title, context.Text("number") ?? "", manner, on, until, context.Article));
        context.Record(HistoryTexts.Published(title, on, until));
        return new(Outcome.Done);
    }
}
