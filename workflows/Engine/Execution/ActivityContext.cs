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

    public void Record(BilingualText what, string? ground = null, HistoryDetail? detail = null) =>
        burst.Record(Step.Id, what, ground ?? Step.Article, detail);

    /// <summary>Waits for a task or an event. A branch that comes here again joins the wait that is already there.</summary>
    public void Wait(BookmarkKind kind, string key) => burst.Wait(Step.Id, kind, key);

    /// <summary>Joins a branch that waits here already, if there is one.</summary>
    public bool JoinsWait(BookmarkKind kind) => burst.JoinsWait(wait => wait.ActivityId == Step.Id && wait.Kind == kind);

    /// <summary>Whether this branch is the first to come to this join.</summary>
    public bool ComesFirst() => burst.ComesFirst(Step.Id);

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

    /// <summary>Changes the running deadline as the clock says, and the tasks that serve it.</summary>
    public async Task FollowAsync(DeadlineRow row, Deadline deadline, CancellationToken cancellationToken)
    {
        row.Follow(deadline, burst.TargetOn(deadline));
        foreach (var task in await Db.FindTrackedAsync<OfficerTask>(
            task => task.InstanceId == Instance.Id && task.DeadlineId == row.Id && task.State == OfficerTaskState.Open, cancellationToken))
        {
            task.Follow(row);
            Effects.TaskAssigned(Db, task);
        }
    }

    /// <summary>Starts another procedure on this case once this burst has gone as far as it can.</summary>
    /// <returns>The id of its instance, to wait for.</returns>
    public Guid StartProcedure(string procedure, IEnumerable<HandedFact> handed, bool awaited)
    {
        var facts = new Dictionary<string, string>(State.Facts);
        foreach (var fact in handed)
        {
            if (State.Variables.TryGetValue(fact.Variable, out var value)) facts[fact.Name] = value;
            else facts.Remove(fact.Name);
        }

        var id = NewId();
        burst.StartProcedure(new StartedProcedure(id, Step.Id, procedure, facts, awaited));
        return id;
    }

    public void EndDeadline(DeadlineRow row, Action<DeadlineRow> end)
    {
        end(row);
        Effects.DeadlineStopped(Db, row);
        Record(HistoryTexts.DeadlineStopped(row), row.LegalBasis);
    }

    /// <summary>Ends every other branch: what waits, the tasks, the clocks, and the procedures a branch waits for.</summary>
    public async Task EndOthersAsync(CancellationToken cancellationToken)
    {
        var awaited = burst.Waits.Where(wait => wait.Kind == BookmarkKind.Procedure).Select(wait => Guid.Parse(wait.Key)).ToList();
        burst.ForgetOthers();
        await EndAsync(Instance.Id, State, cancellationToken);
        foreach (var id in awaited) await EndChildAsync(id, cancellationToken);
    }

    private async Task EndChildAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        // A procedure that was to start in this very burst is not there yet; nobody waits for it now, so it will not be.
        if (await Db.Set<ProcedureInstance>().FindAsync([instanceId], cancellationToken) is not { Status: not InstanceStatus.Finished } child)
            return;

        var waits = await Db.FindTrackedAsync<Bookmark>(wait => wait.InstanceId == instanceId, cancellationToken);
        Db.RemoveRange(waits);
        var state = InstanceState.FromJson(child.StateJson);
        await EndAsync(instanceId, state, cancellationToken);
        child.EndBurst(state.ToJson(), finished: true, Today);
        foreach (var incident in await Db.FindTrackedAsync<Incident>(
            one => one.InstanceId == instanceId && one.ResolvedAt == null, cancellationToken))
            incident.Resolve(Now);
        foreach (var wait in waits.Where(wait => wait.Kind == BookmarkKind.Procedure))
            await EndChildAsync(Guid.Parse(wait.Key), cancellationToken);
    }

    private async Task EndAsync(Guid instanceId, InstanceState state, CancellationToken cancellationToken)
    {
        foreach (var task in await Db.FindTrackedAsync<OfficerTask>(
            task => task.InstanceId == instanceId && task.State == OfficerTaskState.Open, cancellationToken))
        {
            task.Cancel(Now);
            Effects.TaskEnded(Db, task);
            Record(HistoryTexts.TaskCancelled(task));
        }

        await EndClocksAsync(state, cancellationToken);
    }

    /// <summary>Ends the clocks of this procedure that still run.</summary>
    public Task EndClocksAsync(CancellationToken cancellationToken) => EndClocksAsync(State, cancellationToken);

    private async Task EndClocksAsync(InstanceState state, CancellationToken cancellationToken)
    {
        foreach (var id in state.Deadlines.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value).ToList())
        {
            if (await Db.Set<DeadlineRow>().FindAsync([id], cancellationToken) is { State: DeadlineState.Running } row)
                EndDeadline(row, one => one.Cancel(Today));
        }
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
