using System.ComponentModel.DataAnnotations;

namespace Gateway.FrontDoor;

/// <summary>
/// How many requests a minute are taken, each kind at once as many as in a minute. Counted in each process by itself: two front doors take
/// twice as many.
/// </summary>
public sealed class RequestLimitOptions
{
    public const string Section = "DonThu:RequestLimits";

    /// <summary>Whether requests are counted at all. Without a word of the operator: not in development, where one machine plays everybody.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Of a person who is signed in.</summary>
    [Range(1, 1_000_000)] public int SignedIn { get; set; } = 600;

    /// <summary>Of another system with credentials of its own.</summary>
    [Range(1, 1_000_000)] public int Systems { get; set; } = 6000;

    /// <summary>Of an address without sign-in. A commune's whole reading room may be behind one address.</summary>
    [Range(1, 1_000_000)] public int Anonymous { get; set; } = 600;

    /// <summary>Letters from an address without sign-in.</summary>
    [Range(1, 1_000_000)] public int Submissions { get; set; } = 20;

    /// <summary>Looks at the progress of a letter, of an address: a key must not be found by trying.</summary>
    [Range(1, 1_000_000)] public int Tracking { get; set; } = 60;

    /// <summary>Sign-ins and tokens, of an address.</summary>
    [Range(1, 1_000_000)] public int SignIns { get; set; } = 30;
}
