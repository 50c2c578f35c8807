using System.ComponentModel.DataAnnotations;

namespace Engine;

/// <summary>How far a burst may go.</summary>
public sealed class EngineOptions
{
    public const string Section = "DonThu:Engine";

    /// <summary>Steps in one burst and those it causes; a definition that runs in circles becomes an incident, not a hang.</summary>
    [Range(10, 100_000)]
    public int StepBudget { get; set; } = 500;
}
