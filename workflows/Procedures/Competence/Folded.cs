using System.Globalization;
using System.Text;

namespace Procedures.Competence;

/// <summary>Vietnamese text without marks and capitals, for comparing names that clerks type in different ways.</summary>
internal static class Folded
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (c == 'đ')
                folded.Append('d');
            else if (char.IsLetterOrDigit(c) || c == '&')
                folded.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }
}
