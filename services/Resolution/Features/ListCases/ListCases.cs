using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Deadlines;
using Shared.Hosting;

namespace Resolution.Features.ListCases;

internal static class ListCases
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/departments/{code}/cases", Handle)
            .WithName(nameof(ListCases))
            .WithSummary("The cases of a department, newest first.")
            .RequireAuthorization(Policies.Staff);

    public sealed record Item(
        Guid Id, string Number, Guid SubmissionId, string Reference, string Kind, CaseStatus Status, string StatusText, DateOnly OpenedOn,
        DateOnly? NextDueOn, DateTimeOffset OpenedAt);

    internal static async Task<Results<Ok<Page<Item>>, NotFound>> Handle(
        string code, ClaimsPrincipal user, ResolutionDbContext db, string? state, string? after, int? limit, CancellationToken cancellationToken)
    {
        if (!user.HoldsAnyIn(code)) return TypedResults.NotFound();
        var take = Cursor.Limit(limit);
        var from = Cursor.Parse(after);
        var query = db.Cases.AsNoTracking().Where(row => row.Department == code);
        query = (state ?? "open") switch
        {
            "open" => query.Where(row => row.Status == CaseStatus.Open),
            "closed" => query.Where(row => row.Status == CaseStatus.Closed),
            "all" => query,
            _ => throw RuleViolation.Unprocessable("cases.state"),
        };
        if (from is { } cursor)
        {
            var at = new DateTimeOffset(cursor.Key, TimeSpan.Zero);
            query = query.Where(row => row.OpenedAt <= at);
        }

        var rows = await query
            .OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id)
            .Skip(from?.Given ?? 0).Take(take + 1)
            .Select(row => new
            {
                Case = row,
                NextDueOn = db.Deadlines.Where(deadline => deadline.CaseId == row.Id && deadline.State == DeadlineState.Running && deadline.IsDuty)
                    .Min(deadline => (DateOnly?)deadline.DueOn),
            })
            .ToListAsync(cancellationToken);
        var items = rows.Select(row => new Item(
            row.Case.Id, row.Case.Number, row.Case.SubmissionId, row.Case.Reference, row.Case.Kind, row.Case.Status,
            CaseTexts.Of(row.Case), row.Case.OpenedOn, row.NextDueOn, row.Case.OpenedAt)).ToList();
        return TypedResults.Ok(Cursor.Cut(items, take, from, item => item.OpenedAt.UtcTicks));
    }
}
