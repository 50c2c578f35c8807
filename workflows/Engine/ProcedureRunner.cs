using System.Diagnostics;
using System.Text.Json;
using Clock;
using Engine.Execution;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Procedures;
using Shared.Hosting;
using Shared.Persistence;

namespace Engine;

/// <summary>
/// Runs procedures inside a service's own context. Nothing is saved here: the caller saves once, so that a step, its deadline and its
/// messages commit together. When anything throws, the context holds half a burst and must be discarded.
/// </summary>
public sealed partial class ProcedureRunner
{
    private readonly ProcedureBook book;
    private readonly StatutoryClock clock;
    private readonly CurrentActor actor;
    private readonly BurstServices services;
    private readonly ILogger<ProcedureRunner> logger;

    internal ProcedureRunner(
        ProcedureBook book, StatutoryClock clock, CurrentActor actor, BurstServices services, ILogger<ProcedureRunner> logger)
    {
        this.book = book;
        this.clock = clock;
        this.actor = actor;
        this.services = services;
        this.logger = logger;
    }

    /// <summary>Starts the version of a procedure that was in force on the day the case was received, and runs the first burst.</summary>
    /// <exception cref="RuleViolation">There is no such procedure, or none was in force on that day.</exception>
    /// <exception cref="ActivityFailedException">A step failed.</exception>
    public Task<ProcedureInstance> StartAsync(
        ServiceDbContext db, string procedureId, CaseFacts facts, CancellationToken cancellationToken) =>
        StartAsync(db, procedureId, facts, rerun: null, cancellationToken);

    /// <param name="rerun">When an operator has it run again.</param>
    /// <inheritdoc cref="StartAsync(ServiceDbContext, string, CaseFacts, CancellationToken)"/>
    public async Task<ProcedureInstance> StartAsync(
        ServiceDbContext db, string procedureId, CaseFacts facts, Rerun? rerun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(facts);
        var definition = book.Find(procedureId, facts.ReceivedOn)
            ?? throw new RuleViolation(EngineRules.NoProcedure, details: new Dictionary<string, object?>
            {
                ["procedure"] = procedureId,
                ["on"] = LegalDates.Write(facts.ReceivedOn),
            });

        var now = services.Time.GetUtcNow();
        var instance = ProcedureInstance.Start(Guid.CreateVersion7(now), null, definition.Id, definition.InForceFrom, facts, now);
        var who = rerun?.By ?? actor.Id;
        var chain = new BurstChain(FailedWork.StartKey, IsUnattended(who), byHand: rerun?.ByHand);
        await RunAsync(Begin(db, instance, definition, facts, who, chain), cancellationToken);
        foreach (var incident in await db.FindTrackedAsync<Incident>(
            one => one.SubmissionId == facts.SubmissionId && one.Department == facts.Department && one.InstanceId == null
                && one.ResolvedAt == null, cancellationToken))
            incident.Resolve(now);
        return instance;
    }

    /// <summary>Completes a task and goes on from it.</summary>
    /// <param name="data">The fields of the task's form; text or what JSON knows.</param>
    /// <param name="by">Who completes it, and in whose stead.</param>
    /// <exception cref="RuleViolation">The task has ended, is somebody else's, has no such outcome, or its form is not filled in.</exception>
    /// <exception cref="ActivityFailedException">A step failed.</exception>
    public Task CompleteTaskAsync(
        ServiceDbContext db, OfficerTask task, string outcome, IReadOnlyDictionary<string, JsonElement>? data, string? note,
        Doer by, CancellationToken cancellationToken) =>
        CompleteTaskAsync(db, task, outcome, data ?? new Dictionary<string, JsonElement>(), note, by, byHand: null, cancellationToken);

    private async Task CompleteTaskAsync(
        ServiceDbContext db, OfficerTask task, string outcome, IReadOnlyDictionary<string, JsonElement> data, string? note,
        Doer by, Continuation? byHand, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(task);
        task.RequireCompletable(outcome, by);
        by = new Doer(by.UserId, task.SteadOf(by));
        try
        {
            var chain = new BurstChain(FailedWork.KeyOfTask(task.Id), isUnattended: false, by.InsteadOf, byHand);
            var burst = await BurstOfAsync(db, task.InstanceId, by.UserId, chain, cancellationToken);
            await RequireOtherHandsAsync(db, task, burst, by, cancellationToken);
            await CompleteAsync(burst, task, outcome, data, note, by, cancellationToken);
            await RunAsync(burst, cancellationToken);
        }
        catch (ActivityFailedException failed)
        {
            failed.While(FailedWork.OfTask(task.Id, outcome, data, note, by), task.InstanceId);
            throw;
        }
    }

