using System.Security.Claims;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Oversight.Domain;
using Oversight.Persistence;
using Shared.Departments;
using Shared.Hosting;

namespace Oversight.Features.GetOverview;

internal static class GetOverview
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/oversight/overview", Handle)
            .WithName(nameof(GetOverview))
            .WithSummary("What runs, what is overdue, what was met and what was late, by department.")
            .RequireAuthorization(Policies.Oversight);

    public sealed record Response(
        DateOnly AsOf, SubmissionFigures Submissions, DeadlineFigures Deadlines, IReadOnlyList<DepartmentFigures> ByDepartment,
        TransferFigures Transfers, int Incidents, int Escalations);

    public sealed record SubmissionFigures(int Total, int Open, int Closed, IReadOnlyList<StatusFigure> ByStatus);
    public sealed record StatusFigure(string Status, string StatusText, int Count);
    public sealed record DeadlineFigures(int Running, int Overdue, int Met, int Late);
    /// <param name="Escalated">Open tasks that were brought before the head.</param>
    public sealed record DepartmentFigures(
        string Department, string Name, int Open, int Closed, int Overdue, int Met, int Late, DateOnly? OldestOverdueOn, int Escalated);
    public sealed record TransferFigures(int Total, int AwaitingAnswer, int Returned);

    internal static async Task<Ok<Response>> Handle(
        ClaimsPrincipal user, OversightDbContext db, DepartmentDirectory directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var today = LegalDay.Today(time);
        var mine = user.DepartmentsAs(Roles.Head, Roles.Inspector);
        var submissions = db.Submissions.AsNoTracking();
        var deadlines = db.Deadlines.AsNoTracking().Where(row => row.IsDuty);
        var transfers = db.Transfers.AsNoTracking();
        var escalated = db.Tasks.AsNoTracking().Where(row => row.EscalatedAs != null && !row.Ended);
        var incidents = db.Events.AsNoTracking().Where(row => row.Kind == "IncidentRaised");
        if (mine is not null)
        {
            submissions = submissions.Where(row => mine.Contains(row.Department!) || mine.Contains(row.ReceivedBy));
            deadlines = deadlines.Where(row => mine.Contains(row.Department));
            transfers = transfers.Where(row => mine.Contains(row.FromBody));
            incidents = incidents.Where(row => mine.Contains(row.Department));
            escalated = escalated.Where(row => mine.Contains(row.Department));
        }

        var byStatus = await submissions.GroupBy(row => new { row.Department, row.Status })
            .Select(group => new { group.Key.Department, group.Key.Status, Count = group.Count() }).ToListAsync(cancellationToken);
        var byDeadline = await deadlines
            .GroupBy(row => new { row.Department, row.State, Overdue = row.State == "running" && row.DueOn < today })
            .Select(group => new { group.Key.Department, group.Key.State, group.Key.Overdue, Count = group.Count(), Oldest = group.Min(row => row.DueOn) })
            .ToListAsync(cancellationToken);
        var byTransfer = await transfers.GroupBy(row => new { row.State, row.AwaitsAnswer })
            .Select(group => new { group.Key.State, group.Key.AwaitsAnswer, Count = group.Count() }).ToListAsync(cancellationToken);

        var escalations = await escalated.GroupBy(row => row.Department)
            .Select(group => new { Department = group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Department, row => row.Count, cancellationToken);

        var departments = directory.All.Where(department => mine is null || mine.Contains(department.Code)).Select(department =>
        {
            var own = byStatus.Where(row => row.Department == department.Code).ToList();
            var duties = byDeadline.Where(row => row.Department == department.Code).ToList();
            var overdue = duties.Where(row => row.Overdue).ToList();
            return new DepartmentFigures(
                department.Code, department.Name.Local,
                own.Where(row => !WatchedSubmission.Ended.Contains(row.Status)).Sum(row => row.Count),
                own.Where(row => WatchedSubmission.Ended.Contains(row.Status)).Sum(row => row.Count),
                overdue.Sum(row => row.Count), duties.Where(row => row.State == "met").Sum(row => row.Count),
                duties.Where(row => row.State == "late").Sum(row => row.Count),
                overdue.Count == 0 ? null : overdue.Min(row => row.Oldest),
                escalations.GetValueOrDefault(department.Code));
        }).ToList();

        var total = byStatus.Sum(row => row.Count);
        var closed = byStatus.Where(row => WatchedSubmission.Ended.Contains(row.Status)).Sum(row => row.Count);
        return TypedResults.Ok(new Response(
            today,
            new SubmissionFigures(total, total - closed, closed,
                [.. byStatus.GroupBy(row => row.Status).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new StatusFigure(group.Key, StatusTexts.Of(group.Key), group.Sum(row => row.Count)))]),
            new DeadlineFigures(
                byDeadline.Where(row => row.State == "running").Sum(row => row.Count), byDeadline.Where(row => row.Overdue).Sum(row => row.Count),
                byDeadline.Where(row => row.State == "met").Sum(row => row.Count), byDeadline.Where(row => row.State == "late").Sum(row => row.Count)),
            departments,
            new TransferFigures(
                byTransfer.Sum(row => row.Count),
                byTransfer.Where(row => row.AwaitsAnswer && row.State == "transferred").Sum(row => row.Count),
                byTransfer.Where(row => row.State == "returned").Sum(row => row.Count)),
            await incidents.CountAsync(cancellationToken), escalations.Values.Sum()));
    }
}
