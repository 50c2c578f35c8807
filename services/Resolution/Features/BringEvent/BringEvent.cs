using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Deadlines;
using Shared.Hosting;

namespace Resolution.Features.BringEvent;

/// <summary>
/// Brings to a case what its procedure waits for beside its tasks: a suspension, a termination, a stay of execution, a withdrawal that came
/// on paper. What each needs, and the article, the procedure itself says.
/// </summary>
internal static class BringEvent
{
    private const string Event = "DonThu.AwaitEvent";

    /// <summary>That a period is over the clock says, nobody else.</summary>
    private const string OfTheClock = "deadline-passed";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/departments/{code}/cases/{id:guid}").RequireAuthorization(Policies.CaseWork);
        events.MapGet("/events", ListAsync).WithName("ListAwaitedEvents").WithSummary("What may be brought to the case now, with its article and what it needs.");
        events.MapPost("/events/{name}", BringAsync).WithName("BringEvent").WithSummary("Brings an event to the case; 409 with the article when the procedure does not wait for it.")
            .Idempotent<ResolutionDbContext>();
        Named("/suspension", "suspension-decided", "Suspends the resolution, on a ground the law knows.");
        Named("/resumption", "resumption-decided", "Takes the resolution up again; the clocks run on.");
        Named("/termination", "termination-decided", "Terminates the resolution, on a ground the law knows.");

        void Named(string path, string name, string summary) => events.MapPost(path,
            (string code, Guid id, DecisionRequest request, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, ProcedureBook book,
                CancellationToken cancellationToken) => BringAsync(code, id, name, new Request(request.Payload()), user, db, runner, book, cancellationToken))
            .WithName(name).WithSummary(summary).Idempotent<ResolutionDbContext>();
    }

    public sealed record Request(Dictionary<string, string>? Payload);

    /// <param name="Ground">Why, in the words of the law.</param>
    /// <param name="Document">The number of the decision.</param>
    /// <param name="On">The day it was decided; today when absent.</param>
    public sealed record DecisionRequest(
        [property: StringLength(2000, ErrorMessage = "field.too-long")] string? Ground,
        [property: StringLength(60, ErrorMessage = "field.too-long")] string? Document, DateOnly? On)
    {
        internal Dictionary<string, string> Payload() => new[] { ("ground", Ground), ("document", Document), ("on", On is { } day ? day.ToString("O", CultureInfo.InvariantCulture) : null) }
            .Where(field => field.Item2 is { Length: > 0 }).ToDictionary(field => field.Item1, field => field.Item2!);
    }

    public sealed record Response(Guid CaseId, string StatusText, IReadOnlyList<CaseDeadlineView> Deadlines);

    public sealed record Awaited(string Event, string Name, string? Article, IReadOnlyList<Field> Fields);

    public sealed record Field(string Name, string Type, bool Required);

    public sealed record AwaitedList(IReadOnlyList<Awaited> Items);

    internal static async Task<Results<Ok<AwaitedList>, NotFound>> ListAsync(
        string code, Guid id, ClaimsPrincipal user, ResolutionDbContext db, ProcedureBook book, CancellationToken cancellationToken)
    {
        if (!MayBring(user, code) || !await db.Cases.AnyAsync(row => row.Id == id && row.Department == code, cancellationToken)) return TypedResults.NotFound();
        var waits = await db.Bookmarks.AsNoTracking().Where(wait => wait.Kind == BookmarkKind.Event)
            .Join(db.Instances.AsNoTracking().Where(one => one.CaseId == id && one.Status != InstanceStatus.Finished), wait => wait.InstanceId, one => one.Id,
                (wait, one) => new { wait.ActivityId, wait.Key, one.ProcedureId, one.InForceFrom })
            .OrderBy(one => one.Key).ThenBy(one => one.ActivityId).ToListAsync(cancellationToken);
        var items = new List<Awaited>();
        foreach (var wait in waits.Where(wait => !wait.Key.Contains(':', StringComparison.Ordinal) && wait.Key != OfTheClock).DistinctBy(wait => wait.Key))
        {
            if (book.Version(wait.ProcedureId, wait.InForceFrom)?.Find(wait.ActivityId) is not { } step) continue;
            items.Add(new Awaited(wait.Key, Language.Of(step.Name.Vi, step.Name.En), step.Article,
                [.. (step.Literal<PayloadField[]>("payload") ?? []).Select(field => new Field(field.Name, field.Type.ToString().ToLowerInvariant(), field.Required))]));
        }

        return TypedResults.Ok(new AwaitedList(items));
    }

    internal static async Task<Results<Ok<Response>, NotFound>> BringAsync(
        string code, Guid id, string name, Request request, ClaimsPrincipal user, ResolutionDbContext db, ProcedureRunner runner, ProcedureBook book,
        CancellationToken cancellationToken)
    {
        if (!MayBring(user, code) || await db.Cases.SingleOrDefaultAsync(row => row.Id == id && row.Department == code, cancellationToken) is not { } found)
            return TypedResults.NotFound();
        if (name == OfTheClock || !await runner.TryRaiseEventAsync(db, id, name, null, request.Payload, cancellationToken))
        {
            throw new RuleViolation(EngineRules.NotAwaited, await ArticleAsync(db, book, id, name, cancellationToken),
                details: new Dictionary<string, object?> { ["event"] = name });
        }

        await db.SaveChangesAsync(cancellationToken);
        var running = await db.Deadlines.AsNoTracking().Where(row => row.CaseId == id && row.State == DeadlineState.Running)
            .OrderBy(row => row.DueOn).ThenBy(row => row.Limit).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response(id, CaseTexts.Of(found), [.. running.Select(CaseDeadlineView.Of)]));
    }

    private static bool MayBring(ClaimsPrincipal user, string code) => user.Holds(Roles.Head, code) || user.Holds(Roles.Officer, code);

    /// <summary>The article on which the step rests that would take the event, were it its time.</summary>
    private static async Task<string?> ArticleAsync(ResolutionDbContext db, ProcedureBook book, Guid id, string name, CancellationToken cancellationToken)
    {
        var versions = await db.Instances.AsNoTracking().Where(one => one.CaseId == id).OrderBy(one => one.StartedAt).ThenBy(one => one.Id)
            .Select(one => new { one.ProcedureId, one.InForceFrom }).ToListAsync(cancellationToken);
        return versions.Select(one => book.Version(one.ProcedureId, one.InForceFrom)).OfType<ProcedureDefinition>()
            .SelectMany(definition => definition.Activities)
            .FirstOrDefault(step => step.Type == Event && step.Inputs.GetValueOrDefault("event")?.Expression is Expression.Literal literal
                && literal.Value.ValueKind == System.Text.Json.JsonValueKind.String && literal.Value.GetString() == name)?.Article;
    }
}