    private async Task CompleteAsync(
        Burst burst, OfficerTask task, string outcome, IReadOnlyDictionary<string, JsonElement> data, string? note, Doer by,
        CancellationToken cancellationToken)
    {
        var bookmark = burst.Waits.SingleOrDefault(wait => wait.Kind == BookmarkKind.Task && wait.Key == task.Id.ToString());
        if (bookmark is null)
        {
            // Somebody may have completed it between the reading of the task and that of its wait; then they were first, and nothing is broken.
            await burst.Db.Entry(task).ReloadAsync(cancellationToken);
            task.RequireCompletable(outcome, by);
            throw new ActivityFailedException(burst.Instance, task.ActivityId, new InvalidOperationException("Nothing waits for the task."));
        }

        if (!burst.Takes(bookmark)) throw new RuleViolation(EngineRules.NotNow, task.Article);
        var values = FormCheck.Read(task, outcome, data, note, LegalDay.Today(services.Time), clock);
        task.Complete(outcome, JsonSerializer.Serialize(values, ProcedureJson.Options), note, by, services.Time.GetUtcNow());
        var doer = by.InsteadOf ?? by.UserId;
        burst.State.DoneBy[task.ActivityId] = doer;
        burst.State.DoneBy[InstanceState.KeyOfRole(task.Role)] = doer;

        services.Effects.TaskEnded(burst.Db, task);
        burst.Record(task.ActivityId, HistoryTexts.TaskCompleted(task), note ?? task.Article,
            new HistoryDetail(task.Id, HistoryInput.Of(task.Form, values), outcome));
        burst.Wake(bookmark, new Stimulus(outcome, values));
    }

    /// <summary>Brings an event to a case, whose procedure must wait for it.</summary>
    /// <exception cref="RuleViolation">Nobody waits for it, or it lacks a value.</exception>
    /// <exception cref="ActivityFailedException">A step failed.</exception>
    public async Task RaiseEventAsync(
        ServiceDbContext db, Guid caseId, string eventName, string? key, IReadOnlyDictionary<string, string>? payload,
        CancellationToken cancellationToken)
    {
        if (!await TryRaiseEventAsync(db, caseId, eventName, key, payload, cancellationToken)) throw NotAwaited(eventName);
    }

    /// <summary>Brings an event to a case, and says whether anything waited for it.</summary>
    /// <exception cref="RuleViolation">The event lacks a value.</exception>
    /// <exception cref="ActivityFailedException">A step failed.</exception>
    public Task<bool> TryRaiseEventAsync(
        ServiceDbContext db, Guid caseId, string eventName, string? key, IReadOnlyDictionary<string, string>? payload,
        CancellationToken cancellationToken) =>
        TryRaiseEventAsync(db, caseId, eventName, key, payload ?? new Dictionary<string, string>(), actor.Id, byHand: null, cancellationToken);

    private async Task<bool> TryRaiseEventAsync(
        ServiceDbContext db, Guid caseId, string eventName, string? key, IReadOnlyDictionary<string, string> payload, string who,
        Continuation? byHand, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var awaited = Bookmark.KeyOf(eventName, key);
        var taken = false;
        var chain = new BurstChain(FailedWork.KeyOfEvent(awaited), IsUnattended(who), byHand: byHand);
        foreach (var instance in OutermostFirst(await db.FindTrackedAsync<ProcedureInstance>(
            instance => instance.CaseId == caseId && instance.Status != InstanceStatus.Finished, cancellationToken)))
        {
            try
            {
                // A procedure that cannot be read any more is no failure of an event that it does not wait for.
                var waits = await WaitsAsync(db, instance, cancellationToken);
                var waiting = waits.Where(wait => wait.Kind == BookmarkKind.Event && wait.Key == awaited).ToList();
                if (waiting.Count == 0) continue;
                var burst = BurstOf(db, instance, waits, who, chain);
                waiting.RemoveAll(wait => !burst.Takes(wait));
                if (waiting.Count == 0) continue;
                foreach (var bookmark in waiting) burst.Wake(bookmark, new Stimulus("Done", payload));
                await RunAsync(burst, cancellationToken);
                taken = true;
            }
            catch (ActivityFailedException failed)
            {
                failed.While(FailedWork.OfEvent(eventName, key, payload, who), instance.Id);
                throw;
            }
        }

        return taken;
    }

