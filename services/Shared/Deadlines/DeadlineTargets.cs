using Clock;
using Shared.Departments;

namespace Shared.Deadlines;

/// <summary>The days a department sets itself, stricter than the law (<see cref="Department.Targets"/>).</summary>
public sealed class DeadlineTargets
{
    private readonly DepartmentDirectory directory;

    /// <exception cref="LawDocumentException">A department names a limit that does not exist or leaves itself no time; names every one.</exception>
    public DeadlineTargets(DepartmentDirectory directory, ClockInForce clock)
    {
        this.directory = directory;
        var faults = directory.All
            .SelectMany(department => department.Targets ?? new Dictionary<string, int>(), (department, target) => (department.Code, target.Key, target.Value))
            .Where(target => target.Value < 1 || clock.Current.Limits.Versions(target.Key).Count == 0)
            .Select(target => $"{target.Code}: the target {target.Key} = {target.Value} names no limit or no time.")
            .ToList();
        if (faults.Count > 0) throw new LawDocumentException(faults);
    }

    /// <summary>
    /// The day by which the department means to be done; null when it set none or the law is as strict. While the clock of the law stands
    /// still, so does the department's own.
    /// </summary>
    public DateOnly? For(string department, Deadline deadline, StatutoryClock clock)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        ArgumentNullException.ThrowIfNull(clock);
        if (directory.Find(department)?.Targets is not { } targets || !targets.TryGetValue(deadline.Limit.Code, out var length)) return null;
        var own = deadline.Limit with { Length = length };
        var target = deadline.Receipt.Suspensions.Count == 0 ? clock.DueOn(own, deadline.StartsOn) : Paused(own, deadline, clock);
        return target < deadline.DueOn ? target : null;
    }

    private static DateOnly Paused(TimeLimit own, Deadline deadline, StatutoryClock clock)
    {
        var counted = clock.Start(own, deadline.StartsOn);
        foreach (var pause in deadline.Receipt.Suspensions)
        {
            // A target that had passed before the pause is not brought back by it.
            if (pause.On < deadline.StartsOn || pause.On > counted.DueOn) continue;
            counted = counted.Suspend(clock, pause.On, pause.Ground, pause.Document);
            if (pause.ResumedOn is { } on) counted = counted.Resume(clock, on, pause.ResumedBy);
        }

        return counted.DueOn;
    }
}
