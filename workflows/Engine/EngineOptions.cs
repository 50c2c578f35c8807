using System.ComponentModel.DataAnnotations;

namespace Engine;

/// <summary>How far a burst may go, and when a task is brought before the head.</summary>
public sealed class EngineOptions
{
    public const string Section = "DonThu:Engine";

    /// <summary>Steps in one burst and those it causes; a definition that runs in circles becomes an incident, not a hang.</summary>
    [Range(10, 100_000)]
    public int StepBudget { get; set; } = 500;

    /// <summary>Working days for which a task may lie untaken until the head hears of it; 0 for never.</summary>
    [Range(0, 60)]
    public int UntakenWorkingDays { get; set; } = 2;

    /// <summary>The head hears of an open task when so many working days are left until it is due; 0 on the day itself.</summary>
    [Range(0, 60)]
    public int DueNearWorkingDays { get; set; } = 1;
}
