using Clock;
using Contracts.Resolution;
using Contracts.Routing;
using Microsoft.EntityFrameworkCore;
using Routing.Domain;
using Routing.Persistence;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;

namespace Routing.Features.TransferFromResolution;

/// <summary>Passes on what a department took into resolution and found another body competent for.</summary>
internal sealed class TransferRequestedConsumer(RoutingDbContext db, CurrentActor actor, DepartmentDirectory directory, TimeProvider time)
    : InboxConsumer<RoutingDbContext, TransferRequested>(db, actor)
{
    protected override async Task HandleAsync(TransferRequested message, CancellationToken cancellationToken)
    {
        var file = await Db.Files.Include(row => row.Transfers).SingleOrDefaultAsync(row => row.Id == message.SubmissionId, cancellationToken)
            ?? throw new NotYetException($"Submission {message.SubmissionId}");
        var department = directory.Named(message.ToBody);
        if (file.TransferFromResolution(
            message.Department, department?.CompetentBody ?? message.ToBody, department?.Code, message.Reason,
            $"resolution:{message.Department}", LegalDay.Today(time), Db.Now) is not { } transfer)
        {
            return;
        }

        Db.Transfers.Add(transfer);
        Db.Publish(new SubmissionTransferred(
            transfer.Id, file.Id, transfer.FromDepartment, transfer.ToBody, transfer.ToDepartment, transfer.DocumentNumber,
            transfer.State == TransferState.AwaitingAnswer, transfer.TransferredOn, Db.Now));
    }
}

internal sealed class TransferRequestedConsumerDefinition : ServiceConsumerDefinition<TransferRequestedConsumer>;
