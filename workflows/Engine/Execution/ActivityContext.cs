using System.Text.Json;
using Clock;
using Procedures;
using Procedures.Rules;
using Shared.Deadlines;
using Shared.Persistence;

namespace Engine.Execution;

/// <summary>What one step may see and do. Everything it does is added to the caller's context and saved with the burst.</summary>
internal sealed class ActivityContext(Burst burst, ActivityNode step, Connection? arrivedBy)
{
    public ServiceDbContext Db => burst.Db;
    public ProcedureInstance Instance => burst.Instance;
    public ProcedureDefinition Definition => burst.Definition;
    public InstanceState State => burst.State;
    public IProcedureEffects Effects => burst.Effects;
    public ActivityNode Step { get; } = step;

    /// <summary>How the branch came here; null at the start and when it was woken.</summary>
    public Connection? ArrivedBy { get; } = arrivedBy;
    public DateOnly Today => burst.Today;
    public DateTimeOffset Now => burst.Now;

    /// <summary>The article the step rests on, or failing that the whole procedure.</summary>
    public string Article => Step.Article ?? Definition.Article ?? "";

    public Guid NewId() => Guid.CreateVersion7(Now);

    public string? Text(string input) =>
        Step.Inputs.TryGetValue(input, out var given) && Evaluate(given.Expression) is { Length: > 0 } value ? value : null;

    public string RequiredText(string input) =>
        Text(input) ?? throw new InvalidOperationException($"The input {input} of {Step.Id} has no value.");

    public bool? Boolean(string input) => bool.TryParse(Text(input), out var value) ? value : null;

    public bool IsTrue(string input) => Boolean(input) == true;

    public bool Holds(Expression condition) => bool.TryParse(Evaluate(condition), out var value) && value;

    public DateOnly? Date(string input) => Text(input) is { } text ? LegalDates.Parse(text) : null;

    public T Literal<T>(string input) where T : class =>
        Step.Literal<T>(input) ?? throw new InvalidOperationException($"The input {input} of {Step.Id} has no value.");

    public void SetVariable(string name, string? value)
    {
        if (value is null) State.Variables.Remove(name);
        else State.Variables[name] = value;
    }

    public void Record(BilingualText what, string? ground = null) => burst.Record(Step.Id, what, ground ?? Step.Article);

    /// <summary>Waits for a task or an event. A branch that comes here again joins the wait that is already there.</summary>
    public void Wait(BookmarkKind kind, string key) => burst.Wait(Step.Id, kind, key);

    public bool IsWaiting(BookmarkKind kind) => burst.Waits.Any(wait => wait.ActivityId == Step.Id && wait.Kind == kind);

    public async ValueTask<DeadlineRow?> RunningDeadlineAsync(string limit, CancellationToken cancellationToken) =>
        State.Deadlines.TryGetValue(limit, out var id)
        && await Db.Set<DeadlineRow>().FindAsync([id], cancellationToken) is { State: DeadlineState.Running } row
            ? row
            : null;

    public async Task StartDeadlineAsync(Deadline deadline, bool isDuty, CancellationToken cancellationToken)
    {
        var limit = deadline.Limit;
        // A limit that starts anew replaces the one that ran: there is never a second clock for the same duty.
        if (await RunningDeadlineAsync(limit.Code, cancellationToken) is { } replaced) EndDeadline(replaced, row => row.Cancel(Today));

        var row = DeadlineRow.Start(
            NewId(), Instance.SubmissionId, Instance.CaseId, Instance.Department, deadline, isDuty, burst.TargetOn(deadline));
        Db.Add(row);
        State.Deadlines[limit.Code] = row.Id;
        Effects.DeadlineStarted(Db, row);
        Record(HistoryTexts.DeadlineStarted(row), row.LegalBasis);
    }

    public void EndDeadline(DeadlineRow row, Action<DeadlineRow> end)
    {
        end(row);
        Effects.DeadlineStopped(Db, row);
        Record(HistoryTexts.DeadlineStopped(row), row.LegalBasis);
    }

    /// <summary>Ends every other branch: what waits, the tasks, the clocks.</summary>
    public async Task EndOthersAsync(CancellationToken cancellationToken)
    {
        burst.ForgetOthers();
        foreach (var task in await Db.FindTrackedAsync<OfficerTask>(
            task => task.InstanceId == Instance.Id && task.State == OfficerTaskState.Open, cancellationToken))
        {
            task.Cancel(Now);
            Effects.TaskEnded(Db, task);
            Record(HistoryTexts.TaskCancelled(task));
        }

        foreach (var limit in State.Deadlines.Keys.Order(StringComparer.Ordinal).ToList())
            if (await RunningDeadlineAsync(limit, cancellationToken) is { } row) EndDeadline(row, one => one.Cancel(Today));
    }

    private string? Evaluate(Expression expression) => expression switch
    {
        Expression.Literal { Value.ValueKind: JsonValueKind.String } literal => literal.Value.GetString(),
        Expression.Literal { Value.ValueKind: JsonValueKind.Null } => null,
        Expression.Literal literal => literal.Value.GetRawText(),
        Expression.Variable variable => State.Variables.GetValueOrDefault(variable.Name),
        Expression.Fact { Name: "received-on" } => LegalDates.Write(State.ReceivedOn),
        Expression.Fact { Name: "opened-on" } => LegalDates.Write(State.OpenedOn),
        Expression.Fact fact => State.Facts.GetValueOrDefault(fact.Name),
        Expression.Rule rule => NamedRules.Find(rule.Name)!.Holds(new RuleContext(State.Facts, Today)) ? "true" : "false",
        _ => throw new InvalidOperationException($"{expression} cannot be evaluated."),
    };
}