    /// <summary>
    /// Records that a burst failed, once until it is resolved; that the same fails again is counted. To be called on a fresh context,
    /// after the one of the burst was discarded. It ends when what failed has been done, or is not waited for any more.
    /// </summary>
    /// <param name="submissionId">The letter whose procedure could not go on, or not even start.</param>
    /// <param name="department">The department that carries it.</param>
    /// <param name="failure">What the burst threw.</param>
    /// <param name="work">What it was run for, where the failure does not say so itself.</param>
    /// <returns>Null when the same failure already waits for an operator.</returns>
    public async Task<Incident?> IncidentAsync(
        ServiceDbContext db, Guid submissionId, string department, Exception failure, FailedWork? work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(failure);
        var now = services.Time.GetUtcNow();
        var failed = failure as ActivityFailedException;
        work = failed?.Work ?? work;
        var (activity, reason) = failed is not null
            ? (failed.ActivityId, failed.Reason)
            : ("", failure is RuleViolation violation ? violation.Rule : failure.GetType().Name);
        var open = await db.Set<ProcedureInstance>().Where(
            one => one.SubmissionId == submissionId && one.Department == department && one.Status != InstanceStatus.Finished)
            .ToListAsync(cancellationToken);
        var instance = open.FirstOrDefault(one => one.Id == failed?.InstanceId)
            ?? open.FirstOrDefault(one => one.Id == failed?.BeganWith)
            ?? OutermostFirst(open).FirstOrDefault();
        var key = work?.Key;
        var known = await db.Set<Incident>().FirstOrDefaultAsync(
            one => one.SubmissionId == submissionId && one.Department == department && one.ResolvedAt == null
                && one.ActivityId == activity && one.Reason == reason && one.WorkKey == key, cancellationToken);
        if (known is not null)
        {
            known.Repeat(work);
            return null;
        }

        var incident = new Incident(
            Guid.CreateVersion7(now), instance?.CaseId, submissionId, instance?.Id, department, activity, reason, now)
        {
            ProcedureId = failed?.ProcedureId,
            InForceFrom = failed?.InForceFrom,
            WorkKind = work?.Kind,
            WorkKey = key,
        };
        incident.Take(work);
        db.Add(incident);
        if (instance is not null)
        {
            instance.StopForIncident();
            db.Add(new HistoryEntry(
                Guid.CreateVersion7(now), instance.CaseId, instance.Id, activity, actor.Id,
                HistoryTexts.Incident.Vi, HistoryTexts.Incident.En, reason, now, 1));
        }

        services.Effects.IncidentRaised(db, incident);
        EngineTelemetry.Incidents.Add(1, new KeyValuePair<string, object?>("department", department));
        IncidentRaised(incident.Id, submissionId, activity, reason);
        return incident;
    }

    /// <inheritdoc cref="IncidentAsync(ServiceDbContext, Guid, string, Exception, FailedWork?, CancellationToken)"/>
    public Task<Incident?> IncidentAsync(
        ServiceDbContext db, Guid submissionId, string department, Exception failure, CancellationToken cancellationToken) =>
        IncidentAsync(db, submissionId, department, failure, work: null, cancellationToken);

    /// <summary>Runs again what failed, as it was asked for then and in the name of whoever asked.</summary>
    /// <param name="start">Starts a procedure from the service's own command; only called for an incident of such.</param>
    /// <exception cref="RuleViolation">The incident is over, nothing is known to run, or the state does not allow it any more.</exception>
    /// <exception cref="ActivityFailedException">It failed again.</exception>
    public async Task RetryAsync(ServiceDbContext db, Incident incident, StartAgain start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(incident);
        incident.RequireOpen();
        var now = services.Time.GetUtcNow();
        var instance = await AgainAsync(db, incident, byHand: null, start, cancellationToken);
        incident.Retried(actor.Id, now);
        // Before everything it brings about, even where that is recorded at the same instant.
        db.Add(new HistoryEntry(
            Guid.CreateVersion7(now), instance.CaseId, instance.Id, incident.ActivityId, actor.Id,
            HistoryTexts.RunAgain.Vi, HistoryTexts.RunAgain.En, incident.Reason, now, 0));
        db.Audit("Incident.Retried", $"Incident/{incident.Id}", incident.Department);
    }

