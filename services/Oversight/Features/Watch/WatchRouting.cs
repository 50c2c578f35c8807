using Contracts.Routing;
using Oversight.Persistence;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;

namespace Oversight.Features.Watch;

internal sealed class CompetenceProposedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<CompetenceProposed>(db, actor)
{
    protected override Task HandleAsync(CompetenceProposed message, CancellationToken cancellationToken)
    {
        Note(message.SubmissionId, "", message.Rule ?? "no-rule", null, message.ProposedAt);
        return Task.CompletedTask;
    }
}

internal sealed class SubmissionClassifiedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<SubmissionClassified>(db, actor)
{
    protected override async Task HandleAsync(SubmissionClassified message, CancellationToken cancellationToken)
    {
        (await SubmissionAsync(message.SubmissionId, cancellationToken)).Classified(message.Kind);
    }
}

internal sealed class CaseRoutedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<CaseRouted>(db, actor)
{
    protected override async Task HandleAsync(CaseRouted message, CancellationToken cancellationToken)
    {
        (await SubmissionAsync(message.SubmissionId, cancellationToken))
            .Move("in-resolution", message.Department, message.CompetentBody, message.RoutedAt);
    }
}

internal sealed class SubmissionTransferredConsumer(OversightDbContext db, CurrentActor actor) : Watcher<SubmissionTransferred>(db, actor)
{
    protected override async Task HandleAsync(SubmissionTransferred message, CancellationToken cancellationToken)
    {
        (await SubmissionAsync(message.SubmissionId, cancellationToken))
            .Move(message.AwaitsAnswer ? "with-outside-body" : "transferred", message.ToDepartment, message.ToBody, message.TransferredAt);
        (await TransferAsync(message.TransferId, message.SubmissionId, cancellationToken)).Transferred(message);
    }
}

internal sealed class SubmissionReturnedConsumer(OversightDbContext db, CurrentActor actor, DepartmentDirectory directory) : Watcher<SubmissionReturned>(db, actor)
{
    protected override async Task HandleAsync(SubmissionReturned message, CancellationToken cancellationToken)
    {
        (await SubmissionAsync(message.SubmissionId, cancellationToken)).Move(
            "registered", message.ToDepartment, directory.Find(message.ToDepartment)?.CompetentBody ?? message.ToDepartment, message.ReturnedAt);
        (await TransferAsync(message.TransferId, message.SubmissionId, cancellationToken)).End("returned");
    }
}

internal sealed class TransferAnsweredConsumer(OversightDbContext db, CurrentActor actor) : Watcher<TransferAnswered>(db, actor)
{
    protected override async Task HandleAsync(TransferAnswered message, CancellationToken cancellationToken)
    {
        if (message.Outcome == "resolved")
            (await SubmissionAsync(message.SubmissionId, cancellationToken)).End("closed", "resolved-outside", message.AnsweredAt);
        (await TransferAsync(message.TransferId, message.SubmissionId, cancellationToken)).End("answered");
    }
}

internal sealed class SubmissionConcludedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<SubmissionConcluded>(db, actor)
{
    protected override async Task HandleAsync(SubmissionConcluded message, CancellationToken cancellationToken)
    {
        (await SubmissionAsync(message.SubmissionId, cancellationToken)).End("concluded", message.Action, message.ConcludedAt);
    }
}

internal sealed class CompetenceProposedConsumerDefinition : ServiceConsumerDefinition<CompetenceProposedConsumer>;

internal sealed class SubmissionClassifiedConsumerDefinition : ServiceConsumerDefinition<SubmissionClassifiedConsumer>;

internal sealed class CaseRoutedConsumerDefinition : ServiceConsumerDefinition<CaseRoutedConsumer>;

internal sealed class SubmissionTransferredConsumerDefinition : ServiceConsumerDefinition<SubmissionTransferredConsumer>;

internal sealed class SubmissionReturnedConsumerDefinition : ServiceConsumerDefinition<SubmissionReturnedConsumer>;

internal sealed class TransferAnsweredConsumerDefinition : ServiceConsumerDefinition<TransferAnsweredConsumer>;

internal sealed class SubmissionConcludedConsumerDefinition : ServiceConsumerDefinition<SubmissionConcludedConsumer>;
