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
            .WithSummary("My open work, or my department's, or what nobody has taken, or what is before the head, earliest due date first.")
            .RequireAuthorization(Policies.CaseWork);

    internal static async Task<Ok<Page<TaskView>>> Handle(
        ClaimsPrincipal user, ResolutionDbContext db, TaskAccess access, TimeProvider time, string? assigned, DateOnly? dueBefore, string? after,
        int? limit, CancellationToken cancellationToken)
    {
        var take = Cursor.Limit(limit);
        var from = Cursor.Parse(after);
        var reader = await access.ReaderAsync(user, cancellationToken);
        var query = db.Tasks.AsNoTracking().Where(task => task.State == OfficerTaskState.Open);
        query = In(query, assigned == "escalated" ? user.DepartmentsAs(Roles.Head) : user.DepartmentsAs(Roles.Clerk, Roles.Officer, Roles.Head));
        query = (assigned ?? "me") switch
        {
            "me" => Mine(query, reader),
            "none" => query.Where(task => task.Assignee == null),
            "department" => query,
            "escalated" => query.Where(task => task.UntakenEscalatedAt != null || task.DueEscalatedAt != null),
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
        var items = rows.Select(row => TaskView.Of(row.Task, row.Number, reader, today)).ToList();
        return TypedResults.Ok(Cursor.Cut(items, take, from, item => (item.DueOn ?? DateOnly.MaxValue).DayNumber));
    }

    private static IQueryable<OfficerTask> In(IQueryable<OfficerTask> tasks, IReadOnlyList<string>? departments) =>
        departments is null ? tasks : tasks.Where(task => departments.Contains(task.Department));

    /// <summary>What they hold, what is proposed to them while nobody holds it, and both of whoever they stand in for today.</summary>
    private static IQueryable<OfficerTask> Mine(IQueryable<OfficerTask> tasks, TaskReader reader)
    {
        var me = reader.Id;
        if (reader.StandsIn.Count == 0)
            return tasks.Where(task => task.Assignee == me || (task.Assignee == null && task.Candidate == me));

        // Persons first, for the index; then whether they are away in the department of the task.
        var persons = reader.StandsIn.Select(absence => absence.Absent).Append(me).Distinct().ToList();
        var away = reader.StandsIn.Select(absence => absence.Department + "/" + absence.Absent).ToList();
        return tasks.Where(task =>
            (persons.Contains(task.Assignee!) && (task.Assignee == me || away.Contains(task.Department + "/" + task.Assignee)))
            || (task.Assignee == null && persons.Contains(task.Candidate!)
                && (task.Candidate == me || away.Contains(task.Department + "/" + task.Candidate))));
    }
}
