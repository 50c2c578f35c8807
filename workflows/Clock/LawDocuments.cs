using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Clock;

/// <summary>A file of time limits: the rules of one procedure.</summary>
internal sealed record TimeLimitDocument(BilingualText Procedure, IReadOnlyList<TimeLimitEntry> Limits);

/// <summary>One version of one rule, as it is written in the file.</summary>
internal sealed record TimeLimitEntry(
    string Code,
    BilingualText Name,
    BilingualText Actor,
    int? Length,
    LimitUnit Unit,
    LimitKind Kind,
    BilingualText StartsOn,
    string Law,
    string Article,
    DateOnly InForceFrom,
    DateOnly? InForceTo,
    bool Confirmed,
    RecurrencePeriod? RecursEvery = null,
    LimitExtension? Extension = null,
    LimitSuspension? Suspension = null,
    BilingualText? Note = null,
    IReadOnlyList<string>? ConflictsWith = null,
    IReadOnlyList<string>? Extends = null,
    IReadOnlyList<WorkedExample>? Examples = null)
{
    public TimeLimit ToLimit(BilingualText procedure) =>
        new(Code, Name, Length, Unit, Kind, Extension, new LegalBasis(Law, Article), InForceFrom, InForceTo, Confirmed)
        {
            Procedure = procedure,
            Actor = Actor,
            StartEvent = StartsOn,
            Suspension = Suspension,
            Note = Note,
            RecursEvery = RecursEvery,
            ConflictsWith = ConflictsWith ?? [],
            Extends = Extends ?? [],
            Examples = Examples ?? [],
        };
}

/// <summary>A file of transitional rules: what one change of the law does to matters under way.</summary>
internal sealed record TransitionDocument(IReadOnlyList<TransitionRule> Rules);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CalendarYear))]
[JsonSerializable(typeof(TimeLimitDocument))]
[JsonSerializable(typeof(TransitionDocument))]
internal sealed partial class LawDocumentContext : JsonSerializerContext;

/// <summary>Reads the documents of the law. A field nobody knows is a fault: it would be a rule nobody applies.</summary>
internal static class LawDocuments
{
    // Writes Vietnamese as it is read instead of escaping every other letter; what HTML minds is still escaped.
    public static readonly LawDocumentContext Writing = new(new JsonSerializerOptions(LawDocumentContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    });

    public static List<(string File, T Document)> ReadAll<T>(string directory, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var documents = new List<(string, T)>();
        var errors = new List<string>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            try
            {
                using var stream = File.OpenRead(path);
                if (JsonSerializer.Deserialize(stream, type) is { } document)
                    documents.Add((file, document));
                else
                    errors.Add($"{file}: is empty.");
            }
            catch (JsonException fault)
            {
                errors.Add($"{file}: {fault.Message}");
            }
        }

        return errors.Count == 0 ? documents : throw new LawDocumentException(errors);
    }
}
