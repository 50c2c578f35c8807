using Clock;
using Shared.Deadlines;

namespace Benchmarks;

/// <summary>Deadlines as a province has them open: five limits, days and months, started on any of the last sixty days.</summary>
internal static class OpenDeadlines
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    /// <summary>The department of those that are to be told from the many.</summary>
    public const string Apart = "ubnd-tinh";

    private const int Days = 60;
    private static readonly string[] Limits = ["TCD.REPLY", "KN1.ACCEPT", "KN1.RESOLVE", "TC.INITIAL", "TC.RESOLVE"];

    /// <param name="announcedThrough">Every threshold up to this day has been announced.</param>
    public static IEnumerable<DeadlineRow> Many(StatutoryClock clock, int count, DateOnly announcedThrough)
    {
        Deadline[] deadlines =
        [
            .. Enumerable.Range(0, Days).SelectMany(day => Limits.Select(limit => clock.Start(limit, Today.AddDays(-day)))),
        ];
        return Enumerable.Range(0, count).Select(at => Row(deadlines[at % deadlines.Length], announcedThrough, "so-khcn"));
    }

    /// <summary>Deadlines whose last day is that one, and of which everything but that it passed has been announced.</summary>
    public static IEnumerable<DeadlineRow> DueOn(StatutoryClock clock, DateOnly dueOn, int count)
    {
        var deadline = Enumerable.Range(1, Days).Select(day => clock.Start("TCD.REPLY", dueOn.AddDays(-day))).First(one => one.DueOn == dueOn);
        return Enumerable.Range(0, count).Select(_ => Row(deadline, dueOn, Apart));
    }

    private static DeadlineRow Row(Deadline deadline, DateOnly announcedThrough, string department)
    {
        var row = DeadlineRow.Start(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), department, deadline, isDuty: true);
        while (row.Announce(announcedThrough) is not null)
        {
        }

        return row;
    }
}
