using Engine;
using Shared.Hosting;
using Shared.Persistence;

namespace Resolution.Domain;

/// <summary>
/// Somebody is away for some days, and somebody else stands in: sees and completes their tasks, and takes those that would have been handed
/// to them. It gives nobody a role: the one who stands in holds every role of the one who is away.
/// </summary>
internal sealed class Absence : IAudited
{
    private const int LongestDays = 366;

    private Absence(Guid id, string department)
    {
        Id = id;
        Department = department;
    }

    public Guid Id { get; private set; }
    public string Department { get; private set; }
    public string Absent { get; private set; } = "";
    public string AbsentName { get; private set; } = "";
    public string StandIn { get; private set; } = "";
    public string StandInName { get; private set; } = "";
    public DateOnly FromOn { get; private set; }

    /// <summary>The last day.</summary>
    public DateOnly UntilOn { get; private set; }
    public string DeclaredBy { get; private set; } = "";
    public DateTimeOffset DeclaredAt { get; private set; }
    public string? EndedBy { get; private set; }
    public int Version { get; private set; }

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => Department;

    public bool Covers(DateOnly day) => FromOn <= day && day <= UntilOn;

    /// <param name="missing">The roles of the absent one that the other lacks.</param>
    /// <param name="others">The absences of both, either way round.</param>
    /// <exception cref="RuleViolation">The days cannot be, or one of the two is away or stands in already.</exception>
    public static Absence Declare(
        Guid id, string department, Person absent, Person standIn, DateOnly from, DateOnly until, string by, DateOnly today, DateTimeOffset at,
        IReadOnlyCollection<string> missing, IEnumerable<Absence> others)
    {
        if (absent.Id == standIn.Id) throw RuleViolation.Unprocessable("absence.stand-in-self");
        if (from < today || until < from || until.DayNumber - from.DayNumber >= LongestDays) throw RuleViolation.Unprocessable("absence.period");
        if (missing.Count > 0) throw Refused("absence.stand-in-role", ("roles", missing));
        foreach (var other in others.Where(other => other.FromOn <= until && from <= other.UntilOn))
        {
            if (other.Absent == absent.Id) throw Refused("absence.overlaps", ("from", other.FromOn), ("until", other.UntilOn));
            // A chain of people standing in for one another would leave nobody who knows whose work it is.
            if (other.Absent == standIn.Id) throw Refused("absence.stand-in-away", ("from", other.FromOn), ("until", other.UntilOn));
            if (other.StandIn == absent.Id) throw Refused("absence.stands-in", ("by", other.AbsentName));
        }

        return new Absence(id, department)
        {
            Absent = absent.Id,
            AbsentName = absent.Name ?? absent.Id,
            StandIn = standIn.Id,
            StandInName = standIn.Name ?? standIn.Id,
            FromOn = from,
            UntilOn = until,
            DeclaredBy = by,
            DeclaredAt = at,
            Version = 1,
        };
    }

    /// <summary>They are back: yesterday was the last day, or it never begins.</summary>
    /// <exception cref="RuleViolation">It is over.</exception>
    public void End(string by, DateOnly today)
    {
        if (UntilOn < today) throw new RuleViolation("absence.over");
        UntilOn = today.AddDays(-1);
        EndedBy = by;
        Version++;
    }

    private static RuleViolation Refused(string rule, params (string Name, object Value)[] details) =>
        new(rule, details: details.ToDictionary(one => one.Name, one => (object?)one.Value));
}

/// <summary>An absence as colleagues see it.</summary>
internal sealed record AbsenceView(
    Guid Id, string Department, string Absent, string AbsentName, string StandIn, string StandInName, DateOnly From, DateOnly Until, bool IsNow)
{
    public static AbsenceView Of(Absence absence, DateOnly today) => new(
        absence.Id, absence.Department, absence.Absent, absence.AbsentName, absence.StandIn, absence.StandInName, absence.FromOn,
        absence.UntilOn, absence.Covers(today));
}
