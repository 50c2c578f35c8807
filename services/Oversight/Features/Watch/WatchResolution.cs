using Contracts.Resolution;
using Oversight.Persistence;
using Shared.Hosting;
using Shared.Messaging;

namespace Oversight.Features.Watch;

internal sealed class CaseOpenedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<CaseOpened>(db, actor)
{
    protected override Task HandleAsync(CaseOpened message, CancellationToken cancellationToken)
    {
        Note(message.SubmissionId, message.Department, message.Procedure, null, message.OpenedAt);
        return Task.CompletedTask;
    }
}

internal sealed class TaskAssignedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<TaskAssigned>(db, actor)
{
    protected override async Task HandleAsync(TaskAssigned message, CancellationToken cancellationToken)
    {
        (await TaskAsync(message.TaskId, cancellationToken)).Assigned(message);
    }
}

internal sealed class TaskEscalatedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<TaskEscalated>(db, actor)
{
    protected override async Task HandleAsync(TaskEscalated message, CancellationToken cancellationToken)
    {
        (await TaskAsync(message.TaskId, cancellationToken)).Escalated(message);
        Note(message.SubmissionId, message.Department, $"{message.Activity} {message.Step}", null, message.EscalatedAt);
    }
}

internal sealed class TaskEndedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<TaskEnded>(db, actor)
{
    protected override async Task HandleAsync(TaskEnded message, CancellationToken cancellationToken)
    {
        (await TaskAsync(message.TaskId, cancellationToken)).End(message);
    }
}

internal sealed class DocumentIssuedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<DocumentIssued>(db, actor)
{
    protected override Task HandleAsync(DocumentIssued message, CancellationToken cancellationToken)
    {
        Note(message.SubmissionId, message.Department, message.Form, null, message.IssuedAt);
        return Task.CompletedTask;
    }
}

internal sealed class CitizenNotifiedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<CitizenNotified>(db, actor)
{
    protected override Task HandleAsync(CitizenNotified message, CancellationToken cancellationToken)
    {
        Note(message.SubmissionId, message.Department, "notified", null, message.NotifiedAt);
        return Task.CompletedTask;
    }
}

internal sealed class CaseClosedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<CaseClosed>(db, actor)
{
    protected override async Task HandleAsync(CaseClosed message, CancellationToken cancellationToken)
    {
        (await SubmissionAsync(message.SubmissionId, cancellationToken)).End("closed", message.Outcome, message.ClosedAt);
    }
}

internal sealed class OutcomePublishedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<OutcomePublished>(db, actor)
{
    protected override Task HandleAsync(OutcomePublished message, CancellationToken cancellationToken)
    {
        Note(message.SubmissionId, message.Department, $"{message.Form} {message.Manner}", null, message.RecordedAt);
        return Task.CompletedTask;
    }
}

internal sealed class IncidentRaisedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<IncidentRaised>(db, actor)
{
    protected override Task HandleAsync(IncidentRaised message, CancellationToken cancellationToken)
    {
        Note(message.SubmissionId, message.Department, message.Reason, null, message.RaisedAt);
        return Task.CompletedTask;
    }
}

internal sealed class CaseOpenedConsumerDefinition : ServiceConsumerDefinition<CaseOpenedConsumer>;

internal sealed class TaskAssignedConsumerDefinition : ServiceConsumerDefinition<TaskAssignedConsumer>;

internal sealed class TaskEscalatedConsumerDefinition : ServiceConsumerDefinition<TaskEscalatedConsumer>;

internal sealed class TaskEndedConsumerDefinition : ServiceConsumerDefinition<TaskEndedConsumer>;

internal sealed class DocumentIssuedConsumerDefinition : ServiceConsumerDefinition<DocumentIssuedConsumer>;

internal sealed class CitizenNotifiedConsumerDefinition : ServiceConsumerDefinition<CitizenNotifiedConsumer>;

internal sealed class CaseClosedConsumerDefinition : ServiceConsumerDefinition<CaseClosedConsumer>;

internal sealed class OutcomePublishedConsumerDefinition : ServiceConsumerDefinition<OutcomePublishedConsumer>;

internal sealed class IncidentRaisedConsumerDefinition : ServiceConsumerDefinition<IncidentRaisedConsumer>;
