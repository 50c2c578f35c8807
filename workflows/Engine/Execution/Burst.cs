using Clock;
using Engine.Moves;
using Procedures;
using Shared.Hosting;
using Shared.Persistence;

namespace Engine.Execution;

/// <summary>
/// One run of an instance, from what woke it until every branch waits or ends. It writes into the caller's context and saves
/// nothing: the caller saves once, with its inbox and outbox.
/// </summary>
internal sealed class Burst(
    ServiceDbContext db, ProcedureInstance instance, ProcedureDefinition definition, InstanceState state, List<Bookmark> waits,
    string who, BurstChain chain, BurstServices services)
{
    private readonly Queue<Branch> ahead = new();
    private readonly List<StartedProcedure> started = [];
    private Branch? running;

    public ServiceDbContext Db { get; } = db;
    public ProcedureInstance Instance { get; } = instance;
    public ProcedureDefinition Definition { get; } = definition;
    public InstanceState State { get; } = state;
    public IReadOnlyList<Bookmark> Waits => waits;

    /// <summary>The day the department set itself for a deadline, stricter than the law.</summary>
    public DateOnly? TargetOn(Deadline deadline) => services.TargetOn(Instance.Department, deadline);
    public IProcedureEffects Effects => services.Effects;
    public string Who => who;
    public BurstChain Chain => chain;
    public DateTimeOffset Now { get; } = services.Time.GetUtcNow();
    public DateOnly Today { get; } = LegalDay.Today(services.Time);

    public void Begin() => ahead.Enqueue(new Branch(Definition.Find(Definition.Start)!, null, null, null, []));

    /// <summary>Whether the activity takes now what it waits for.</summary>
    public bool Takes(Bookmark bookmark) =>
        StepOf(bookmark) is var step && services.Resolve(step) is IWaitingActivity activity
        && activity.Takes(new ActivityContext(this, step, null));

    public void Wake(Bookmark bookmark, Stimulus stimulus) =>
        ahead.Enqueue(new Branch(StepOf(bookmark), null, bookmark, stimulus, []));

    /// <summary>
    /// Lets the branches of the version before go on where the plan says, each as the activity there takes it over, and begins what is
    /// to begin.
    /// </summary>
    public async Task TakeOverAsync(MovePlan plan, CancellationToken cancellationToken)
    {
        foreach (var forgotten in plan.Forgotten) State.Variables.Remove(forgotten);
        foreach (var (wait, moved) in waits.ToList().Zip(plan.Waits))
        {
            var late = State.Late.GetValueOrDefault(wait.Id)?.Where(join => Definition.Find(join) is not null).ToHashSet();
            State.Late.Remove(wait.Id);
            var goesOn = moved.To is null ? await DropAsync(wait, moved, cancellationToken) : await TakeOverAsync(wait, moved.To.Id, cancellationToken);
            if (goesOn is not null && late is { Count: > 0 }) State.Late[goesOn.Id] = late;
        }

        foreach (var step in plan.Begins) ahead.Enqueue(new Branch(Definition.Find(step.Id)!, null, null, null, []));
    }

    private async Task<Bookmark> TakeOverAsync(Bookmark wait, string at, CancellationToken cancellationToken)
    {
        var step = Definition.Find(at)!;
        var key = await ((IWaitingActivity)services.Resolve(step)).TakeOverAsync(new ActivityContext(this, step, null), wait.Key, cancellationToken);
        if (wait.ActivityId == at && wait.Key == key) return wait;
        var goesOn = new Bookmark(Guid.CreateVersion7(Now), Instance.Id, at, wait.Kind, key);
        waits[waits.IndexOf(wait)] = goesOn;
        Db.Remove(wait);
        Db.Add(goesOn);
        return goesOn;
    }

    private async Task<Bookmark?> DropAsync(Bookmark wait, MovedWait dropped, CancellationToken cancellationToken)
    {
        waits.Remove(wait);
        Db.Remove(wait);
        Record(wait.ActivityId, HistoryTexts.BranchDropped(dropped.At.Name), null);
        if (wait.Kind == BookmarkKind.Task
            && await Db.Set<OfficerTask>().FindAsync([Guid.Parse(wait.Key)], cancellationToken) is { State: OfficerTaskState.Open } task)
        {
            task.Cancel(Now);
            Effects.TaskEnded(Db, task);
        }

        return null;
    }

    /// <summary>Asks the runner to start another procedure when this burst has gone as far as it can.</summary>
    public void StartProcedure(StartedProcedure procedure) => started.Add(procedure);

    public IReadOnlyList<StartedProcedure> TakeStarted()
    {
        StartedProcedure[] taken = [.. started];
        started.Clear();
        return taken;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (ahead.TryDequeue(out var branch))
        {
            // Another branch of this burst may have ended everything this one was woken for.
            if (branch.Bookmark is not null && !Consume(branch.Bookmark, branch)) continue;
            if (!chain.TakesAnotherStep(services.Options.StepBudget))
                throw new ActivityFailedException(Instance, branch.Step.Id, new StepBudgetExceededException(services.Options.StepBudget));
            running = branch;
            var outcome = await StepAsync(branch, cancellationToken);
            foreach (var port in outcome.Ports) Follow(branch, port);
            if (ahead.Count == 0 && waits.Count == 0) LeaveJoinByHand();
        }

        if (waits.Count == 0) await EndAsync(cancellationToken);
        Instance.EndBurst(State.ToJson(), waits.Count == 0, Today);
    }

    public void Wait(string activityId, BookmarkKind kind, string key)
    {
        if (JoinsWait(wait => wait.ActivityId == activityId && wait.Kind == kind && wait.Key == key)) return;
        var bookmark = new Bookmark(Guid.CreateVersion7(Now), Instance.Id, activityId, kind, key);
        waits.Add(bookmark);
        Db.Add(bookmark);
        if (running is { LateFor.Count: > 0 }) State.Late[bookmark.Id] = [.. running.LateFor];
    }

    /// <summary>Joins the running branch to one that waits already, if there is such; together they are late only where both are.</summary>
    public bool JoinsWait(Func<Bookmark, bool> which)
    {
        if (waits.FirstOrDefault(which) is not { } joined) return false;
        if (State.Late.TryGetValue(joined.Id, out var late))
        {
            late.IntersectWith(running?.LateFor ?? []);
            if (late.Count == 0) State.Late.Remove(joined.Id);
        }

        return true;
    }

    /// <summary>Whether the running branch is the first to come to a join. If so, all that are under way now come late.</summary>
    public bool ComesFirst(string join)
    {
        if (running!.LateFor.Contains(join)) return false;
        foreach (var other in ahead) other.LateFor.Add(join);
        foreach (var wait in waits)
        {
            if (!State.Late.TryGetValue(wait.Id, out var late)) State.Late[wait.Id] = late = [];
            late.Add(join);
        }

        return true;
    }

    public void ForgetOthers()
    {
        ahead.Clear();
        Db.RemoveRange(waits);
        waits.Clear();
        State.Arrivals.Clear();
        State.Late.Clear();
    }

    public void Record(string activityId, BilingualText what, string? ground, HistoryDetail? detail = null) =>
        Record(who, chain.InsteadOf, activityId, what, ground, detail);

    private void Record(string by, string? insteadOf, string activityId, BilingualText what, string? ground, HistoryDetail? detail) =>
        Db.Add(new HistoryEntry(
            Guid.CreateVersion7(Now), Instance.CaseId, Instance.Id, activityId, by, HistoryTexts.Fit(what.Vi, 1000), HistoryTexts.Fit(what.En, 1000),
            ground is null ? null : HistoryTexts.Fit(ground, 2000), Now, chain.NextNumber())
        {
            InsteadOf = insteadOf,
            TaskId = detail?.TaskId,
            Input = detail?.Input,
            Outcome = detail?.Outcome,
        });

    private async ValueTask<Outcome> StepAsync(Branch branch, CancellationToken cancellationToken)
    {
        services.Watcher?.Ran(Definition, branch.Step);
        if (chain.ByHand is { } byHand && byHand.Is(Definition, branch.Step) && !IsJoin(branch.Step)) return TakenByHand(byHand, branch.Step);
        try
        {
            var activity = services.Resolve(branch.Step);
            var context = new ActivityContext(this, branch.Step, branch.ArrivedBy);
            return branch.Stimulus is { } stimulus
                ? await ((IWaitingActivity)activity).ResumeAsync(context, stimulus, cancellationToken)
                : await activity.ExecuteAsync(context, cancellationToken);
        }
        catch (ClockRuleException refused)
        {
            var violation = new RuleViolation(refused.Rule, refused.LegalBasis.ToString());
            throw chain.IsUnattended ? new ActivityFailedException(Instance, branch.Step.Id, violation) : violation;
        }
        catch (RuleViolation refused) when (chain.IsUnattended)
        {
            // Nobody is there to be told what the law or the state forbids: a person has to look.
            throw new ActivityFailedException(Instance, branch.Step.Id, refused);
        }
        catch (Exception exception) when (exception is not (RuleViolation or OperationCanceledException or ActivityFailedException))
        {
            throw new ActivityFailedException(Instance, branch.Step.Id, exception);
        }
    }

    private Outcome TakenByHand(Continuation byHand, ActivityNode step)
    {
        byHand.Reach(step);
        Record(byHand.Who, null, step.Id, HistoryTexts.ContinuedByHand(step.Name, byHand.Outcome), byHand.Reason,
            new HistoryDetail(Outcome: byHand.Outcome));
        return Outcome.Of(byHand.Outcome);
    }

    /// <summary>
    /// A join fails when a branch is missing and nothing is under way any more; only then is it left by hand. What arrived in time went
    /// through it as always.
    /// </summary>
    private void LeaveJoinByHand()
    {
        if (chain.ByHand is not { } byHand || Definition.Id != byHand.ProcedureId || Definition.Find(byHand.ActivityId) is not { } join
            || !IsJoin(join) || !State.Arrivals.Remove(join.Id)) return;
        foreach (var port in TakenByHand(byHand, join).Ports) Follow(new Branch(join, null, null, null, []), port);
    }

    private static bool IsJoin(ActivityNode step) => step.Type == "Elsa.FlowJoin";

    private void Follow(Branch branch, string port)
    {
        foreach (var connection in Definition.From(branch.Step.Id, port))
        {
            services.Watcher?.Followed(Definition, connection);
            ahead.Enqueue(new Branch(Definition.Find(connection.Target)!, connection, null, null, [.. branch.LateFor]));
        }
    }

    private bool Consume(Bookmark bookmark, Branch branch)
    {
        if (!waits.Remove(bookmark)) return false;
        Db.Remove(bookmark);
        if (State.Late.Remove(bookmark.Id, out var late)) branch.LateFor.UnionWith(late);
        return true;
    }

    /// <summary>Nothing waits any more, so nobody could ever stop a clock that runs; and no branch may have been left at a join.</summary>
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (running is null) return;
        if (State.Arrivals.Keys.FirstOrDefault() is { } join)
            throw new ActivityFailedException(Instance, join, new BranchMissingException());
        await new ActivityContext(this, running.Step, null).EndClocksAsync(cancellationToken);
    }

    private ActivityNode StepOf(Bookmark bookmark) => Definition.Find(bookmark.ActivityId)
        ?? throw new ActivityFailedException(Instance, bookmark.ActivityId, new InvalidOperationException("The activity is gone."));

    /// <param name="LateFor">The joins through which another branch has gone first.</param>
    private sealed record Branch(ActivityNode Step, Connection? ArrivedBy, Bookmark? Bookmark, Stimulus? Stimulus, HashSet<string> LateFor);
}

