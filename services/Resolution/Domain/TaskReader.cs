using Engine;

namespace Resolution.Domain;

/// <summary>Who looks at tasks, and for whom they stand in today.</summary>
internal sealed record TaskReader(string Id, IReadOnlyList<Absence> StandsIn)
{
    /// <summary>Whether an open task nobody holds is proposed to them, or to somebody they stand in for.</summary>
    public bool IsProposed(OfficerTask task) =>
        task is { State: OfficerTaskState.Open, Assignee: null, Candidate: { } candidate } && (candidate == Id || IsAway(candidate, task.Department));

    /// <summary>The absent person who holds the task, when they stand in for them.</summary>
    public string? SteadOf(OfficerTask task) =>
        task is { State: OfficerTaskState.Open, Assignee: { } holder } && holder != Id && IsAway(holder, task.Department) ? holder : null;

    private bool IsAway(string person, string department) =>
        StandsIn.Any(absence => absence.Absent == person && absence.Department == department);
}
