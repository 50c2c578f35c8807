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
        (await DeadlineAsync(message.DeadlineId, cancellationToken)).Extend(message.DueOn);
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
    }
}

internal sealed class DeadlineStartedConsumerDefinition : ServiceConsumerDefinition<DeadlineStartedConsumer>;

internal sealed class DeadlineExtendedConsumerDefinition : ServiceConsumerDefinition<DeadlineExtendedConsumer>;

internal sealed class DeadlineStoppedConsumerDefinition : ServiceConsumerDefinition<DeadlineStoppedConsumer>;

internal sealed class DeadlineMissedConsumerDefinition : ServiceConsumerDefinition<DeadlineMissedConsumer>;
