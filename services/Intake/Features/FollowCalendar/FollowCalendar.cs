using Contracts.Catalogue;
using Intake.Persistence;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Messaging;

namespace Intake.Features.FollowCalendar;

/// <summary>Counts by the newest calendar from now on; the running deadlines follow in the background.</summary>
internal sealed class CalendarChangedConsumer(IntakeDbContext db, CurrentActor actor) : InboxConsumer<IntakeDbContext, CalendarChanged>(db, actor)
{
    protected override Task HandleAsync(CalendarChanged message, CancellationToken cancellationToken) => Db.KeepEditionAsync(
        new CalendarEdition(message.Revision, message.Calendars, message.ChangedFrom, message.ChangedThrough, message.Reason, Db.Now),
        cancellationToken);
}

/// <summary>Somebody asks what a calendar would do to the deadlines kept here.</summary>
internal sealed class CalendarPreviewRequestedConsumer(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, CalendarPreviewRequested>(db, actor)
{
    protected override Task HandleAsync(CalendarPreviewRequested message, CancellationToken cancellationToken) =>
        Db.KeepPreviewAsync(new CalendarPreview(message.PreviewId, "", message.Calendars, message.RequestedAt), cancellationToken);
}

internal sealed class CalendarChangedConsumerDefinition : ServiceConsumerDefinition<CalendarChangedConsumer>;

internal sealed class CalendarPreviewRequestedConsumerDefinition : ServiceConsumerDefinition<CalendarPreviewRequestedConsumer>;
