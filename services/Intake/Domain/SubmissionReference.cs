using System.Security.Cryptography;

namespace Intake.Domain;

/// <summary>
/// The number a citizen quotes: <c>DT26-XXXXX-XXXXC</c>, the year, nine random characters and one that checks them. The alphabet has
/// 31 characters, a prime, so the weighted sum finds every single wrong character and every swap of neighbours.
/// </summary>
internal readonly record struct SubmissionReference(string Value)
{
    private const int Drawn = 9;

    public static SubmissionReference New(int year)
    {
        var body = RandomNumberGenerator.GetString(Alphabet.Characters, Drawn);
        var digits = (year % 100).ToString("00", System.Globalization.CultureInfo.InvariantCulture);
        return new SubmissionReference($"DT{digits}-{body[..5]}-{body[5..]}{CheckOf(body)}");
    }

    /// <summary>Reads what a person typed: case, spaces and hyphens do not matter; a mistyped reference is null.</summary>
    public static SubmissionReference? Parse(string? text)
    {
        var plain = new string([.. (text ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
        if (plain.Length != 4 + Drawn + 1 || !plain.StartsWith("DT", StringComparison.Ordinal)) return null;
        if (!char.IsAsciiDigit(plain[2]) || !char.IsAsciiDigit(plain[3])) return null;
        var body = plain[4..(4 + Drawn)];
        if (body.Any(character => !Alphabet.Characters.Contains(character)) || CheckOf(body) != plain[^1]) return null;
        return new SubmissionReference($"{plain[..4]}-{body[..5]}-{body[5..]}{plain[^1]}");
    }

    private static char CheckOf(string body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++) sum += (i + 1) * Alphabet.Characters.IndexOf(body[i]);
        return Alphabet.Characters[sum % Alphabet.Characters.Length];
    }
}

/// <summary>The secret a citizen tracks with: sixteen characters, about 79 bits. Only its hash is kept.</summary>
internal readonly record struct TrackingKey(string Value)
{
    private const int Length = 16;

    public static TrackingKey New()
    {
        var drawn = RandomNumberGenerator.GetString(Alphabet.Characters, Length);
        return new TrackingKey($"{drawn[..4]}-{drawn[4..8]}-{drawn[8..12]}-{drawn[12..]}");
    }

    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Plain(Value))));

    public static bool Matches(string? given, string hash)
    {
        var computed = new TrackingKey(given ?? "").Hash();
        return CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.ASCII.GetBytes(computed), System.Text.Encoding.ASCII.GetBytes(hash));
    }

    private static string Plain(string value) =>
        new([.. value.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
}

internal static class Alphabet
{
    /// <summary>Digits and capitals without the pairs people confuse: no 0, 1, I, L, O.</summary>
    public const string Characters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
}
