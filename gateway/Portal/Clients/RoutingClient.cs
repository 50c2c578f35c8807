using System.Text.Json;

namespace Portal.Clients;

/// <summary>What a letter is, who is competent for it, and where it went.</summary>
internal sealed class RoutingClient(ApiChannel api)
{
    public Task<Answer<Competence>> FindAsync(Guid submission) => api.GetAsync<Competence>($"submissions/{submission}/competence");

    public Task<Answer<Nothing>> ClassifyAsync(Guid submission, string kind, string? instance, string competentBody, string? reason) =>
        api.PostAsync<Nothing>($"submissions/{submission}/classification", new { kind, instance, competentBody, reason });

    public Task<Answer<TransferMade>> TransferAsync(Guid submission, string to, string reason) =>
        api.PostAsync<TransferMade>($"submissions/{submission}/transfer", new { to, reason });

    public Task<Answer<Nothing>> ReturnAsync(Guid submission, string reason) =>
        api.PostAsync<Nothing>($"submissions/{submission}/return", new { reason });

    public Task<Answer<Nothing>> AnswerAsync(Guid submission, string outcome, DateOnly answeredOn, string? note) =>
        api.PostAsync<Nothing>($"submissions/{submission}/answer", new { outcome, answeredOn, note });

    public Task<Answer<Nothing>> ConcludeAsync(Guid submission, string action, string reason) =>
        api.PostAsync<Nothing>($"submissions/{submission}/conclusion", new { action, reason });
}

public sealed record Holder(string? Body, string? Department, string? Since);

public sealed record Proposal(
    string? Kind, string? Instance, string? CompetentBody, string? Department, string? Rule, string? LegalBasis, bool? Confirmed, bool? Sure,
    IReadOnlyList<string>? AskClerkBecause, string? SuggestedAction, string? Explanation);

public sealed record Classification(
    string? Kind, string? Instance, string? CompetentBody, string? LegalBasis, bool? FollowsProposal, string? Reason, string? By, DateTimeOffset? At);

public sealed record Transfer(
    Guid Id, string? FromBody, string? ToBody, string? ToDepartment, string? DocumentNumber, DateOnly? TransferredOn, string? Reason,
    string? State, JsonElement? Answer);

public sealed record Competence(
    Guid SubmissionId, string Reference, string State, Holder? Holder, Proposal? Proposal, Classification? Classification,
    IReadOnlyList<Transfer>? Transfers);

public sealed record TransferMade(Guid Id, string? DocumentNumber, string? ToBody, string? ToDepartment, DateOnly? TransferredOn, bool AwaitsAnswer);
