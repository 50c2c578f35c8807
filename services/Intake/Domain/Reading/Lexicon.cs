using System.Globalization;
using System.Text.Json;

namespace Intake.Domain.Reading;

/// <summary>A list of weighted phrases; each phrase scores once however often it is said.</summary>
internal sealed record PhraseList(IReadOnlyList<Phrase> Phrases)
{
    public int ScoreIn(VietnameseText text) => Phrases.Where(p => p.IsAffirmedIn(text)).Sum(p => p.Weight);

    public bool OccursIn(VietnameseText text) => Phrases.Any(p => p.FindIn(text) is not null);
}

internal sealed record FieldVocabulary(string Code, string? Within, PhraseList Phrases);

internal sealed record RespondentPattern(string Office, string? Level, PhraseList Any);

internal sealed record Signal(int Needs, PhraseList Phrases)
{
    public bool IsIn(VietnameseText text) => Phrases.ScoreIn(text) >= Needs;
}

/// <summary>The word lists the reader works with: documents in <c>Lexicon/</c>, each with the date it was last reviewed.</summary>
internal sealed class Lexicon
{
    private static readonly Lazy<Lexicon> Embedded = new(() => new Lexicon());

    private Lexicon()
    {
        using var kinds = Open("kinds");
        Kinds = kinds.RootElement.GetProperty("kinds").EnumerateObject()
            .ToDictionary(k => k.Name, k => Weighted(k.Value), StringComparer.Ordinal);
        Misconduct = Weighted(kinds.RootElement.GetProperty("misconduct"));

        using var fields = Open("fields");
        Fields = [.. fields.RootElement.GetProperty("fields").EnumerateArray().Select(f => new FieldVocabulary(
            f.GetProperty("code").GetString()!,
            f.TryGetProperty("within", out var within) ? within.GetString() : null,
            Weighted(f)))];

        using var departments = Open("departments");
        Departments = [.. departments.RootElement.GetProperty("departments").EnumerateObject()
            .SelectMany(d => Texts(d.Value).Select(name => (d.Name, new Phrase(name))))
            .OrderByDescending(d => d.Item2.Text.Length)];

        using var respondents = Open("respondents");
        Respondents = [.. respondents.RootElement.GetProperty("respondents").EnumerateArray().Select(r => new RespondentPattern(
            r.GetProperty("office").GetString()!,
            r.TryGetProperty("level", out var level) ? level.GetString() : null,
            List(r.GetProperty("any"))))];
        Schools = respondents.RootElement.GetProperty("schools").EnumerateObject()
            .ToDictionary(s => s.Name, s => List(s.Value), StringComparer.Ordinal);
        Former = List(respondents.RootElement.GetProperty("former"));

        using var signals = Open("signals");
        Signals = signals.RootElement.GetProperty("signals").EnumerateObject().ToDictionary(
            s => s.Name, s => new Signal(s.Value.GetProperty("needs").GetInt32(), Weighted(s.Value)), StringComparer.Ordinal);
        Papers = [.. Texts(signals.RootElement.GetProperty("papers"))];
        JudicialFrom = signals.RootElement.GetProperty("judicialFrom").GetInt32();
        AdminRegulationFrom = signals.RootElement.GetProperty("adminRegulationFrom").GetInt32();

        using var misspellings = Open("misspellings");
        Misspellings = [.. misspellings.RootElement.GetProperty("misspellings").EnumerateObject()
            .Select(m => (Words(m.Name), Words(m.Value.GetString()!)))];
    }

    public static Lexicon Current => Embedded.Value;

    public IReadOnlyDictionary<string, PhraseList> Kinds { get; }
    public PhraseList Misconduct { get; }
    public IReadOnlyList<FieldVocabulary> Fields { get; }
    public IReadOnlyList<(string Code, Phrase Name)> Departments { get; }
    public IReadOnlyList<RespondentPattern> Respondents { get; }
    public IReadOnlyDictionary<string, PhraseList> Schools { get; }
    public PhraseList Former { get; }
    public IReadOnlyDictionary<string, Signal> Signals { get; }
    public IReadOnlyList<string> Papers { get; }
    public int JudicialFrom { get; }
    public int AdminRegulationFrom { get; }
    private IReadOnlyList<(Word[] Wrong, Word[] Right)> Misspellings { get; }

    /// <summary>Cuts a text into words and puts its common misspellings right.</summary>
    public VietnameseText Read(string? text)
    {
        var read = VietnameseText.Of(text);
        // Without marks too many words look alike to tell a slip from another word.
        if (!read.IsMarked)
            return read;
        var words = read.Words.ToArray();
        foreach (var (wrong, right) in Misspellings)
        {
            for (var at = 0; at + wrong.Length <= words.Length; at++)
            {
                if (wrong.Select((w, i) => words[at + i].Key == w.Key).All(same => same))
                    right.CopyTo(words, at);
            }
        }
        return read.With(words);
    }

    private static JsonDocument Open(string name)
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream($"Lexicon/{name}.json")
            ?? throw new InvalidOperationException($"The lexicon {name}.json is not embedded.");
        return JsonDocument.Parse(stream);
    }

    private static PhraseList Weighted(JsonElement lists) => new([.. lists.EnumerateObject()
        .Where(l => l.Value.ValueKind == JsonValueKind.Array)
        .SelectMany(l => Texts(l.Value).Select(text => new Phrase(text, int.Parse(l.Name, CultureInfo.InvariantCulture))))]);

    private static PhraseList List(JsonElement texts) => new([.. Texts(texts).Select(text => new Phrase(text))]);

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetString()!);

    private static Word[] Words(string text) => [.. text.Split(' ').Select(w => VietnameseText.ToWord(w.Normalize()))];
}
