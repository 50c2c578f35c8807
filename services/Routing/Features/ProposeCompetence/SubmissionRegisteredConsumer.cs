using System.Text.Json;
using Contracts.Intake;
using Contracts.Routing;
using Microsoft.EntityFrameworkCore;
using Procedures.Competence;
using Routing.Domain;
using Routing.Persistence;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;

namespace Routing.Features.ProposeCompetence;

/// <summary>Opens the file of a new submission and says who the rules think is competent. It decides nothing.</summary>
internal sealed class SubmissionRegisteredConsumer(
    RoutingDbContext db, CurrentActor actor, CompetenceRules rules, DepartmentDirectory directory)
    : InboxConsumer<RoutingDbContext, SubmissionRegistered>(db, actor)
{
    protected override async Task HandleAsync(SubmissionRegistered message, CancellationToken cancellationToken)
    {
        if (await Db.Files.AnyAsync(file => file.Id == message.SubmissionId, cancellationToken)) return;
        var holder = directory.Find(message.ReceivedBy)
            ?? throw new InvalidOperationException($"Department {message.ReceivedBy} is not in the directory.");
        var proposal = rules.Propose(message.Facts, message.ReceivedOn);
        Db.Files.Add(RoutingFile.Open(
            message.SubmissionId, message.Reference, holder.Code, holder.CompetentBody, message.ReceivedOn,
            JsonSerializer.Serialize(message.Facts, WireJson.Options), JsonSerializer.Serialize(proposal, WireJson.Options)));
        Db.Publish(new CompetenceProposed(
            message.SubmissionId, proposal.Kind, proposal.CompetentOffice?.Name, proposal.RuleId, proposal.LegalBasis, !proposal.Sure, Db.Now));
    }
}

internal sealed class SubmissionRegisteredConsumerDefinition : ServiceConsumerDefinition<SubmissionRegisteredConsumer>;
