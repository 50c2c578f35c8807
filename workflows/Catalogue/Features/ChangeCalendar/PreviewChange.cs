using System.Security.Claims;
using Catalogue.Domain;
using Catalogue.Persistence;
using Contracts.Catalogue;
using Contracts.Resolution;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;

namespace Catalogue.Features.ChangeCalendar;

internal static class PreviewChange
{
    private const string Intake = "intake", Resolution = "resolution";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/calendars/{year:int}/previews", Handle)
            .WithName(nameof(PreviewChange))
            .WithSummary("Asks everybody who keeps deadlines what a calendar would do to them. Nothing changes.")
            .Accepts<CalendarDraft>("application/json", ICalendar.MediaType)
            .RequireAuthorization(CataloguePolicies.ChangeLaw);
        routes.MapGet("/calendars/{year:int}/previews/{id:guid}", HandleGet)
            .WithName("GetPreview")
            .WithSummary("What has been answered so far, and who has not answered yet.")
            .RequireAuthorization(CataloguePolicies.ChangeLaw);
    }

    public sealed record Started(Guid Id, int Year, int Revision);

    /// <param name="Revision">The revision it was compared with.</param>
    /// <param name="IsCurrent">Whether that revision is still in force; if not, ask again.</param>
    /// <param name="Summary">The totals in a sentence.</param>
    /// <param name="Waiting">Who has not answered yet.</param>
    /// <param name="Calendar">The calendar as it would be.</param>
    public sealed record Response(
        Guid Id, int Year, int Revision, bool IsCurrent, DateTimeOffset RequestedAt, string? RequestedBy, DateOnly? ChangedFrom,
        DateOnly? ChangedThrough, string Summary, Figures Totals, IReadOnlyList<Keeper> Keepers, IReadOnlyList<KeeperName> Waiting,
        CalendarView Calendar, IReadOnlyList<CalendarDifference> Differences);

    public sealed record Figures(int Running, int Moved, int Earlier, int BecomeOverdue, int NoLongerOverdue);
    public sealed record KeeperName(string Keeper, string? Department, string Name);
    public sealed record Keeper(string Name, string? Department, string KeeperOf, Figures Figures, DateTimeOffset CountedAt);

    internal static async Task<Accepted<Started>> Handle(
        int year, HttpRequest request, ClaimsPrincipal user, CatalogueDbContext db, CatalogueClock clock, CalendarLedger ledger,
        DepartmentDirectory departments, CurrentActor actor, CancellationToken cancellationToken)
    {
        var draft = await CalendarBody.ReadAsync(request, cancellationToken);
        var current = (await clock.CurrentAsync(db, cancellationToken)).Calendar;
        if (draft.Revision is { } revision && revision != current.Revision) throw CalendarLedger.Stale(current.Revision);

        var wanted = draft.ToYear(year, needsReason: false);
        var changed = current.With([wanted], current.Revision).DifferenceTo(current);
        var preview = new CalendarPreview(Guid.CreateVersion7(db.Now), year, CalendarDocuments.Write(wanted), current.Revision,
            changed?.From, changed?.Through, actor.Id, user.FindFirstValue("name"), db.Now);
        db.Previews.Add(preview);

        var calendars = await ledger.CalendarsWithAsync([wanted], cancellationToken);
        db.Publish(new CalendarPreviewRequested(preview.Id, calendars, preview.At));
        foreach (var department in departments.All)
        {
            db.Send(DepartmentQueues.OfResolution(department.Code),
                new PreviewCalendar(preview.Id, department.Code, calendars, preview.At));
        }

        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/calendars/{year}/previews/{preview.Id}", new Started(preview.Id, year, preview.Revision));
    }

    internal static async Task<Results<Ok<Response>, NotFound>> HandleGet(
        int year, Guid id, CatalogueDbContext db, CatalogueClock clock, DepartmentDirectory departments, CancellationToken cancellationToken)
    {
        var preview = await db.Previews.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.Year == year, cancellationToken);
        if (preview is null) return TypedResults.NotFound();

        var counts = await db.PreviewCounts.AsNoTracking().Where(row => row.PreviewId == id)
            .OrderBy(row => row.Keeper).ThenBy(row => row.Department).ToListAsync(cancellationToken);
        var current = (await clock.CurrentAsync(db, cancellationToken)).Calendar;
        var wanted = CalendarDocuments.Read(preview.Document);
        var totals = new Figures(counts.Sum(row => row.Running), counts.Sum(row => row.Moved), counts.Sum(row => row.Earlier),
            counts.Sum(row => row.BecomeOverdue), counts.Sum(row => row.NoLongerOverdue));
        var expected = departments.All.Select(department => (Keeper: Resolution, Department: department.Code)).Prepend((Keeper: Intake, Department: ""));
        return TypedResults.Ok(new Response(
            preview.Id, year, preview.Revision, preview.Revision == current.Revision, preview.At, preview.ByName ?? preview.By,
            preview.ChangedFrom, preview.ChangedThrough, Sentence(totals), totals,
            [.. counts.Select(row => new Keeper(NameOf(row.Keeper, row.Department, departments), row.Department.Length == 0 ? null : row.Department,
                row.Keeper, new Figures(row.Running, row.Moved, row.Earlier, row.BecomeOverdue, row.NoLongerOverdue), row.CountedAt))],
            [.. expected.Where(keeper => !counts.Any(row => row.Keeper == keeper.Keeper && row.Department == keeper.Department))
                .Select(keeper => new KeeperName(keeper.Keeper, keeper.Department.Length == 0 ? null : keeper.Department,
                    NameOf(keeper.Keeper, keeper.Department, departments)))],
            CalendarView.Of(current.With([wanted], current.Revision), year),
            CalendarDifference.Between(current.Year(year), wanted)));
    }

    private static string Sentence(Figures totals) => Language.Of(
        $"{totals.Moved} thời hạn dời ngày, {totals.BecomeOverdue} thành quá hạn.",
        $"{totals.Moved} {(totals.Moved == 1 ? "deadline moves" : "deadlines move")}, {totals.BecomeOverdue} "
            + $"{(totals.BecomeOverdue == 1 ? "becomes" : "become")} overdue.");

    private static string NameOf(string keeper, string department, DepartmentDirectory departments) =>
        keeper == Intake ? Language.Of("Tiếp nhận (mọi cơ quan)", "Intake (all bodies)") : departments.Find(department)?.Name.Local ?? department;
}
