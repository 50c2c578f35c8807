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
        deadline.Extend(message.DueOn, message.Receipt);
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

/// <summary>Announces that a received submission was not taken up, passed on or refused in time.</summary>
internal sealed class ProcessingDeadlinePassed : IDeadlinePassed<IntakeDbContext>
{
    public DateOnly LegalDay(DateTimeOffset instant) => Clock.LegalDay.Of(instant);

    public Task HandleAsync(IntakeDbContext db, DeadlineRow deadline, DateOnly today, CancellationToken cancellationToken)
    {
        db.Publish(new DeadlineMissed(deadline.Id, deadline.SubmissionId, deadline.Department, deadline.Limit, deadline.DueOn, db.Now));
        return Task.CompletedTask;
    }
}
