using System.Globalization;
using System.Text.Json;
using Portal.Access;

namespace Portal.Components;

/// <summary>A day that did not count, and why.</summary>
public sealed record UncountedDay(string On, string Reason);

/// <summary>The receipt of a deadline, as far as a page shows it. It may come as an object or as text holding one.</summary>
public sealed class ReceiptWords
{
    private ReceiptWords(IReadOnlyList<UncountedDay> skipped, int? counted)
    {
        Skipped = skipped;
        Counted = counted;
    }

    public static ReceiptWords Empty { get; } = new([], null);

    public IReadOnlyList<UncountedDay> Skipped { get; }
    public int? Counted { get; }

    public static ReceiptWords Read(JsonElement? receipt)
    {
        if (receipt is { ValueKind: JsonValueKind.String } text) return ReadText(text.GetString()!);
        if (receipt is not { ValueKind: JsonValueKind.Object } root) return Empty;

        var skipped = Days(root, "skipped");
        if (root.TryGetProperty("movedEnd", out var moved) && moved.ValueKind == JsonValueKind.Object) skipped = skipped.Concat(Days(moved, "over"));
        return new ReceiptWords([.. skipped],
            root.TryGetProperty("counted", out var counted) && counted.TryGetInt32(out var number) ? number : null);
    }

    private static ReceiptWords ReadText(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement.Clone()) : Empty;
        }
        catch (JsonException)
        {
            // The explanation beside it says the same in a sentence.
            return Empty;
        }
    }

    private static IEnumerable<UncountedDay> Days(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var days) || days.ValueKind != JsonValueKind.Array) return [];
        var own = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "reasonEn" : "reasonVi";
        return days.EnumerateArray().Where(day => day.ValueKind == JsonValueKind.Object)
            .Select(day => new UncountedDay(DayOf(Text(day, "on")), Text(day, own) ?? Text(day, "reason") ?? ""));
    }

    private static string DayOf(string? on) => LegalDay.Parse(on) is { } day ? LegalDay.Show(day) : on ?? "";

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
