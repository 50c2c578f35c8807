namespace Intake.Domain.Reading;

/// <summary>
/// A phrase of a lexicon. <c>*</c> stands for up to six words of the same sentence. In a text with tone marks a marked word must
/// agree in its marks, an unmarked one is taken as "marks forgotten"; in a text without marks only the letters count.
/// </summary>
internal sealed class Phrase
{
    private const int LongestGap = 6;

    private static readonly HashSet<string> Negations =
        new string[] { "không", "chẳng", "chả", "đừng" }.Select(w => VietnameseText.ToWord(w).Key).ToHashSet(StringComparer.Ordinal);

    private readonly Word?[] parts;
    private readonly bool isOneWord;

    public Phrase(string text, int weight = 1)
    {
        Text = text;
        Weight = weight;
        parts = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part == "*" ? (Word?)null : VietnameseText.ToWord(part.Normalize()))];
        isOneWord = parts.Length == 1;
    }

    public string Text { get; }

    public int Weight { get; }

    /// <summary>Index of the first occurrence and of the word after it, or null.</summary>
    public (int Start, int End)? FindIn(VietnameseText text, int from = 0)
    {
        // Without marks one short word may be anything: "can" is a scale, an identity card or a cadre.
        if (isOneWord && !text.IsMarked && parts[0] is { IsMarked: true })
            return null;
        for (var start = from; start < text.Words.Count; start++)
        {
            if (EndOf(text, start, 0) is { } end)
                return (start, end);
        }
        return null;
    }

    /// <summary>Whether the phrase is said and not denied ("tôi không khiếu nại ai").</summary>
    public bool IsAffirmedIn(VietnameseText text)
    {
        var from = 0;
        while (FindIn(text, from) is var (start, _))
        {
            if (!IsNegated(text, start))
                return true;
            from = start + 1;
        }
        return false;
    }

    private static bool IsNegated(VietnameseText text, int at)
    {
        for (var back = 1; back <= 2 && at - back >= 0; back++)
        {
            var word = text.Words[at - back];
            if (word.IsBreak)
                return false;
            if (Negations.Contains(word.Key) || (!text.IsMarked && word.Folded == "khong"))
                return true;
        }
        return false;
    }

    private int? EndOf(VietnameseText text, int at, int part)
    {
        if (part == parts.Length)
            return at;
        if (parts[part] is { } expected)
            return at < text.Words.Count && Agrees(text, text.Words[at], expected) ? EndOf(text, at + 1, part + 1) : null;

        for (var skipped = 0; skipped <= LongestGap && at + skipped < text.Words.Count; skipped++)
        {
            if (EndOf(text, at + skipped, part + 1) is { } end)
                return end;
            if (text.Words[at + skipped].EndsSentence)
                return null;
        }
        return null;
    }

    private bool Agrees(VietnameseText text, Word word, Word expected)
    {
        if (word.IsBreak || word.Folded != expected.Folded)
            return false;
        return word.Key == expected.Key || !text.IsMarked || (!isOneWord && !word.IsMarked);
    }
}
