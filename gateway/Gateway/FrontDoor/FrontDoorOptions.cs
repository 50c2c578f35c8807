using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Gateway.FrontDoor;

/// <summary>Who stands between the front door and the world.</summary>
public sealed class FrontDoorOptions : IValidatableObject
{
    public const string Section = "DonThu:FrontDoor";

    /// <summary>
    /// Addresses (<c>10.0.0.7</c>) or networks (<c>10.0.0.0/24</c>) of proxies whose word on the caller's address and on HTTPS is taken.
    /// Empty: nobody's, not even that of this machine.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>For how long browsers come back over HTTPS only, once they came so. Zero: they are not told.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "730.00:00:00")]
    public TimeSpan HttpsOnlyFor { get; set; } = TimeSpan.FromDays(365);

    internal IEnumerable<IPNetwork> TrustedNetworks => TrustedProxies.Select(text => NetworkOf(text)!.Value);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => TrustedProxies
        .Where(text => NetworkOf(text) is null)
        .Select(text => new ValidationResult($"{Section}:{nameof(TrustedProxies)}: {text} is neither an address nor a network.", [nameof(TrustedProxies)]));

    private static IPNetwork? NetworkOf(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
