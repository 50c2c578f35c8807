using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Clients;

/// <summary>Letters, their tracking, the departments, and the persons behind a letter.</summary>
internal sealed class IntakeClient(ApiChannel api)
{
    public Task<Answer<SubmissionReceipt>> SubmitAsync(SubmissionRequest request, string idempotencyKey) =>
        api.PostAsync<SubmissionReceipt>("submissions", request, ("Idempotency-Key", idempotencyKey));

    public Task<Answer<Tracking>> TrackAsync(string reference, string key) =>
        api.GetAsync<Tracking>($"tracking/{ApiChannel.Segment(reference)}", ("X-Tracking-Key", key));

    public Task<Answer<Nothing>> WithdrawAsync(string reference, string key, string text) =>
        api.PostAsync<Nothing>($"tracking/{ApiChannel.Segment(reference)}/withdrawal", new { text }, ("X-Tracking-Key", key));

    public Task<Answer<IReadOnlyList<DepartmentEntry>>> DepartmentsAsync() => api.GetAsync<IReadOnlyList<DepartmentEntry>>("departments");

    public Task<Answer<Page<SubmissionLine>>> AwaitingRoutingAsync(string? after) =>
        api.GetAsync<Page<SubmissionLine>>(ApiChannel.Query("submissions", ("state", "awaiting-routing"), ("after", after), ("limit", "50")));

    public Task<Answer<Submission>> FindAsync(Guid id) => api.GetAsync<Submission>($"submissions/{id}");

    public Task<Answer<DisclosedIdentity>> DiscloseAsync(Guid partyId, string purpose, string reason) =>
        api.PostAsync<DisclosedIdentity>($"identities/{partyId}/disclosure", new { purpose, reason });
}

public sealed record SubmitterRequest(
    string Name, string? Address, string? IdNumber, string? Phone, string? Email, [property: JsonPropertyName("signed")] bool? HasSigned);

public sealed record SubmissionRequest(
    string? Kind, string Subject, string Content, IReadOnlyList<SubmitterRequest> Submitters, string? Against, string? Territory,
    bool Anonymous, string Channel, DateOnly? ReceivedOn, string? ReceivedBy);

public sealed record SubmissionReceipt(
    Guid Id, string Reference, string? TrackingKey, DateOnly ReceivedOn, DepartmentName? ReceivedBy, DeadlineView? Deadline);

public sealed record DepartmentName(string Code, string Name);

public sealed record DepartmentEntry(string Code, string Name, string? CompetentBody, string? Territory);

/// <summary>A deadline as it was given. Its receipt is kept as it came: object or text.</summary>
public sealed record DeadlineView(
    string Code, string Name, DateOnly? StartsOn, DateOnly DueOn, string? State, bool? IsDuty, string? LegalBasis, bool? Confirmed,
    string? Explanation, JsonElement? Receipt, Guid? Id = null, DateOnly? TargetOn = null);

public sealed record Step(DateTimeOffset At, string Text);

public sealed record CitizenDocument(string? Form, string Title, string? Number, DateOnly? IssuedOn);

public sealed record Tracking(
    string Reference, string Status, string StatusText, string? ResponsibleBody, DateOnly? ReceivedOn, IReadOnlyList<Step>? Steps,
    IReadOnlyList<DeadlineView>? Deadlines, IReadOnlyList<JsonElement>? Messages, IReadOnlyList<CitizenDocument>? Documents);

public sealed record SubmissionLine(
    Guid Id, string Reference, string? Kind, string Subject, string Channel, DateOnly ReceivedOn, JsonElement? ReceivedBy, string Status,
    string StatusText, string? ResponsibleBody, DateOnly? DueOn);

public sealed record Party(Guid PartyId, string Role);

public sealed record Submission(
    Guid Id, string Reference, string? Kind, string Subject, string Content, string Channel, DateOnly ReceivedOn, DepartmentName? ReceivedBy,
    string? Territory, string? Against, bool Anonymous, int SubmitterCount, IReadOnlyList<Party>? Parties, string Status, string StatusText,
    string? ResponsibleBody, bool Confidential, IReadOnlyList<Step>? Steps, IReadOnlyList<DeadlineView>? Deadlines);

public sealed record DisclosedIdentity(Guid PartyId, string? Name, string? Address, string? IdNumber, string? Phone, string? Email);
