using System.ComponentModel.DataAnnotations;

namespace Intake;

/// <summary>How this province receives.</summary>
public sealed class IntakeOptions
{
    public const string Section = "DonThu:Intake";

    /// <summary>The department that holds a letter sent over the web when its sender chose none.</summary>
    [Required]
    public string DefaultDepartment { get; set; } = "so-khcn";
}
