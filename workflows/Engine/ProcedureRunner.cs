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
    public async Task<ProcedureInstance> StartAsync(
        ServiceDbContext db, string procedureId, CaseFacts facts, CancellationToken cancellationToken)
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
        await RunAsync(Begin(db, instance, definition, facts, actor.Id, new BurstChain()), cancellationToken);
        foreach (var incident in await db.FindTrackedAsync<Incident>(
            one => one.SubmissionId == facts.SubmissionId && one.Department == facts.Department && one.InstanceId == null
                && one.ResolvedAt == null, cancellationToken))
            incident.Resolve(now);
        return instance;
    }

    /// <summary>Completes a task and goes on from it.</summary>
    /// <param name="data">The fields of the task's form; text or what JSON knows.</param>
    /// <exception cref="RuleViolation">The task has ended, is somebody else's, has no such outcome, or its form is not filled in.</exception>
    /// <exception cref="ActivityFailedException">A step failed.</exception>
    public async Task CompleteTaskAsync(
        ServiceDbContext db, OfficerTask task, string outcome, IReadOnlyDictionary<string, JsonElement>? data, string? note,
        string userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(task);
        task.RequireCompletable(outcome, userId);
        var burst = await BurstOfAsync(db, task.InstanceId, userId, new BurstChain(), cancellationToken);
        await RequireOtherHandsAsync(db, task, burst, userId, cancellationToken);
        var bookmark = burst.Waits.SingleOrDefault(wait => wait.Kind == BookmarkKind.Task && wait.Key == task.Id.ToString());
        if (bookmark is null)
        {
            // Somebody may have completed it between the reading of the task and that of its wait; then they were first, and nothing is broken.
            await db.Entry(task).ReloadAsync(cancellationToken);
            task.RequireCompletable(outcome, userId);
            throw new ActivityFailedException(burst.Instance, task.ActivityId, new InvalidOperationException("Nothing waits for the task."));
        }

        if (!burst.Takes(bookmark)) throw new RuleViolation(EngineRules.NotNow, task.Article);
        var values = FormCheck.Read(
            task, outcome, data ?? new Dictionary<string, JsonElement>(), note, LegalDay.Today(services.Time), clock);
        task.Complete(outcome, JsonSerializer.Serialize(values, ProcedureJson.Options), note, userId, services.Time.GetUtcNow());

        services.Effects.TaskEnded(db, task);
        burst.Record(task.ActivityId, HistoryTexts.TaskCompleted(task), note ?? task.Article);
        burst.Wake(bookmark, new Stimulus(outcome, values));
        await RunAsync(burst, cancellationToken);
    }

    /// <summary>Brings an event to a case, whose procedure must wait for it.</summary>
    /// <exception cref="RuleViolation">Nobody waits for it, or it lacks a value.</exception>
    /// <exception cref="ActivityFailedException">A step failed.</exception>
    public async Task RaiseEventAsync(
        ServiceDbContext db, Guid caseId, string eventName, string? key, IReadOnlyDictionary<string, string>? payload,
        CancellationToken cancellationToken)
    {
        if (!await TryRaiseEventAsync(db, caseId, eventName, key, payload, cancellationToken))
            throw new RuleViolation(EngineRules.NotAwaited, details: new Dictionary<string, object?> { ["event"] = eventName });
    }

    /// <summary>Brings an event to a case, and says whether anything waited for it.</summary>
    /// <exception cref="RuleViolation">The event lacks a value.</exception>
    /// <exception cref="ActivityFailedException">A step failed.</exception>
    public async Task<bool> TryRaiseEventAsync(
        ServiceDbContext db, Guid caseId, string eventName, string? key, IReadOnlyDictionary<string, string>? payload,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var awaited = Bookmark.KeyOf(eventName, key);
        var taken = false;
        var chain = new BurstChain();
        foreach (var instance in OutermostFirst(await db.FindTrackedAsync<ProcedureInstance>(
            instance => instance.CaseId == caseId && instance.Status != InstanceStatus.Finished, cancellationToken)))
        {
            var burst = await BurstOfAsync(db, instance, actor.Id, chain, cancellationToken);
            var waiting = burst.Waits
                .Where(wait => wait.Kind == BookmarkKind.Event && wait.Key == awaited && burst.Takes(wait)).ToList();
            if (waiting.Count == 0) continue;
            foreach (var bookmark in waiting)
                burst.Wake(bookmark, new Stimulus("Done", payload ?? new Dictionary<string, string>()));
            await RunAsync(burst, cancellationToken);
            taken = true;
        }

        return taken;
    }

    /// <summary>
    /// Records that a burst failed, once until it is resolved. To be called on a fresh context, after the one of the burst was
    /// discarded. The next burst that succeeds resolves it.
    /// </summary>
    /// <param name="submissionId">The letter whose procedure could not go on, or not even start.</param>
    /// <param name="department">The department that carries it.</param>
    /// <param name="failure">What the burst threw.</param>
    /// <returns>Null when the same failure already waits for an operator.</returns>
    public async Task<Incident?> IncidentAsync(
        ServiceDbContext db, Guid submissionId, string department, Exception failure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(failure);
        var now = services.Time.GetUtcNow();
        var (activity, reason) = failure is ActivityFailedException failed
            ? (failed.ActivityId, failed.Reason)
            : ("", failure is RuleViolation violation ? violation.Rule : failure.GetType().Name);
        var open = await db.Set<ProcedureInstance>().Where(
            one => one.SubmissionId == submissionId && one.Department == department && one.Status != InstanceStatus.Finished)
            .ToListAsync(cancellationToken);
        var instance = open.FirstOrDefault(one => one.Id == (failure as ActivityFailedException)?.InstanceId)
            ?? OutermostFirst(open).FirstOrDefault();
        var known = await db.Set<Incident>().AnyAsync(
            one => one.SubmissionId == submissionId && one.Department == department && one.ResolvedAt == null
                && one.ActivityId == activity && one.Reason == reason, cancellationToken);
        if (known) return null;

        var incident = new Incident(
            Guid.CreateVersion7(now), instance?.CaseId, submissionId, instance?.Id, department, activity, reason, now);
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

    private static async Task RequireOtherHandsAsync(ServiceDbContext db, OfficerTask task, Burst burst, string userId, CancellationToken cancellationToken)
    {
        if (burst.Definition.Find(task.ActivityId)?.Literal<string[]>("notBy") is not { Length: > 0 } steps) return;
        var own = (await db.FindTrackedAsync<OfficerTask>(
            one => one.InstanceId == task.InstanceId && one.CompletedBy == userId, cancellationToken))
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
        var instance = await db.Set<ProcedureInstance>().FindAsync([instanceId], cancellationToken)
            ?? throw new InvalidOperationException($"The procedure instance {instanceId} does not exist.");
        return await BurstOfAsync(db, instance, who, chain, cancellationToken);
    }

    private async Task<Burst> BurstOfAsync(
        ServiceDbContext db, ProcedureInstance instance, string who, BurstChain chain, CancellationToken cancellationToken)
    {
        var definition = book.Version(instance.ProcedureId, instance.InForceFrom) ?? throw new ActivityFailedException(instance, "", new InvalidOperationException(
            $"The procedure {instance.ProcedureId} of {instance.InForceFrom:yyyy-MM-dd} is not in the book."));
        var waits = await db.FindTrackedAsync<Bookmark>(wait => wait.InstanceId == instance.Id, cancellationToken);
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
        if (hadIncident)
        {
            foreach (var incident in await burst.Db.FindTrackedAsync<Incident>(
                one => one.InstanceId == burst.Instance.Id && one.ResolvedAt == null, cancellationToken))
                incident.Resolve(burst.Now);
        }

        var tag = new KeyValuePair<string, object?>("procedure", burst.Definition.Id);
        EngineTelemetry.Bursts.Add(1, tag);
        EngineTelemetry.BurstDuration.Record(services.Time.GetElapsedTime(started).TotalSeconds, tag);
    }
}
