using System.Text.Json;
using Procedures.Competence;
using Shared.Departments;
using Shared.Hosting;

namespace Routing.Domain;

/// <summary>What the clerk sees: who holds it, what the rules propose and why, what was decided, and every handing over.</summary>
internal sealed record CompetenceView(
    Guid SubmissionId, string Reference, RoutingState State, CompetenceView.HolderView Holder, CompetenceView.ProposalView? Proposal,
    CompetenceView.ClassificationView? Classification, IReadOnlyList<CompetenceView.TransferView> Transfers)
{
    public sealed record HolderView(string Body, string? Department, DateOnly Since);

    public sealed record ProposalView(
        string Kind, string? Instance, string? CompetentBody, string? Department, string? Rule, string? LegalBasis, bool Confirmed,
        bool Sure, IReadOnlyList<string> AskClerkBecause, string? SuggestedAction, string? Explanation);

    public sealed record ClassificationView(
        string Kind, string? Instance, string CompetentBody, string LegalBasis, bool FollowsProposal, string? Reason, string By, DateTimeOffset At);

    public sealed record TransferView(
        Guid Id, string FromBody, string ToBody, string? ToDepartment, string DocumentNumber, DateOnly TransferredOn, string Reason,
        TransferState State, string? Answer, int DaysHeldBefore);

    public static CompetenceView Of(RoutingFile file, DepartmentDirectory directory)
    {
        var proposal = ProposalOf(file);
        var classification = ClassificationOf(file);
        return new CompetenceView(
            file.Id, file.Reference, file.State, new HolderView(file.HolderBody, file.HolderDepartment, file.HeldSince),
            proposal is null
                ? null
                : new ProposalView(
                    proposal.Kind, proposal.Instance, proposal.CompetentOffice?.Name,
                    directory.DepartmentOf(proposal.CompetentOffice)?.Code, proposal.RuleId, proposal.LegalBasis, proposal.Confirmed,
                    proposal.Sure, [.. proposal.AskClerkBecause.Select(why => Language.Of(why.Vi, why.En))], proposal.SuggestedAction,
                    proposal.Explanation is { } text ? Language.Of(text.Vi, text.En) : null),
            classification is null
                ? null
                : new ClassificationView(
                    classification.Kind, classification.Instance, classification.CompetentBody, classification.LegalBasis,
                    classification.FollowsProposal, classification.Reason, classification.By, classification.At),
            [.. file.Transfers.OrderBy(transfer => transfer.Number).Select(transfer => new TransferView(
                transfer.Id, transfer.FromBody, transfer.ToBody, transfer.ToDepartment, transfer.DocumentNumber, transfer.TransferredOn,
                transfer.Reason, transfer.State, transfer.AnswerOutcome, transfer.TransferredOn.DayNumber - transfer.HeldSince.DayNumber))]);
    }

    public static CompetenceProposal? ProposalOf(RoutingFile file) =>
        JsonSerializer.Deserialize<CompetenceProposal>(file.ProposalJson, WireJson.Options);

    public static Classification? ClassificationOf(RoutingFile file) =>
        file.ClassificationJson is null ? null : JsonSerializer.Deserialize<Classification>(file.ClassificationJson, WireJson.Options);
}
