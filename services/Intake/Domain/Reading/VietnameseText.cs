using System.Globalization;
using System.Text;

namespace Intake.Domain.Reading;

/// <summary>One word, or a break between words, of a text in Vietnamese.</summary>
/// <param name="Key">Lower case, vowels kept, the tone moved behind the word: "hoà" and "hòa" are the same.</param>
/// <param name="Folded">Lower case without any marks: "đất" is "dat".</param>
/// <param name="Written">As written, composed; for territory names only.</param>
internal readonly record struct Word(string Key, string Folded, string Written)
{
    public const string SentenceEnd = ".";
    public const string Pause = ",";

    public bool IsBreak => Key is SentenceEnd or Pause;
    public bool EndsSentence => Key is SentenceEnd;
    public bool IsMarked => Key != Folded;
    public bool IsCapitalised => Written.Length > 0 && char.IsUpper(Written[0]);
}

/// <summary>A text cut into words, ready to be searched with phrases of a lexicon.</summary>
internal sealed class VietnameseText
{
    private const char Horn = '\u031B';

    private VietnameseText(IReadOnlyList<Word> words, bool isMarked) => (Words, IsMarked) = (words, isMarked);

    public IReadOnlyList<Word> Words { get; }

    /// <summary>Whether the writer used tone marks at all; if not, words are compared without them.</summary>
    public bool IsMarked { get; }

    public static VietnameseText Of(string? text)
    {
        var composed = (text ?? "").Normalize(NormalizationForm.FormC);
        var words = new List<Word>();
        var word = new StringBuilder();
        for (var i = 0; i <= composed.Length; i++)
        {
            var c = i < composed.Length ? composed[i] : '\n';
            var joins = c == '&' && word.Length > 0 && i + 1 < composed.Length && char.IsLetter(composed[i + 1]);
            if (char.IsLetterOrDigit(c) || joins || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                word.Append(c);
                continue;
            }
            if (word.Length > 0)
            {
                words.Add(ToWord(word.ToString()));
                word.Clear();
            }
            if (c is '.' or ';' or ':' or '!' or '?' or '\n')
                words.Add(new Word(Word.SentenceEnd, Word.SentenceEnd, ""));
            else if (c is ',' or '(' or ')' or '"' or '“' or '”')
                words.Add(new Word(Word.Pause, Word.Pause, ""));
        }
        // Vietnamese written properly marks well over half of its words; a few stray marks do not make a marked text.
        var letters = words.Count(w => !w.IsBreak);
        return new VietnameseText(words, words.Count(w => !w.IsBreak && w.IsMarked) * 5 >= Math.Max(1, letters));
    }

    /// <summary>The text in lower case without marks, words separated by one space.</summary>
    public static string Fold(string? text) =>
        string.Join(' ', Of(text).Words.Where(w => !w.IsBreak).Select(w => w.Folded));

    /// <summary>A passage of the text, up to the end of its sentence, read with the marks of the whole.</summary>
    public VietnameseText Passage(int from, int longest) =>
        new([.. Words.Skip(from).Take(longest).TakeWhile(w => !w.EndsSentence)], IsMarked);

    public VietnameseText With(IReadOnlyList<Word> words) => new(words, IsMarked);

    public static Word ToWord(string written)
    {
        var key = new StringBuilder();
        var folded = new StringBuilder();
        var tone = '\0';
        foreach (var c in written.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            switch (c)
            {
                // The five tone marks. Where they sit in the word is a matter of fashion (hoà, hòa), so they move to the end.
                case '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323':
                    tone = c;
                    break;
                case '\u0302' or '\u0306' or Horn:
                    key.Append(c);
                    break;
                case 'đ':
                    key.Append(c);
                    folded.Append('d');
                    break;
                default:
                    if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                    {
                        key.Append(c);
                        folded.Append(c);
                    }
                    break;
            }
        }
        OneSpellingOfI(key);
        OneSpellingOfI(folded);
        if (tone != '\0')
            key.Append(tone);
        return new Word(key.ToString(), folded.ToString(), written);
    }

    // "lý" and "lí", "kỹ" and "kĩ": a word whose only vowel is a final y may be written with i.
    private static void OneSpellingOfI(StringBuilder word)
    {
        if (word.Length < 2 || word[^1] != 'y')
            return;
        for (var i = 0; i < word.Length - 1; i++)
        {
            if (word[i] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' || !char.IsLetter(word[i]))
                return;
        }
        word[^1] = 'i';
    }
}
