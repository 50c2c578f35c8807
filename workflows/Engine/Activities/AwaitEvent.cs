using Engine.Execution;
using Procedures;
using Shared.Hosting;

namespace Engine.Activities;

/// <summary>Waits until something happens that the procedure does not bring about itself.</summary>
[Activity("DonThu.AwaitEvent")]
internal sealed class AwaitEvent : IWaitingActivity
{
    private const int LongestValue = 2000;

    public ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Wait(BookmarkKind.Event, KeyOf(context));
        return new(Outcome.None);
    }

    public BookmarkKind? WaitsFor(ActivityNode step) => BookmarkKind.Event;

    /// <summary>A key that the procedure worked out stays as it was worked out; what it came from may have changed since.</summary>
    public ValueTask<string> TakeOverAsync(ActivityContext context, string key, CancellationToken cancellationToken)
    {
        var isWorkedOut = context.Step.Inputs.TryGetValue("key", out var given) && given.Expression is not Expression.Literal;
        return new(isWorkedOut && key.StartsWith($"{context.RequiredText("event")}:", StringComparison.Ordinal) ? key : KeyOf(context));
    }

    public bool Takes(ActivityContext context) => !context.IsTrue("closedWhen");

    public ValueTask<Outcome> ResumeAsync(ActivityContext context, Stimulus stimulus, CancellationToken cancellationToken)
    {
        var payload = context.Step.Literal<PayloadField[]>("payload") ?? [];
        var wrong = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in payload)
        {
            var value = stimulus.Values.GetValueOrDefault(field.Name)?.Trim();
            if (Fault(field, value, context.Today) is { } fault) wrong[field.Name] = fault;
            else if (field.Variable is { } variable) context.SetVariable(variable, string.IsNullOrEmpty(value) ? null : value);
        }

        if (wrong.Count > 0)
        {
            throw new RuleViolation(EngineRules.Payload, context.Step.Article, 422,
                new Dictionary<string, object?> { ["fields"] = wrong });
        }

        context.Record(
            HistoryTexts.EventTaken(context.Step.Name), stimulus.Values.GetValueOrDefault("ground"),
            new HistoryDetail(Input: HistoryInput.Of(payload, stimulus.Values)));
        return new(Outcome.Done);
    }

    private static string KeyOf(ActivityContext context) => Bookmark.KeyOf(context.RequiredText("event"), context.Text("key"));

    private static string? Fault(PayloadField field, string? value, DateOnly today)
    {
        if (string.IsNullOrEmpty(value)) return field.Required ? "required" : null;
        if (value.Length > LongestValue) return "too-long";
        if (field.Type != FieldType.Date) return null;
        return !LegalDates.TryParse(value, out var day) ? "invalid" : day > today ? "future" : null;
    }
}
