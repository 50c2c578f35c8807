using System.Globalization;

namespace Shared.Hosting;

/// <summary>The language of the caller, for texts that are kept in both.</summary>
public static class Language
{
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "vi";

    public static string Of(string vi, string en) => Current == "en" ? en : vi;
}
