using Clock;

namespace Shared.Deadlines;

/// <summary>
/// The clock by the newest edition of the calendar this process knows. Whoever counts takes the clock once per unit of work, so that
/// everything in it is counted by one calendar.
/// </summary>
public sealed class ClockInForce
{
    private readonly Lock gate = new();
    private readonly StatutoryClock delivered;
    private volatile StatutoryClock current;

    /// <param name="delivered">The clock of the law documents beside the program.</param>
    public ClockInForce(StatutoryClock delivered) => this.delivered = current = delivered;

    public StatutoryClock Current => current;

    /// <summary>Counts by an edition from now on, unless a later one is known already.</summary>
    /// <exception cref="LawDocumentException">The calendars contradict themselves; the clock stays as it is.</exception>
    public void Adopt(int revision, IReadOnlyList<string> calendars)
    {
        lock (gate)
        {
            if (revision > current.Calendar.Revision) current = Under(revision, calendars);
        }
    }

    /// <summary>What the clock would be by an edition; nothing is adopted.</summary>
    /// <exception cref="LawDocumentException">The calendars contradict themselves.</exception>
    public StatutoryClock Under(int revision, IReadOnlyList<string> calendars) =>
        delivered.With(delivered.Calendar.With(calendars.Select(CalendarYear.FromJson), revision));
}
