using Clock;
using Engine.Execution;

namespace Engine.Activities;

/// <summary>Records that a document was issued. Without a number from the register it is counted within the case.</summary>
[Activity("DonThu.IssueDocument")]
internal sealed class IssueDocument : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var instance = context.Instance;
        var form = context.RequiredText("form");
        var title = context.Literal<BilingualText>("title");
        var count = ++context.State.Documents;
        var document = new IssuedDocument(
            context.NewId(), instance.CaseId, instance.SubmissionId, instance.Id, instance.Department, context.Step.Id, form,
            title.Vi, title.En, context.Text("number") ?? $"{instance.CaseId.ToString("N")[^8..]}-{count}", context.Article,
            context.Date("issuedOn") ?? context.Today, context.IsTrue("forCitizen"), context.Now);
        context.Db.Add(document);
        context.Effects.DocumentIssued(context.Db, document);
        context.Record(HistoryTexts.DocumentIssued(document));
        return new(Outcome.Done);
    }
}

/// <summary>Tells the sender how far the matter is. The text comes from the procedure, never from the case.</summary>
[Activity("DonThu.Notify")]
internal sealed class Notify : IActivity
{
    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var text = context.Literal<BilingualText>("text");
        context.Effects.CitizenNotified(context.Db, context.Instance, text.Vi, text.En);
        context.Record(HistoryTexts.Notified(text));
        return new(Outcome.Done);
    }
}
