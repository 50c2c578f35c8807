using System.Security.Claims;
using System.Text.Json;
using Clock;
using Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;

namespace Resolution.Features.GetCase;

internal static class GetCase
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/departments/{code}/cases/{id:guid}", Handle)
            .WithName(nameof(GetCase))
            .WithSummary("A case: tasks, deadlines with receipts, documents, history.")
            .RequireAuthorization(Policies.Staff);

    public sealed record Response(
        Guid Id, string Number, Guid SubmissionId, string Reference, string Kind, string? Instance, CaseStatus Status, string StatusText,
        string? Outcome, DateOnly OpenedOn, DateOnly? ClosedOn, ProcedureView Procedure, IReadOnlyList<TaskView> Tasks,
        IReadOnlyList<CaseDeadlineView> Deadlines, IReadOnlyList<DocumentView> Documents, IReadOnlyList<HistoryView> History,
        IReadOnlyList<IncidentView> Incidents, IReadOnlyList<string> Awaits);

    public sealed record ProcedureView(string Id, string Name, DateOnly InForceFrom);
    public sealed record DocumentView(Guid Id, string Form, string Title, string Number, string LegalBasis, DateOnly IssuedOn);

    /// <param name="InsteadOf">The absent person in whose stead it was done.</param>
    /// <param name="Input">What was filled in, without free texts.</param>
    public sealed record HistoryView(
        DateTimeOffset At, string Who, string? InsteadOf, string Text, string? Ground, string? Outcome, JsonElement? Input, string? TaskId);

    internal static async Task<Results<Ok<Response>, NotFound>> Handle(
        string code, Guid id, ClaimsPrincipal user, ResolutionDbContext db, ProcedureBook book, ProcedureRunner runner, TaskAccess access,
        TimeProvider time, CancellationToken cancellationToken)
    {
        if (!user.HoldsAnyIn(code)) return TypedResults.NotFound();
        var found = await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.Department == code, cancellationToken);
        if (found is null) return TypedResults.NotFound();

        var today = LegalDay.Today(time);
        var tasks = await db.Tasks.AsNoTracking().Where(task => task.CaseId == id)
            .OrderBy(task => task.State).ThenBy(task => task.OpenedAt).ToListAsync(cancellationToken);
        var deadlines = await db.Deadlines.AsNoTracking().Where(deadline => deadline.CaseId == id)
            .OrderBy(deadline => deadline.DueOn).ThenBy(deadline => deadline.Limit).ToListAsync(cancellationToken);
        var documents = await db.Documents.AsNoTracking().Where(document => document.CaseId == id)
            .OrderBy(document => document.RecordedAt).ToListAsync(cancellationToken);
        var history = await db.History.AsNoTracking().Where(entry => entry.CaseId == id)
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Number).ToListAsync(cancellationToken);
        var incidents = await db.Incidents.AsNoTracking().Where(incident => incident.CaseId == id)
            .OrderBy(incident => incident.At).ToListAsync(cancellationToken);
        var instances = await db.Instances.AsNoTracking().Where(instance => instance.CaseId == id)
            .Select(instance => instance.Id).ToListAsync(cancellationToken);
        var awaits = await db.Bookmarks.AsNoTracking()
            .Where(bookmark => instances.Contains(bookmark.InstanceId) && bookmark.Kind == BookmarkKind.Event)
            .OrderBy(bookmark => bookmark.Key).Select(bookmark => bookmark.Key).ToListAsync(cancellationToken);
        var reader = await access.ReaderAsync(user, cancellationToken);
        var procedure = book.Version(found.ProcedureId, found.ProcedureInForceFrom);

        return TypedResults.Ok(new Response(
            found.Id, found.Number, found.SubmissionId, found.Reference, found.Kind, found.Instance, found.Status, CaseTexts.Of(found),
            found.Outcome, found.OpenedOn, found.ClosedOn,
            new ProcedureView(found.ProcedureId, procedure is null ? found.ProcedureId : Language.Of(procedure.Name.Vi, procedure.Name.En), found.ProcedureInForceFrom),
            [.. tasks.Select(task => TaskView.Of(task, found.Number, reader, today))],
            [.. deadlines.Select(CaseDeadlineView.Of)],
            [.. documents.Select(document => new DocumentView(
                document.Id, document.Form, Language.Of(document.TitleVi, document.TitleEn), document.Number, document.LegalBasis, document.IssuedOn))],
            [.. history.Select(entry => new HistoryView(
                entry.At, entry.Who, entry.InsteadOf, Language.Of(entry.WhatVi, entry.WhatEn), entry.Ground, entry.Outcome,
                entry.Input is null ? null : JsonSerializer.Deserialize<JsonElement>(entry.Input),
                entry.TaskId is { } task ? new TaskId(code, task).ToString() : null))],
            [.. incidents.Select(incident => IncidentView.Of(incident, found.Number, runner))],
            awaits));
    }
}
