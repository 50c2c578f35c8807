using Catalogue.Domain;
using Catalogue.Persistence;
using Contracts.Shared;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;
using Shared.Messaging;

namespace Catalogue.Features.ChangeCalendar;

internal sealed class CalendarPreviewCountedConsumer(CatalogueDbContext db, CurrentActor actor)
    : InboxConsumer<CatalogueDbContext, CalendarPreviewCounted>(db, actor)
{
    protected override async Task HandleAsync(CalendarPreviewCounted message, CancellationToken cancellationToken)
    {
        if (!await Db.Previews.AnyAsync(row => row.Id == message.PreviewId, cancellationToken)) return;
        // A keeper asked twice answers twice; the first answer stays.
        var department = message.Department ?? "";
        if (await Db.PreviewCounts.AnyAsync(
            row => row.PreviewId == message.PreviewId && row.Keeper == message.Keeper && row.Department == department, cancellationToken)) return;

        Db.PreviewCounts.Add(new CalendarPreviewCount(message.PreviewId, message.Keeper, department, message.Running, message.Moved,
            message.Earlier, message.BecomeOverdue, message.NoLongerOverdue, message.CountedAt));
    }
}

internal sealed class CalendarPreviewCountedConsumerDefinition : ServiceConsumerDefinition<CalendarPreviewCountedConsumer>;
