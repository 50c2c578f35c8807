using Clock;
using Contracts.Routing;
using Intake.Domain;
using Intake.Persistence;
using Microsoft.EntityFrameworkCore;
using Shared.Deadlines;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;

namespace Intake.Features.FollowRouting;

/// <summary>What the routing consumers share: the submission they follow, and the line they tell its sender.</summary>
internal abstract class RoutingFollower<TMessage>(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, TMessage>(db, actor) where TMessage : class
{
    protected async Task<Submission> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await Db.Submissions.SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
        ?? throw new NotYetException($"Submission {id}");

    protected void Tell(Guid submissionId, DateTimeOffset at, string vi, string en) =>
        Db.Steps.Add(new TrackingStep(Guid.CreateVersion7(at), submissionId, at, vi, en));
}

/// <summary>A clerk said what it is. Another kind may have another processing limit, counted from the same receipt.</summary>
internal sealed class SubmissionClassifiedConsumer(IntakeDbContext db, CurrentActor actor, StatutoryClock clock, DeadlineTargets targets)
    : RoutingFollower<SubmissionClassified>(db, actor)
{
    protected override async Task HandleAsync(SubmissionClassified message, CancellationToken cancellationToken)
    {
        var submission = await FindAsync(message.SubmissionId, cancellationToken);
        submission.Classify(message.Kind);
        var running = await Db.Deadlines
            .Where(row => row.SubmissionId == submission.Id && row.State == Shared.Deadlines.DeadlineState.Running)
            .ToListAsync(cancellationToken);
        var limit = ProcessingLimits.For(message.Kind);
        if (running.Count == 0 || running.Any(row => row.Limit == limit)) return;
        await Db.StopProcessingAsync(submission.Id, LegalDay.Of(message.ClassifiedAt), fulfilled: false, cancellationToken);
        Db.StartProcessing(clock, targets, limit, submission.Id, running[0].Department, running[0].StartsOn);
    }
}

internal sealed class CaseRoutedConsumer(IntakeDbContext db, CurrentActor actor) : RoutingFollower<CaseRouted>(db, actor)
{
    protected override async Task HandleAsync(CaseRouted message, CancellationToken cancellationToken)
    {
        var submission = await FindAsync(message.SubmissionId, cancellationToken);
        submission.HandTo(message.CompetentBody, message.Department, SubmissionStatus.InResolution, message.RoutedAt);
        await Db.StopProcessingAsync(submission.Id, message.RoutedOn, fulfilled: true, cancellationToken);
        Tell(submission.Id, message.RoutedAt,
            $"Đơn thuộc thẩm quyền giải quyết của {message.CompetentBody} ({message.LegalBasis}).",
            $"The competent body is {message.CompetentBody} ({message.LegalBasis}).");
    }
}

internal sealed class SubmissionTransferredConsumer(
    IntakeDbContext db, CurrentActor actor, StatutoryClock clock, DeadlineTargets targets, DepartmentDirectory directory)
    : RoutingFollower<SubmissionTransferred>(db, actor)
{
    protected override async Task HandleAsync(SubmissionTransferred message, CancellationToken cancellationToken)
    {
        var submission = await FindAsync(message.SubmissionId, cancellationToken);
        submission.HandTo(message.ToBody, message.ToDepartment,
            message.ToDepartment is null ? SubmissionStatus.WithOutsideBody : SubmissionStatus.Transferred, message.TransferredAt);
        await Db.StopProcessingAsync(submission.Id, message.TransferredOn, fulfilled: true, cancellationToken);
        if (directory.Find(message.ToDepartment) is { } receiver)
        {
            // The body that receives it has its own period, from its own receipt.
            Db.StartProcessing(clock, targets, ProcessingLimits.For(submission.Kind ?? submission.ClaimedKind?.ToString().ToLowerInvariant()),
                submission.Id, receiver.Code, message.TransferredOn);
        }

        Tell(submission.Id, message.TransferredAt,
            $"Đã chuyển đơn đến {message.ToBody} (văn bản số {message.DocumentNumber}).",
            $"Transferred to {message.ToBody} (document no. {message.DocumentNumber}).");
    }
}

internal sealed class SubmissionReturnedConsumer(IntakeDbContext db, CurrentActor actor, StatutoryClock clock, DeadlineTargets targets, DepartmentDirectory directory)
    : RoutingFollower<SubmissionReturned>(db, actor)
{
    protected override async Task HandleAsync(SubmissionReturned message, CancellationToken cancellationToken)
    {
        var submission = await FindAsync(message.SubmissionId, cancellationToken);
        var department = directory.Find(message.ToDepartment)
            ?? throw new InvalidOperationException($"Department {message.ToDepartment} is not in the directory.");
        submission.HandTo(department.CompetentBody, department.Code, SubmissionStatus.AwaitingRouting, message.ReturnedAt);
        await Db.StopProcessingAsync(submission.Id, message.ReturnedOn, fulfilled: false, cancellationToken);
        Db.StartProcessing(clock, targets, ProcessingLimits.For(submission.Kind), submission.Id, department.Code, message.ReturnedOn);
        Tell(submission.Id, message.ReturnedAt,
            $"{message.FromBody} đã trả lại đơn cho {department.Name.Vi}.",
            $"{message.FromBody} returned the submission to {department.Name.En}.");
    }
}

internal sealed class TransferAnsweredConsumer(IntakeDbContext db, CurrentActor actor) : RoutingFollower<TransferAnswered>(db, actor)
{
    protected override async Task HandleAsync(TransferAnswered message, CancellationToken cancellationToken)
    {
        var submission = await FindAsync(message.SubmissionId, cancellationToken);
        if (message.Outcome == "resolved") submission.End(SubmissionStatus.Closed);
        Tell(submission.Id, message.AnsweredAt,
            message.Outcome == "resolved" ? $"{message.Body} báo đã giải quyết." : $"{message.Body} báo đã tiếp nhận để giải quyết.",
            message.Outcome == "resolved" ? $"{message.Body} reported that it has resolved it." : $"{message.Body} reported that it has taken it up.");
    }
}

internal sealed class SubmissionConcludedConsumer(IntakeDbContext db, CurrentActor actor)
    : RoutingFollower<SubmissionConcluded>(db, actor)
{
    protected override async Task HandleAsync(SubmissionConcluded message, CancellationToken cancellationToken)
    {
        var submission = await FindAsync(message.SubmissionId, cancellationToken);
        submission.End(SubmissionStatus.Concluded);
        await Db.StopProcessingAsync(submission.Id, message.ConcludedOn, fulfilled: true, cancellationToken);
        var (vi, en) = message.Action switch
        {
            "guide" => ("Đã hướng dẫn người gửi đến cơ quan có thẩm quyền", "The sender was guided to the competent body"),
            "refuse" => ("Đã thông báo không thụ lý, có nêu lý do", "Acceptance was refused, with reasons"),
            "split" => ("Đã hướng dẫn tách đơn thành từng nội dung", "The sender was asked to split the matters"),
            "withdrawn" => ("Đã ngừng xử lý vì người gửi rút đơn", "Processing ended because the sender withdrew"),
            _ => ("Đã lưu đơn", "The submission was filed"),
        };
        Tell(submission.Id, message.ConcludedAt, $"{vi} ({message.LegalBasis}).", $"{en} ({message.LegalBasis}).");
    }
}

internal sealed class SubmissionClassifiedConsumerDefinition : ServiceConsumerDefinition<SubmissionClassifiedConsumer>;

internal sealed class CaseRoutedConsumerDefinition : ServiceConsumerDefinition<CaseRoutedConsumer>;

internal sealed class SubmissionTransferredConsumerDefinition : ServiceConsumerDefinition<SubmissionTransferredConsumer>;

internal sealed class SubmissionReturnedConsumerDefinition : ServiceConsumerDefinition<SubmissionReturnedConsumer>;

internal sealed class TransferAnsweredConsumerDefinition : ServiceConsumerDefinition<TransferAnsweredConsumer>;

internal sealed class SubmissionConcludedConsumerDefinition : ServiceConsumerDefinition<SubmissionConcludedConsumer>;