    /// <summary>
    /// Goes on by hand: runs what failed again, but takes the step that failed to have had an outcome and does not run it.
    /// </summary>
    /// <param name="outcome">One of the outcomes of the step.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <inheritdoc cref="RetryAsync"/>
    public async Task ContinueAsync(
        ServiceDbContext db, Incident incident, string outcome, string reason, StartAgain start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(incident);
        incident.RequireOpen();
        if (OutcomesOf(incident) is not { Count: > 0 }) throw new RuleViolation(EngineRules.NotContinuable);
        var byHand = new Continuation(incident, outcome, actor.Id, reason);
        await AgainAsync(db, incident, byHand, start, cancellationToken);
        if (!byHand.IsReached) throw new RuleViolation(EngineRules.StepNotReached);
        incident.Continued(byHand, services.Time.GetUtcNow());
        db.Audit("Incident.Continued", $"Incident/{incident.Id}", incident.Department, $"{incident.ActivityId} = {outcome}");
    }

    /// <summary>
    /// The outcomes a person may answer for; empty where the procedure cannot go on by hand: no step failed, or one that is left through
    /// all of its ports at once or through none.
    /// </summary>
    public IReadOnlyList<TaskOutcome> OutcomesOf(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        if (incident is not { WorkKind: not null, ProcedureId: { } procedure, InForceFrom: { } version }
            || book.Version(procedure, version)?.Find(incident.ActivityId) is not { Type: not "Elsa.FlowFork" } step) return [];
        var labels = step.Literal<TaskOutcome[]>("outcomes") ?? [];
        return [.. step.Outcomes.Select(port => labels.FirstOrDefault(one => one.Name == port) ?? new TaskOutcome(port, port, port))];
    }

    /// <summary>The name of the step that failed, where it is known.</summary>
    public BilingualText? StepOf(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident is { ProcedureId: { } procedure, InForceFrom: { } version }
            ? book.Version(procedure, version)?.Find(incident.ActivityId)?.Name
            : null;
    }

    private async Task<ProcedureInstance> AgainAsync(
        ServiceDbContext db, Incident incident, Continuation? byHand, StartAgain start, CancellationToken cancellationToken)
    {
        switch (incident.Work)
        {
            case { Kind: FailedWorkKind.Start } work:
                try
                {
                    return await start(work.Json, new Rerun(work.By, byHand), cancellationToken);
                }
                catch (ActivityFailedException failed)
                {
                    failed.While(work, beganWith: null);
                    throw;
                }
            case { Kind: FailedWorkKind.Task } work:
                var asked = work.Read<FailedWork.CompletedTask>();
                var task = await db.Set<OfficerTask>().FindAsync([asked.TaskId], cancellationToken)
                    ?? throw new RuleViolation(EngineRules.NothingToRetry);
                await CompleteTaskAsync(
                    db, task, asked.Outcome, asked.Data, asked.Note, new Doer(work.By, asked.InsteadOf), byHand, cancellationToken);
                return await InstanceAsync(db, task.InstanceId, cancellationToken);
            case { Kind: FailedWorkKind.Event } work when incident is { CaseId: { } caseId, InstanceId: { } instanceId }:
                var raised = work.Read<FailedWork.RaisedEvent>();
                if (!await TryRaiseEventAsync(db, caseId, raised.Name, raised.Key, raised.Payload, work.By, byHand, cancellationToken))
                    throw NotAwaited(raised.Name);
                return await InstanceAsync(db, instanceId, cancellationToken);
            default:
                throw new RuleViolation(EngineRules.NothingToRetry);
        }
    }

    private static RuleViolation NotAwaited(string eventName) =>
        new(EngineRules.NotAwaited, details: new Dictionary<string, object?> { ["event"] = eventName });

    /// <summary>Whether nobody waits for the answer: a consumer, the sweeper.</summary>
    private static bool IsUnattended(string who) => who.StartsWith("system:", StringComparison.Ordinal);

