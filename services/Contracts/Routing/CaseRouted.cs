namespace Contracts.Routing;

/// <summary>The competent body was determined and runs DonThu itself. Published once per submission and department.</summary>
public sealed record CaseRouted(
    Guid SubmissionId,
    string Department,
    string CompetentBody,
    string Kind,
    string? Instance,
    string LegalBasis,
    DateOnly RoutedOn,
    DateTimeOffset RoutedAt);
