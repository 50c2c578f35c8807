using System.Security.Claims;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Oversight.Persistence;
using Shared.Departments;
using Shared.Hosting;

namespace Oversight.Features.ListOverdue;

internal static class ListOverdue
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/oversight/overdue", Handle)
            .WithName(nameof(ListOverdue))
            .WithSummary("Every duty whose due date has passed undone, longest overdue first, with who is responsible.")
            .RequireAuthorization(Policies.Oversight);

    public sealed record Item(
        Guid DeadlineId, Guid SubmissionId, string Reference, Guid? CaseId, string Department, string DepartmentName, string Limit, string Name,
        DateOnly DueOn, int DaysLate, string LegalBasis, string ResponsibleBody);

    internal static async Task<Ok<Page<Item>>> Handle(
        ClaimsPrincipal user, OversightDbContext db, DepartmentDirectory directory, TimeProvider time, string? after, int? limit,
        CancellationToken cancellationToken)
    {
        var today = LegalDay.Today(time);
        var take = Cursor.Limit(limit);
        var from = Cursor.Parse(after);
        var mine = user.DepartmentsAs(Roles.Head, Roles.Inspector);
        var query = db.Deadlines.AsNoTracking().Where(row => row.State == "running" && row.IsDuty && row.DueOn < today);
        if (mine is not null) query = query.Where(row => mine.Contains(row.Department));
        if (from is { } cursor)
        {
            var day = DateOnly.FromDayNumber((int)cursor.Key);
            query = query.Where(row => row.DueOn >= day);
        }

        var rows = await query.OrderBy(row => row.DueOn).ThenBy(row => row.Id).Skip(from?.Given ?? 0).Take(take + 1)
            .Select(row => new { Deadline = row, Submission = db.Submissions.SingleOrDefault(submission => submission.Id == row.SubmissionId) })
            .ToListAsync(cancellationToken);
        var items = rows.Select(row => new Item(
            row.Deadline.Id, row.Deadline.SubmissionId, row.Submission?.Reference ?? "", row.Deadline.CaseId, row.Deadline.Department,
            directory.Find(row.Deadline.Department)?.Name.Local ?? row.Deadline.Department, row.Deadline.Limit,
            Language.Of(row.Deadline.NameVi, row.Deadline.NameEn), row.Deadline.DueOn, today.DayNumber - row.Deadline.DueOn.DayNumber,
            row.Deadline.LegalBasis, row.Submission?.ResponsibleBody ?? "")).ToList();
        return TypedResults.Ok(Cursor.Cut(items, take, from, item => item.DueOn.DayNumber));
    }
}