    private Burst Begin(
        ServiceDbContext db, ProcedureInstance instance, ProcedureDefinition definition, CaseFacts facts, string who, BurstChain chain)
    {
        db.Add(instance);
        var burst = new Burst(db, instance, definition, InstanceState.Of(facts), [], who, chain, services);
        burst.Begin();
        return burst;
    }

    /// <summary>Begins a procedure that a burst asked for; not one whose end nobody waits for any more.</summary>
    private Burst? BeginStarted(Burst burst, StartedProcedure start)
    {
        var parent = burst.Instance;
        var key = start.InstanceId.ToString();
        if (start.Awaited && !burst.Db.Set<Bookmark>().Local.Any(wait => wait.Kind == BookmarkKind.Procedure && wait.Key == key)) return null;
        var definition = book.Find(start.ProcedureId, burst.Today) ?? throw new ActivityFailedException(
            parent, start.ActivityId, new InvalidOperationException($"The procedure {start.ProcedureId} is not in force."));
        burst.Record(start.ActivityId, HistoryTexts.ProcedureStarted(definition.Name), definition.Article);
        var facts = new CaseFacts(parent.CaseId, parent.SubmissionId, parent.Department, burst.Today, burst.Today, start.Facts);
        var child = ProcedureInstance.Start(start.InstanceId, parent.Id, definition.Id, definition.InForceFrom, facts, burst.Now);
        return Begin(burst.Db, child, definition, facts, burst.Who, burst.Chain);
    }

    /// <summary>Wakes whoever waits for an instance that has ended.</summary>
    private async Task<Burst?> WakeParentAsync(Burst burst, Guid parentId, CancellationToken cancellationToken)
    {
        var key = burst.Instance.Id.ToString();
        var waits = await burst.Db.FindTrackedAsync<Bookmark>(
            wait => wait.InstanceId == parentId && wait.Kind == BookmarkKind.Procedure && wait.Key == key, cancellationToken);
        if (waits.Count == 0) return null;
        var waiting = await BurstOfAsync(burst.Db, parentId, burst.Who, burst.Chain, cancellationToken);
        foreach (var wait in waits) waiting.Wake(wait, new Stimulus("Done", new Dictionary<string, string>()));
        return waiting;
    }

    /// <summary>
    /// Who stands in for somebody counts as both: neither may have done the other step, themselves or through anybody who stood in.
    /// </summary>
    private static async Task RequireOtherHandsAsync(ServiceDbContext db, OfficerTask task, Burst burst, Doer by, CancellationToken cancellationToken)
    {
        if (burst.Definition.Find(task.ActivityId)?.Literal<string[]>("notBy") is not { Length: > 0 } steps) return;
        var (hands, stead) = (by.UserId, by.InsteadOf ?? by.UserId);
        var own = (await db.FindTrackedAsync<OfficerTask>(
            one => one.InstanceId == task.InstanceId && one.State == OfficerTaskState.Completed
                && (one.CompletedBy == hands || one.CompletedBy == stead || one.InsteadOf == hands || one.InsteadOf == stead), cancellationToken))
            .Select(one => one.ActivityId).Where(steps.Contains).Distinct().ToList();
        if (own.Count > 0)
            throw new RuleViolation(EngineRules.FourEyes, task.Article, 409, new Dictionary<string, object?> { ["steps"] = own });
    }

    /// <summary>A procedure before those it started: what it ends is not woken any more.</summary>
    private static IEnumerable<ProcedureInstance> OutermostFirst(IReadOnlyCollection<ProcedureInstance> instances)
    {
        var byId = instances.ToDictionary(one => one.Id);
        return instances.OrderBy(Depth).ThenBy(one => one.StartedAt).ThenBy(one => one.Id);

        int Depth(ProcedureInstance instance) =>
            instance.ParentId is { } parent && byId.TryGetValue(parent, out var outer) ? Depth(outer) + 1 : 0;
    }

    private async Task<Burst> BurstOfAsync(
        ServiceDbContext db, Guid instanceId, string who, BurstChain chain, CancellationToken cancellationToken)
    {
        var instance = await InstanceAsync(db, instanceId, cancellationToken);
        return BurstOf(db, instance, await WaitsAsync(db, instance, cancellationToken), who, chain);
    }

    private static async Task<ProcedureInstance> InstanceAsync(ServiceDbContext db, Guid instanceId, CancellationToken cancellationToken) =>
        await db.Set<ProcedureInstance>().FindAsync([instanceId], cancellationToken)
            ?? throw new InvalidOperationException($"The procedure instance {instanceId} does not exist.");

