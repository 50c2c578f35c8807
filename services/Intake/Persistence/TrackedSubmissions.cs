using Intake.Domain;
using Microsoft.EntityFrameworkCore;

namespace Intake.Persistence;

/// <summary>Finds a submission for its sender, who proves to be that by the tracking key.</summary>
internal static class TrackedSubmissions
{
    private static readonly string NobodysHash = TrackingKey.New().Hash();

    /// <summary>The submission, or null: a wrong key and an unknown reference look and cost the same.</summary>
    public static async Task<Submission?> FindTrackedAsync(
        this IQueryable<Submission> submissions, string reference, string? key, CancellationToken cancellationToken)
    {
        var known = SubmissionReference.Parse(reference);
        var submission = known is null
            ? null
            : await submissions.SingleOrDefaultAsync(row => row.Reference == known.Value.Value, cancellationToken);
        return TrackingKey.Matches(key, submission?.TrackingKeyHash ?? NobodysHash) ? submission : null;
    }
}
