using System.Globalization;
using System.Text;

namespace Catalogue.Domain;

/// <summary>Vietnamese text as it is searched: tones and capitals do not matter.</summary>
internal static class SearchText
{
    /// <summary>Whether every word asked for is somewhere in the texts.</summary>
    public static bool Matches(string query, params string?[] texts)
    {
        var haystack = Folded(string.Join(' ', texts));
        return Folded(query).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => haystack.Contains(word, StringComparison.Ordinal));
    }

    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) folded.Append(letter == 'đ' ? 'd' : letter);
        }

        return folded.ToString();
    }
}
