using Contracts.Intake;
using Oversight.Persistence;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;

namespace Oversight.Features.Watch;

internal sealed class SubmissionRegisteredConsumer(OversightDbContext db, CurrentActor actor, DepartmentDirectory directory) : Watcher<SubmissionRegistered>(db, actor)
{
    protected override async Task HandleAsync(SubmissionRegistered message, CancellationToken cancellationToken)
    {
        var submission = await SubmissionAsync(message.SubmissionId, cancellationToken);
        submission.Registered(message.Reference, message.ReceivedBy, message.ReceivedOn,
            directory.Find(message.ReceivedBy)?.CompetentBody ?? message.ReceivedBy, message.RegisteredAt);
    }
}

internal sealed class SubmissionWithdrawnConsumer(OversightDbContext db, CurrentActor actor) : Watcher<SubmissionWithdrawn>(db, actor)
{
    protected override Task HandleAsync(SubmissionWithdrawn message, CancellationToken cancellationToken)
    {
        Note(message.SubmissionId, "", "withdrawn", null, message.WithdrawnAt);
        return Task.CompletedTask;
    }
}

internal sealed class IdentityDisclosedConsumer(OversightDbContext db, CurrentActor actor) : Watcher<IdentityDisclosed>(db, actor)
{
    protected override Task HandleAsync(IdentityDisclosed message, CancellationToken cancellationToken)
    {
        Note(message.SubmissionId, message.Department, message.Purpose, message.ReadBy, message.DisclosedAt);
        return Task.CompletedTask;
    }
}

internal sealed class SubmissionRegisteredConsumerDefinition : ServiceConsumerDefinition<SubmissionRegisteredConsumer>;

internal sealed class SubmissionWithdrawnConsumerDefinition : ServiceConsumerDefinition<SubmissionWithdrawnConsumer>;

internal sealed class IdentityDisclosedConsumerDefinition : ServiceConsumerDefinition<IdentityDisclosedConsumer>;
