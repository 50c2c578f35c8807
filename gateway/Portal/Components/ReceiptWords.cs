using System.Globalization;
using System.Text.Json;
using Portal.Access;

namespace Portal.Components;

/// <summary>A day that did not count, and why.</summary>
public sealed record UncountedDay(string On, string Reason);

/// <summary>The receipt of a deadline, as far as a page shows it. It may come as an object or as text holding one.</summary>
public sealed class ReceiptWords
{
    private ReceiptWords(IReadOnlyList<UncountedDay> skipped, int? length, string? unit)
    {
        Skipped = skipped;
        Length = length;
        Unit = unit;
    }

    public static ReceiptWords Empty { get; } = new([], null, null);

    public IReadOnlyList<UncountedDay> Skipped { get; }
    public int? Length { get; }
    public string? Unit { get; }
    public bool InWorkingDays => Unit == "working-day";

    /// <summary>How long in all, in days of which kind; null where the receipt does not say.</summary>
    public string? LengthText => (Length, Unit) switch
    {
        ({ } length, "working-day") => Say.With(Texts.LengthWorkingDays, length),
        ({ } length, "calendar-day") => Say.With(Texts.LengthDays, length),
        ({ } length, "month") => Say.With(Texts.LengthMonths, length),
        _ => null,
    };

    public static ReceiptWords Read(JsonElement? receipt)
    {
        if (receipt is { ValueKind: JsonValueKind.String } text) return ReadText(text.GetString()!);
        if (receipt is not { ValueKind: JsonValueKind.Object } root) return Empty;

        var skipped = Days(root, "skipped");
        if (root.TryGetProperty("movedEnd", out var moved) && moved.ValueKind == JsonValueKind.Object) skipped = skipped.Concat(Days(moved, "over"));
        return new ReceiptWords([.. skipped],
            LengthOf(root), Text(root, "unit"));
    }

    /// <summary>What the last extension made of it, or what the rule sets.</summary>
    private static int? LengthOf(JsonElement root)
    {
        if (root.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Array
            && extensions.EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.Object } extension
            && Number(extension, "totalLength") is { } total)
        {
            return total;
        }

        return Number(root, "length");
    }

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

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
