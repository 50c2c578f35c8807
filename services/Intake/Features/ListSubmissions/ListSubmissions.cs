using System.Security.Claims;
using System.Text.Json;
using Intake.Domain;
using Intake.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;

namespace Intake.Features.ListSubmissions;

internal static class ListSubmissions
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/submissions", Handle)
            .WithName(nameof(ListSubmissions))
            .WithSummary("The submissions your department holds or received, newest first.")
            .RequireAuthorization(Policies.Staff);

    public sealed record Item(
        Guid Id, string Reference, string? Kind, string Subject, Channel Channel, DateOnly ReceivedOn, string ReceivedBy,
        SubmissionStatus Status, string StatusText, string ResponsibleBody, DateOnly? DueOn, DateTimeOffset RegisteredAt);

    /// <summary>A status as the answers write it, <c>awaiting-routing</c>: the framework alone reads only the names in the code.</summary>
    internal sealed record StateFilter(SubmissionStatus Status)
    {
        public static bool TryParse(string? text, out StateFilter? filter)
        {
            filter = Enum.GetValues<SubmissionStatus>()
                .Where(status => string.Equals(JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString()), text, StringComparison.Ordinal))
                .Select(status => new StateFilter(status))
                .FirstOrDefault();
            return filter is not null;
        }
    }

    internal static async Task<Ok<Page<Item>>> Handle(
        ClaimsPrincipal user, IntakeDbContext db, [FromQuery(Name = "state")] StateFilter? filter, string? after, int? limit,
        CancellationToken cancellationToken)
    {
        var state = filter?.Status;
        var take = Cursor.Limit(limit);
        var from = Cursor.Parse(after);
        var departments = user.DepartmentsAs();
        var query = db.Submissions.AsNoTracking();
        if (departments is not null)
            query = query.Where(row => departments.Contains(row.HolderDepartment!) || departments.Contains(row.ReceivedBy));

        // The receiving clerk also takes up what was transferred to the department, so both states await routing there.
        if (state == SubmissionStatus.AwaitingRouting)
        {
            query = query.Where(row => row.Status == SubmissionStatus.AwaitingRouting || row.Status == SubmissionStatus.Transferred);
            if (departments is not null) query = query.Where(row => departments.Contains(row.HolderDepartment!));
        }
        else if (state is not null)
        {
            query = query.Where(row => row.Status == state);
        }

        if (from is { } cursor)
        {
            var at = new DateTimeOffset(cursor.Key, TimeSpan.Zero);
            query = query.Where(row => row.RegisteredAt <= at);
        }

        var rows = await query
            .OrderByDescending(row => row.RegisteredAt).ThenByDescending(row => row.Id)
            .Skip(from?.Given ?? 0).Take(take + 1)
            .Select(row => new
            {
                Submission = row,
                DueOn = db.Deadlines
                    .Where(deadline => deadline.SubmissionId == row.Id && deadline.State == Shared.Deadlines.DeadlineState.Running)
                    .Min(deadline => (DateOnly?)deadline.DueOn),
            })
            .ToListAsync(cancellationToken);
        var items = rows.Select(row => new Item(
            row.Submission.Id, row.Submission.Reference, row.Submission.Kind ?? row.Submission.ClaimedKind?.ToString().ToLowerInvariant(),
            row.Submission.Subject, row.Submission.Channel, row.Submission.ReceivedOn, row.Submission.ReceivedBy, row.Submission.Status,
            StatusTexts.Of(row.Submission.Status), row.Submission.ResponsibleBody, row.DueOn, row.Submission.RegisteredAt)).ToList();
        return TypedResults.Ok(Cursor.Cut(items, take, from, item => item.RegisteredAt.UtcTicks));
    }
}
