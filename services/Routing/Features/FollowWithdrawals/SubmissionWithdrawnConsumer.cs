using Contracts.Intake;
using Contracts.Resolution;
using Contracts.Routing;
using Microsoft.EntityFrameworkCore;
using Routing.Persistence;
using Shared.Hosting;
using Shared.Messaging;

namespace Routing.Features.FollowWithdrawals;

/// <summary>Ends what was withdrawn, or tells the department that resolves it; only Routing knows who that is.</summary>
internal sealed class SubmissionWithdrawnConsumer(RoutingDbContext db, CurrentActor actor)
    : InboxConsumer<RoutingDbContext, SubmissionWithdrawn>(db, actor)
{
    private const string Basis = "Luật Khiếu nại 02/2011/QH13, Điều 10";

    protected override async Task HandleAsync(SubmissionWithdrawn message, CancellationToken cancellationToken)
    {
        var file = await Db.Files.SingleOrDefaultAsync(row => row.Id == message.SubmissionId, cancellationToken)
            ?? throw new NotYetException($"Submission {message.SubmissionId}");
        if (file.Withdraw(message.WithdrawnOn))
        {
            Db.Publish(new SubmissionConcluded(
                file.Id, file.HolderDepartment ?? "", "withdrawn", Basis, message.WithdrawnOn, message.WithdrawnAt));
        }
        else if (file is { State: Domain.RoutingState.InResolution, HolderDepartment: { } department })
        {
            Db.Send(DepartmentQueues.OfResolution(department),
                new WithdrawCase(file.Id, department, message.WithdrawnOn, message.WithdrawnAt));
        }
    }
}

internal sealed class SubmissionWithdrawnConsumerDefinition : ServiceConsumerDefinition<SubmissionWithdrawnConsumer>;
