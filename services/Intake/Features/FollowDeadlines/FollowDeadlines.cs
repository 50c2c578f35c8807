using Clock;
using Contracts.Shared;
using Intake.Domain;
using Intake.Persistence;
using Microsoft.EntityFrameworkCore;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Messaging;

namespace Intake.Features.FollowDeadlines;

/// <summary>Shows the sender a deadline that another service started.</summary>
internal sealed class DeadlineStartedConsumer(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, DeadlineStarted>(db, actor)
{
    protected override async Task HandleAsync(DeadlineStarted message, CancellationToken cancellationToken)
    {
        if (await Db.TrackedDeadlines.AnyAsync(deadline => deadline.Id == message.DeadlineId, cancellationToken)) return;
        Db.TrackedDeadlines.Add(TrackedDeadline.From(message));
    }
}

internal sealed class DeadlineExtendedConsumer(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, DeadlineExtended>(db, actor)
{
    protected override async Task HandleAsync(DeadlineExtended message, CancellationToken cancellationToken)
    {
        var deadline = await Db.TrackedDeadlines.SingleOrDefaultAsync(row => row.Id == message.DeadlineId, cancellationToken)
            ?? throw new NotYetException("The start of the deadline");
        deadline.Follow(message.DueOn, message.Receipt, deadline.Confirmed, message.Version);
    }
}

internal sealed class DeadlineRedatedConsumer(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, DeadlineRedated>(db, actor)
{
    protected override async Task HandleAsync(DeadlineRedated message, CancellationToken cancellationToken)
    {
        var deadline = await Db.TrackedDeadlines.SingleOrDefaultAsync(row => row.Id == message.DeadlineId, cancellationToken)
            ?? throw new NotYetException("The start of the deadline");
        deadline.Follow(message.DueOn, message.Receipt, message.Confirmed, message.Version);
    }
}

internal sealed class DeadlineSuspendedConsumer(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, DeadlineSuspended>(db, actor)
{
    protected override async Task HandleAsync(DeadlineSuspended message, CancellationToken cancellationToken)
    {
        var deadline = await Db.TrackedDeadlines.SingleOrDefaultAsync(row => row.Id == message.DeadlineId, cancellationToken)
            ?? throw new NotYetException("The start of the deadline");
        deadline.Suspend(message.Receipt, message.Version);
    }
}

internal sealed class DeadlineResumedConsumer(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, DeadlineResumed>(db, actor)
{
    protected override async Task HandleAsync(DeadlineResumed message, CancellationToken cancellationToken)
    {
        var deadline = await Db.TrackedDeadlines.SingleOrDefaultAsync(row => row.Id == message.DeadlineId, cancellationToken)
            ?? throw new NotYetException("The start of the deadline");
        deadline.Follow(message.DueOn, message.Receipt, deadline.Confirmed, message.Version);
    }
}

internal sealed class DeadlineStoppedConsumer(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, DeadlineStopped>(db, actor)
{
    protected override async Task HandleAsync(DeadlineStopped message, CancellationToken cancellationToken)
    {
        var deadline = await Db.TrackedDeadlines.SingleOrDefaultAsync(row => row.Id == message.DeadlineId, cancellationToken)
            ?? throw new NotYetException("The start of the deadline");
        deadline.Stop(message.Outcome);
    }
}

internal sealed class DeadlineStartedConsumerDefinition : ServiceConsumerDefinition<DeadlineStartedConsumer>;

internal sealed class DeadlineExtendedConsumerDefinition : ServiceConsumerDefinition<DeadlineExtendedConsumer>;

internal sealed class DeadlineStoppedConsumerDefinition : ServiceConsumerDefinition<DeadlineStoppedConsumer>;

internal sealed class DeadlineSuspendedConsumerDefinition : ServiceConsumerDefinition<DeadlineSuspendedConsumer>;

internal sealed class DeadlineResumedConsumerDefinition : ServiceConsumerDefinition<DeadlineResumedConsumer>;

internal sealed class DeadlineRedatedConsumerDefinition : ServiceConsumerDefinition<DeadlineRedatedConsumer>;

/// <summary>A received submission that nobody takes up is announced to the other services; nothing more happens here.</summary>
internal sealed class ProcessingDeadlineEvents : IDeadlineEvents<IntakeDbContext>
{
    public string Keeper => "intake";

    public Task ReachedAsync(IntakeDbContext db, DeadlineRow deadline, Threshold threshold, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task RedatedAsync(IntakeDbContext db, IReadOnlyCollection<DeadlineRow> deadlines, CancellationToken cancellationToken) => Task.CompletedTask;
}
