using System.Security.Claims;
using Clock;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.ListTasks;

internal static class ListTasks
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/tasks", Handle)
            .WithName(nameof(ListTasks))
            .WithSummary("My open work, or my department's, or what nobody has taken, earliest due date first.")
            .RequireAuthorization(Policies.CaseWork);

    internal static async Task<Ok<Page<TaskView>>> Handle(
        ClaimsPrincipal user, ResolutionDbContext db, TimeProvider time, string? assigned, DateOnly? dueBefore, string? after, int? limit,
        CancellationToken cancellationToken)
    {
        var take = Cursor.Limit(limit);
        var from = Cursor.Parse(after);
        var departments = user.DepartmentsAs(Roles.Clerk, Roles.Officer, Roles.Head);
        var me = user.UserId();
        var query = db.Tasks.AsNoTracking().Where(task => task.State == OfficerTaskState.Open);
        if (departments is not null) query = query.Where(task => departments.Contains(task.Department));
        query = (assigned ?? "me") switch
        {
            "me" => query.Where(task => task.Assignee == me),
            "none" => query.Where(task => task.Assignee == null),
            "department" => query,
            _ => throw RuleViolation.Unprocessable("tasks.assigned"),
        };
        if (dueBefore is not null) query = query.Where(task => task.DueOn < dueBefore);

        // What has no due date comes last.
        if (from is { } cursor)
        {
            var day = DateOnly.FromDayNumber((int)cursor.Key);
            query = query.Where(task => (task.DueOn ?? DateOnly.MaxValue) >= day);
        }

        var rows = await query
            .OrderBy(task => task.DueOn ?? DateOnly.MaxValue).ThenBy(task => task.Id)
            .Skip(from?.Given ?? 0).Take(take + 1)
            .Select(task => new { Task = task, db.Cases.Single(row => row.Id == task.CaseId).Number })
            .ToListAsync(cancellationToken);
        var today = LegalDay.Today(time);
        var items = rows.Select(row => TaskView.Of(row.Task, row.Number, today)).ToList();
        return TypedResults.Ok(Cursor.Cut(items, take, from, item => (item.DueOn ?? DateOnly.MaxValue).DayNumber));
    }
}
