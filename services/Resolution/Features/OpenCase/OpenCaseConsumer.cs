using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;
using Shared.Messaging;

namespace Resolution.Features.OpenCase;

/// <summary>Opens the case of a submission and starts the procedure in force on the day the department received it.</summary>
internal sealed class OpenCaseConsumer(
    ResolutionDbContext db, CurrentActor actor, ProcedureRunner runner, ProcedureBook book, CaseIncidents incidents, TimeProvider time)
    : InboxConsumer<ResolutionDbContext, Contracts.Resolution.OpenCase>(db, actor)
{
    protected override async Task HandleAsync(Contracts.Resolution.OpenCase message, CancellationToken cancellationToken)
    {
        if (await Db.Cases.AnyAsync(row => row.SubmissionId == message.SubmissionId && row.Department == message.Department, cancellationToken))
            return;

        var today = LegalDay.Today(time);
        var procedure = ProcedureSelection.For(message.Kind, message.Instance, message.Facts);
        var definition = book.Find(procedure, message.ReceivedOn)
            ?? throw new RuleViolation(EngineRules.NoProcedure);
        var opened = Case.Open(Guid.CreateVersion7(Db.Now), message, definition.Id, definition.InForceFrom, today, Db.Now);
        Db.Cases.Add(opened);
        Db.Publish(new CaseOpened(
            opened.Id, opened.SubmissionId, opened.Department, opened.Number, opened.Kind, definition.Id, definition.InForceFrom, today, Db.Now));
        await runner.StartAsync(
            Db, definition.Id,
            new CaseFacts(opened.Id, opened.SubmissionId, opened.Department, opened.ReceivedOn, today, message.Facts), cancellationToken);
    }

    protected override Task FailedAsync(Contracts.Resolution.OpenCase message, Exception failure) =>
        incidents.RecordAsync(message.SubmissionId, message.Department, failure);
}

internal sealed class OpenCaseConsumerDefinition : DepartmentConsumerDefinition<OpenCaseConsumer>;
