using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Resolution.Domain;
using Shared.Hosting;

namespace Resolution.Persistence;

/// <summary>Opens the case of a submission and starts the procedure in force on the day the department received it.</summary>
internal sealed class CaseOpening(ResolutionDbContext db, ProcedureRunner runner, ProcedureBook book, TimeProvider time)
{
    /// <param name="rerun">When an operator has it run again.</param>
    /// <returns>The instance; null when the case is there already.</returns>
    public async Task<ProcedureInstance?> OpenAsync(OpenCase command, Rerun? rerun, CancellationToken cancellationToken)
    {
        if (await db.Cases.AnyAsync(row => row.SubmissionId == command.SubmissionId && row.Department == command.Department, cancellationToken))
            return null;

        var today = LegalDay.Today(time);
        var procedure = ProcedureSelection.For(command.Kind, command.Instance, command.Facts);
        var definition = book.Find(procedure, command.ReceivedOn)
            ?? throw new RuleViolation(EngineRules.NoProcedure);
        var opened = Case.Open(Guid.CreateVersion7(db.Now), command, definition.Id, definition.InForceFrom, today, db.Now);
        db.Cases.Add(opened);
        db.Publish(new CaseOpened(
            opened.Id, opened.SubmissionId, opened.Department, opened.Number, opened.Kind, definition.Id, definition.InForceFrom, today, db.Now));
        return await runner.StartAsync(
            db, definition.Id,
            new CaseFacts(opened.Id, opened.SubmissionId, opened.Department, opened.ReceivedOn, today, command.Facts), rerun, cancellationToken);
    }
}
