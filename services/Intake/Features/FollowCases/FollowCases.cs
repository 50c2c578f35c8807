using Contracts.Resolution;
using Intake.Domain;
using Intake.Persistence;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;
using Shared.Messaging;

namespace Intake.Features.FollowCases;

internal sealed class CaseOpenedConsumer(IntakeDbContext db, CurrentActor actor) : InboxConsumer<IntakeDbContext, CaseOpened>(db, actor)
{
    protected override Task HandleAsync(CaseOpened message, CancellationToken cancellationToken)
    {
        Db.Steps.Add(new TrackingStep(Guid.CreateVersion7(message.OpenedAt), message.SubmissionId, message.OpenedAt,
            $"Đã mở hồ sơ vụ việc số {message.CaseNumber}.", $"Case no. {message.CaseNumber} was opened."));
        return Task.CompletedTask;
    }
}

internal sealed class CitizenNotifiedConsumer(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, CitizenNotified>(db, actor)
{
    protected override Task HandleAsync(CitizenNotified message, CancellationToken cancellationToken)
    {
        Db.Steps.Add(new TrackingStep(message.NoticeId, message.SubmissionId, message.NotifiedAt, message.TextVi, message.TextEn));
        return Task.CompletedTask;
    }
}

internal sealed class DocumentIssuedConsumer(IntakeDbContext db, CurrentActor actor)
    : InboxConsumer<IntakeDbContext, DocumentIssued>(db, actor)
{
    protected override Task HandleAsync(DocumentIssued message, CancellationToken cancellationToken)
    {
        if (message.ForCitizen)
        {
            Db.Documents.Add(new TrackedDocument(
                message.DocumentId, message.SubmissionId, message.Form, message.TitleVi, message.TitleEn, message.Number, message.IssuedOn));
        }

        return Task.CompletedTask;
    }
}

internal sealed class CaseClosedConsumer(IntakeDbContext db, CurrentActor actor) : InboxConsumer<IntakeDbContext, CaseClosed>(db, actor)
{
    protected override async Task HandleAsync(CaseClosed message, CancellationToken cancellationToken)
    {
        var submission = await Db.Submissions.SingleOrDefaultAsync(row => row.Id == message.SubmissionId, cancellationToken)
            ?? throw new NotYetException($"Submission {message.SubmissionId}");
        submission.End(SubmissionStatus.Closed);
        Db.Steps.Add(new TrackingStep(Guid.CreateVersion7(message.ClosedAt), message.SubmissionId, message.ClosedAt,
            "Đã kết thúc giải quyết vụ việc.", "The case was closed."));
    }
}

internal sealed class CaseOpenedConsumerDefinition : ServiceConsumerDefinition<CaseOpenedConsumer>;

internal sealed class CitizenNotifiedConsumerDefinition : ServiceConsumerDefinition<CitizenNotifiedConsumer>;

internal sealed class DocumentIssuedConsumerDefinition : ServiceConsumerDefinition<DocumentIssuedConsumer>;

internal sealed class CaseClosedConsumerDefinition : ServiceConsumerDefinition<CaseClosedConsumer>;
