using Engine;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Resolution.Persistence;
using Shared.Hosting;
using Shared.Messaging;

namespace Resolution.Features.WithdrawCase;

/// <summary>Brings a withdrawal to the procedure, which waits for it from its first step on (Complaints Act art. 10).</summary>
internal sealed class WithdrawCaseConsumer(ResolutionDbContext db, CurrentActor actor, ProcedureRunner runner, CaseIncidents incidents)
    : InboxConsumer<ResolutionDbContext, Contracts.Resolution.WithdrawCase>(db, actor)
{
    private const string Event = "complaint-withdrawn";

    private readonly CurrentActor actor = actor;

    protected override async Task HandleAsync(Contracts.Resolution.WithdrawCase message, CancellationToken cancellationToken)
    {
        var withdrawn = await Db.Cases.SingleOrDefaultAsync(
                row => row.SubmissionId == message.SubmissionId && row.Department == message.Department, cancellationToken)
            ?? throw new NotYetException($"The case of submission {message.SubmissionId}");
        if (withdrawn.Status == CaseStatus.Closed) return;
        var taken = await runner.TryRaiseEventAsync(Db, withdrawn.Id, Event, null, PayloadOf(message), cancellationToken);

        // After the decision a withdrawal changes nothing any more; it stays on file.
        if (!taken) Db.Audit("Withdrawal.TooLate", $"Case/{withdrawn.Id}", withdrawn.Department);
    }

    protected override Task FailedAsync(Contracts.Resolution.WithdrawCase message, Exception failure) =>
        incidents.RecordAsync(message.SubmissionId, message.Department, failure, FailedWork.OfEvent(Event, null, PayloadOf(message), actor.Id));

    private static Dictionary<string, string> PayloadOf(Contracts.Resolution.WithdrawCase message) =>
        new() { ["on"] = message.WithdrawnOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
}

internal sealed class WithdrawCaseConsumerDefinition : DepartmentConsumerDefinition<WithdrawCaseConsumer>;
