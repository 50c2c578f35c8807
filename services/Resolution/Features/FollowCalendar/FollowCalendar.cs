using Contracts.Resolution;
using Resolution.Persistence;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Messaging;

namespace Resolution.Features.FollowCalendar;

/// <summary>
/// Counts by the newest calendar from now on; the running deadlines follow in the background. Each department is told, so that every
/// installation hears of it; one that serves several takes it once.
/// </summary>
internal sealed class AdoptCalendarConsumer(ResolutionDbContext db, CurrentActor actor) : InboxConsumer<ResolutionDbContext, AdoptCalendar>(db, actor)
{
    protected override Task HandleAsync(AdoptCalendar message, CancellationToken cancellationToken) => Db.KeepEditionAsync(
        new CalendarEdition(message.Revision, message.Calendars, message.ChangedFrom, message.ChangedThrough, message.Reason, Db.Now),
        cancellationToken);
}

/// <summary>Somebody asks what a calendar would do to the deadlines of a department.</summary>
internal sealed class PreviewCalendarConsumer(ResolutionDbContext db, CurrentActor actor)
    : InboxConsumer<ResolutionDbContext, PreviewCalendar>(db, actor)
{
    protected override Task HandleAsync(PreviewCalendar message, CancellationToken cancellationToken) =>
        Db.KeepPreviewAsync(new CalendarPreview(message.PreviewId, message.Department, message.Calendars, message.RequestedAt), cancellationToken);
}

internal sealed class AdoptCalendarConsumerDefinition : DepartmentConsumerDefinition<AdoptCalendarConsumer>;

internal sealed class PreviewCalendarConsumerDefinition : DepartmentConsumerDefinition<PreviewCalendarConsumer>;
