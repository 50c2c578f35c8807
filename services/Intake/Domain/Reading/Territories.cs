using System.Text;
using System.Text.RegularExpressions;

namespace Intake.Domain.Reading;

/// <summary>
/// Names of territories. A name is told only when it comes from a field that holds territories or from the directory: "Chủ tịch
/// xã" in free text may be followed by the chairperson's name as well as by the commune's, and nothing in the writing tells which.
/// </summary>
internal sealed partial class Territories
{
    private static readonly string[] Levels = ["xã", "phường", "thị trấn", "đặc khu", "huyện", "tỉnh", "thành phố"];
    private static readonly string[] Addresses = ["ông", "bà", "anh", "chị", "cô", "chú", "bác", "cháu"];

    private readonly Dictionary<string, string> directory;

    public Territories(IEnumerable<string> known) =>
        directory = known.Select(Trim).OfType<string>()
            .GroupBy(VietnameseText.Fold, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    [GeneratedRegex(@"^(xã|phường|thị trấn|đặc khu|huyện|tỉnh|thành phố)( [\p{L}\p{Nd}'-]{1,12}){1,4}$", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    // Given names of three and more words mostly carry one of these in the middle; no commune does.
    [GeneratedRegex(@"^\p{L}+( \p{L}+){0,1} (văn|thị|hữu|đình) \p{L}+", RegexOptions.IgnoreCase)]
    private static partial Regex PersonalName();

    public static bool IsWellFormed(string value) => Name().IsMatch(value);

    /// <summary>The territory a field for territories holds, or null when it holds something else.</summary>
    public string? FromField(string? text)
    {
        if (Trim(text) is not { } name)
            return null;
        // With a directory at hand nothing outside it is told: a citizen may type anything into a field.
        return directory.Count == 0 ? name : directory.GetValueOrDefault(VietnameseText.Fold(name));
    }

    /// <summary>A territory inside the name of a public office ("UBND xã …"), which is not free text.</summary>
    public static string? InOfficeName(string? office)
    {
        var composed = (office ?? "").Normalize(NormalizationForm.FormC);
        foreach (var level in Levels)
        {
            var at = composed.IndexOf(level + " ", StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (at == 0 || composed[at - 1] == ' ') && Trim(composed[at..]) is { } name)
                return name;
        }
        return null;
    }

    /// <summary>The confirmed territory named in free text; unclear when one is named that nothing confirms.</summary>
    public (string? Name, bool Unclear) InFreeText(VietnameseText text, params string?[] confirmedBy)
    {
        foreach (var name in confirmedBy.OfType<string>().Concat(directory.Values))
        {
            if (new Phrase(name).FindIn(text) is not null)
                return (name, false);
        }
        for (var i = 0; i + 1 < text.Words.Count; i++)
        {
            if (IsCommuneLevel(text, i) && text.Words[i + 1].IsCapitalised)
                return (null, true);
        }
        return (null, false);
    }

    /// <summary>Whether the word is "xã", "phường" … as a level of administration, not part of "hợp tác xã" or "xã hội".</summary>
    public static bool IsCommuneLevel(VietnameseText text, int at)
    {
        var before = at > 0 ? text.Words[at - 1].Folded : "";
        var after = at + 1 < text.Words.Count ? text.Words[at + 1].Folded : "";
        return Names(text, at, "xã", "xa") && before != "tac" && after is not ("hoi" or "vien")
            || Names(text, at, "phường", "phuong")
            || (Names(text, at, "thị", "thi") && after == "tran")
            || (Names(text, at, "đặc", "dac") && after == "khu");
    }

    private static bool Names(VietnameseText text, int at, string marked, string folded)
    {
        var word = text.Words[at];
        return text.IsMarked ? word.Key == VietnameseText.ToWord(marked).Key : word.Folded == folded;
    }

    private static string? Trim(string? text)
    {
        var name = (text ?? "").Normalize(NormalizationForm.FormC).Split(',', '(', ';')[0].Trim();
        var level = Levels.FirstOrDefault(l => name.StartsWith(l + " ", StringComparison.OrdinalIgnoreCase));
        if (level is null || !IsWellFormed(name))
            return null;
        var proper = name[(level.Length + 1)..];
        var isPerson = PersonalName().IsMatch(proper)
            || proper.Split(' ').Any(w => Addresses.Contains(w, StringComparer.OrdinalIgnoreCase));
        return isPerson ? null : $"{level} {proper}";
    }
}
