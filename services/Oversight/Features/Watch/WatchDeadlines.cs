using Contracts.Shared;
using Microsoft.EntityFrameworkCore;
using Oversight.Domain;
using Oversight.Persistence;
using Shared.Hosting;
using Shared.Messaging;

namespace Oversight.Features.Watch;

internal sealed class DeadlineStartedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<DeadlineStarted>(db, actor)
{
    protected override async Task HandleAsync(DeadlineStarted message, CancellationToken cancellationToken)
    {
        if (!await Db.Deadlines.AnyAsync(row => row.Id == message.DeadlineId, cancellationToken))
            Db.Deadlines.Add(WatchedDeadline.From(message));
    }
}

internal sealed class DeadlineExtendedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<DeadlineExtended>(db, actor)
{
    protected override async Task HandleAsync(DeadlineExtended message, CancellationToken cancellationToken)
    {
        (await DeadlineAsync(message.DeadlineId, cancellationToken)).MoveDueOn(message.DueOn, message.Version);
    }
}

internal sealed class DeadlineStoppedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<DeadlineStopped>(db, actor)
{
    protected override async Task HandleAsync(DeadlineStopped message, CancellationToken cancellationToken)
    {
        (await DeadlineAsync(message.DeadlineId, cancellationToken)).Stop(message.Outcome);
    }
}

internal sealed class DeadlineMissedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<DeadlineMissed>(db, actor)
{
    protected override async Task HandleAsync(DeadlineMissed message, CancellationToken cancellationToken)
    {
        (await DeadlineAsync(message.DeadlineId, cancellationToken)).Miss(message.DueOn);
        OversightTelemetry.Missed.Add(1,
            new KeyValuePair<string, object?>("department", message.Department), new KeyValuePair<string, object?>("limit", message.Limit));
    }
}

internal sealed class DeadlineRedatedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<DeadlineRedated>(db, actor)
{
    protected override async Task HandleAsync(DeadlineRedated message, CancellationToken cancellationToken)
    {
        (await DeadlineAsync(message.DeadlineId, cancellationToken)).MoveDueOn(message.DueOn, message.Version);
        Note(message.SubmissionId, message.Department, message.Limit, null, message.RedatedAt);
    }
}

internal sealed class DeadlineSuspendedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<DeadlineSuspended>(db, actor)
{
    protected override async Task HandleAsync(DeadlineSuspended message, CancellationToken cancellationToken)
    {
        (await DeadlineAsync(message.DeadlineId, cancellationToken)).Suspend(message.Version);
        Note(message.SubmissionId, message.Department, message.Limit, null, message.SuspendedAt);
    }
}

internal sealed class DeadlineResumedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<DeadlineResumed>(db, actor)
{
    protected override async Task HandleAsync(DeadlineResumed message, CancellationToken cancellationToken)
    {
        (await DeadlineAsync(message.DeadlineId, cancellationToken)).MoveDueOn(message.DueOn, message.Version);
        Note(message.SubmissionId, message.Department, message.Limit, null, message.ResumedAt);
    }
}

internal sealed class DeadlineThresholdReachedConsumer(OversightDbContext db, CurrentActor actor)
    : Watcher<DeadlineThresholdReached>(db, actor)
{
    protected override async Task HandleAsync(DeadlineThresholdReached message, CancellationToken cancellationToken)
    {
        (await DeadlineAsync(message.DeadlineId, cancellationToken)).Reach(message.Threshold, message.ReachedOn);
        Note(message.SubmissionId, message.Department, $"{message.Limit} {message.Threshold}", null, message.AnnouncedAt);
    }
}

internal sealed class DeadlineRedatedConsumerDefinition : ServiceConsumerDefinition<DeadlineRedatedConsumer>;

internal sealed class DeadlineSuspendedConsumerDefinition : ServiceConsumerDefinition<DeadlineSuspendedConsumer>;

internal sealed class DeadlineResumedConsumerDefinition : ServiceConsumerDefinition<DeadlineResumedConsumer>;

internal sealed class DeadlineThresholdReachedConsumerDefinition : ServiceConsumerDefinition<DeadlineThresholdReachedConsumer>;

internal sealed class DeadlineStartedConsumerDefinition : ServiceConsumerDefinition<DeadlineStartedConsumer>;

internal sealed class DeadlineExtendedConsumerDefinition : ServiceConsumerDefinition<DeadlineExtendedConsumer>;

internal sealed class DeadlineStoppedConsumerDefinition : ServiceConsumerDefinition<DeadlineStoppedConsumer>;

internal sealed class DeadlineMissedConsumerDefinition : ServiceConsumerDefinition<DeadlineMissedConsumer>;
