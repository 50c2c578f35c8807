using Oversight.Domain;
using Oversight.Persistence;
using Shared.Hosting;
using Shared.Messaging;

namespace Oversight.Features.Watch;

/// <summary>What every watching consumer needs: the row of what it heard about, made when the event is the first to mention it.</summary>
internal abstract class Watcher<TMessage>(OversightDbContext db, CurrentActor actor) : InboxConsumer<OversightDbContext, TMessage>(db, actor)
    where TMessage : class
{
    protected async Task<WatchedSubmission> SubmissionAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await Db.Submissions.FindAsync([id], cancellationToken) is { } known) return known;
        return Db.Submissions.Add(WatchedSubmission.Unknown(id)).Entity;
    }

    protected async Task<WatchedTask> TaskAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await Db.Tasks.FindAsync([id], cancellationToken) is { } known) return known;
        return Db.Tasks.Add(WatchedTask.Unknown(id)).Entity;
    }

    protected async Task<WatchedTransfer> TransferAsync(Guid id, Guid submissionId, CancellationToken cancellationToken)
    {
        if (await Db.Transfers.FindAsync([id], cancellationToken) is { } known) return known;
        return Db.Transfers.Add(WatchedTransfer.Unknown(id, submissionId)).Entity;
    }

    protected async Task<WatchedDeadline> DeadlineAsync(Guid id, CancellationToken cancellationToken) =>
        await Db.Deadlines.FindAsync([id], cancellationToken) ?? throw new NotYetException("The start of the deadline");

    protected void Note(Guid submissionId, string department, string what, string? who, DateTimeOffset at) =>
        Db.Events.Add(new WatchedEvent(Guid.CreateVersion7(at), typeof(TMessage).Name, submissionId, department, what, who, at));
}