/// <summary>A procedure that a step starts.</summary>
/// <param name="Awaited">Whether it is wanted only as long as a branch waits for it.</param>
internal sealed record StartedProcedure(
    Guid InstanceId, string ActivityId, string ProcedureId, IReadOnlyDictionary<string, string> Facts, bool Awaited);

/// <summary>
/// What a burst shares with those it causes: what it is run for, one budget, however many procedures start one another, and one order of
/// what they record.
/// </summary>
/// <param name="workKey">What it is run for (<see cref="FailedWork.Key"/>).</param>
/// <param name="isUnattended">Whether nobody waits for the answer: a message, a day that passed.</param>
/// <param name="insteadOf">The absent person in whose stead it was caused.</param>
/// <param name="byHand">The step that does not run, because a person answers for it.</param>
internal sealed class BurstChain(string workKey, bool isUnattended, string? insteadOf = null, Continuation? byHand = null)
{
    private int steps;
    private int recorded;

    public string WorkKey => workKey;
    public bool IsUnattended => isUnattended;
    public string? InsteadOf => insteadOf;
    public Continuation? ByHand => byHand;

    public bool TakesAnotherStep(int budget) => ++steps <= budget;

    public int NextNumber() => ++recorded;
}

/// <summary>What an entry of the history says besides its sentence.</summary>
internal sealed record HistoryDetail(Guid? TaskId = null, string? Input = null, string? Outcome = null);

/// <summary>What every burst needs besides its instance.</summary>
internal sealed record BurstServices(
    IServiceProvider Provider, IProcedureEffects Effects, TimeProvider Time, EngineOptions Options, IBurstWatcher? Watcher,
    Func<string, Deadline, DateOnly?> TargetOn)
{
    public IActivity Resolve(ActivityNode step) => ActivityRegistry.Resolve(Provider, step.Type);
}