    private static Task<List<Bookmark>> WaitsAsync(ServiceDbContext db, ProcedureInstance instance, CancellationToken cancellationToken) =>
        db.FindTrackedAsync<Bookmark>(wait => wait.InstanceId == instance.Id, cancellationToken);

    private Burst BurstOf(ServiceDbContext db, ProcedureInstance instance, List<Bookmark> waits, string who, BurstChain chain)
    {
        var definition = book.Version(instance.ProcedureId, instance.InForceFrom) ?? throw new ActivityFailedException(instance, "", new InvalidOperationException(
            $"The procedure {instance.ProcedureId} of {instance.InForceFrom:yyyy-MM-dd} is not in the book."));
        return new Burst(db, instance, definition, StateOf(instance), waits, who, chain, services);
    }

    private static InstanceState StateOf(ProcedureInstance instance)
    {
        try
        {
            return InstanceState.FromJson(instance.StateJson);
        }
        catch (JsonException unreadable)
        {
            throw new ActivityFailedException(instance, "", unreadable);
        }
    }

    /// <summary>Runs a burst and, one after the other, those it causes: procedures it starts, and those that wait for one that ended.</summary>
    private async Task RunAsync(Burst burst, CancellationToken cancellationToken)
    {
        var caused = new Queue<Func<Task<Burst?>>>();
        await RunAsync(burst, caused, cancellationToken);
        while (caused.TryDequeue(out var next))
            if (await next() is { } following) await RunAsync(following, caused, cancellationToken);
    }

    private async Task RunAsync(Burst burst, Queue<Func<Task<Burst?>>> caused, CancellationToken cancellationToken)
    {
        using var span = EngineTelemetry.Source.StartActivity("burst");
        span?.SetTag("procedure", burst.Definition.Id);
        var started = services.Time.GetTimestamp();
        var hadIncident = burst.Instance.Status == InstanceStatus.Incident;
        await burst.RunAsync(cancellationToken);
        foreach (var start in burst.TakeStarted()) caused.Enqueue(() => Task.FromResult(BeginStarted(burst, start)));
        if (burst.Instance is { Status: InstanceStatus.Finished, ParentId: { } parentId })
            caused.Enqueue(() => WakeParentAsync(burst, parentId, cancellationToken));
        if (hadIncident) await SettleAsync(burst, cancellationToken);

        var tag = new KeyValuePair<string, object?>("procedure", burst.Definition.Id);
        EngineTelemetry.Bursts.Add(1, tag);
        EngineTelemetry.BurstDuration.Record(services.Time.GetElapsedTime(started).TotalSeconds, tag);
    }

    /// <summary>
    /// Ends the incidents whose work is done or not waited for any more. That another branch went on is no reason to forget the one that
    /// cannot: the instance stays in its incident until then.
    /// </summary>
    private static async Task SettleAsync(Burst burst, CancellationToken cancellationToken)
    {
        var open = await burst.Db.FindTrackedAsync<Incident>(
            one => one.InstanceId == burst.Instance.Id && one.ResolvedAt == null, cancellationToken);
        foreach (var incident in open)
            if (!await IsStillToDoAsync(burst, incident, cancellationToken)) incident.Resolve(burst.Now);
        if (open.Any(incident => incident.ResolvedAt is null)) burst.Instance.StopForIncident();
    }

    private static async Task<bool> IsStillToDoAsync(Burst burst, Incident incident, CancellationToken cancellationToken)
    {
        if (burst.Instance.Status == InstanceStatus.Finished || incident.WorkKey == burst.Chain.WorkKey) return false;
        return incident.WorkKind switch
        {
            FailedWorkKind.Task => await burst.Db.Set<OfficerTask>().FindAsync([incident.Work!.Read<FailedWork.CompletedTask>().TaskId], cancellationToken)
                is { State: OfficerTaskState.Open },
            FailedWorkKind.Event => burst.Waits.Any(wait => wait.Kind == BookmarkKind.Event && FailedWork.KeyOfEvent(wait.Key) == incident.WorkKey),
            _ => false,
        };
    }
}

/// <summary>Starts a procedure again from the command that a service kept.</summary>
public delegate Task<ProcedureInstance> StartAgain(string command, Rerun rerun, CancellationToken cancellationToken);
