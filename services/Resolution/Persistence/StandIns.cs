using Clock;
using Engine;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;

namespace Resolution.Persistence;

/// <summary>Who stands in for whom today.</summary>
internal sealed class StandIns(ResolutionDbContext db, TimeProvider time)
{
    /// <summary>The absences in which somebody stands in today.</summary>
    public async Task<IReadOnlyList<Absence>> ByAsync(string standIn, CancellationToken cancellationToken)
    {
        var today = LegalDay.Today(time);
        return await db.Absences.AsNoTracking()
            .Where(one => one.StandIn == standIn && one.FromOn <= today && one.UntilOn >= today)
            .OrderBy(one => one.DeclaredAt).ToListAsync(cancellationToken);
    }

    /// <summary>The absence of somebody today; null when they are there.</summary>
    public async Task<Absence?> OfAsync(string department, string person, CancellationToken cancellationToken)
    {
        var today = LegalDay.Today(time);
        return await db.Absences.AsNoTracking()
            .Where(one => one.Absent == person && one.Department == department && one.FromOn <= today && one.UntilOn >= today)
            .OrderBy(one => one.DeclaredAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Somebody, and whoever is away and holds this task, when they stand in for them.</summary>
    public async Task<Doer> DoerAsync(OfficerTask task, string userId, CancellationToken cancellationToken) =>
        task.Assignee is { } holder && holder != userId
        && await OfAsync(task.Department, holder, cancellationToken) is { } absence && absence.StandIn == userId
            ? new Doer(userId, holder)
            : new Doer(userId);
}
