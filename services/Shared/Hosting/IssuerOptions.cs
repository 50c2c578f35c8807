using System.ComponentModel.DataAnnotations;

namespace Shared.Hosting;

/// <summary>Whose tokens a service accepts.</summary>
public sealed class IssuerOptions
{
    public const string Section = "DonThu:Issuer";
    public const string Audience = "donthu";

    /// <summary>Address of the issuer, whose keys are read from its discovery document. Empty in the all-in-one host, which holds the key itself.</summary>
    public string? Authority { get; set; }

    /// <summary>The issuer named in the tokens.</summary>
    [Required]
    public string Name { get; set; } = "urn:donthu:gateway";
}
