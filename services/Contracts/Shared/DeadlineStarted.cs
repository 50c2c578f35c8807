namespace Contracts.Shared;

/// <summary>A time limit of the law started to run on a submission. Published by whichever service started it.</summary>
/// <param name="Limit">Code of the time limit, for example <c>KN1.RESOLVE</c>.</param>
/// <param name="IsDuty">False for periods that nobody can miss, such as the day a decision takes effect.</param>
/// <param name="Confirmed">False when the rule or a calendar day it rests on is not confirmed.</param>
/// <param name="Receipt">The machine-readable explanation, as JSON.</param>
public sealed record DeadlineStarted(
    Guid DeadlineId,
    Guid SubmissionId,
    Guid? CaseId,
    string Department,
    string Limit,
    string NameVi,
    string NameEn,
    DateOnly StartsOn,
    DateOnly DueOn,
    string LegalBasis,
    bool IsDuty,
    bool Confirmed,
    string Receipt,
    DateTimeOffset StartedAt);
