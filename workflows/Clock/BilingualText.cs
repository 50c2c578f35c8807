namespace Clock;

/// <summary>A text in the two languages of the system. Vietnamese is the one that counts.</summary>
/// <param name="Vi">Vietnamese.</param>
/// <param name="En">English.</param>
public sealed record BilingualText(string Vi, string En)
{
    /// <summary>The text in a language: English for <c>en</c> and its regions (<c>en-GB</c>), Vietnamese for anything else.</summary>
    public string In(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return Languages.IsEnglish(language) ? En : Vi;
    }
}

internal static class Languages
{
    public static bool IsEnglish(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
}
