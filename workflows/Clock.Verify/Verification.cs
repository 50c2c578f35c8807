using System.Text.Json;

namespace Clock.Verify;

/// <summary>What the program answers to the one who called it.</summary>
internal enum Verdict
{
    Agrees = 0,
    Disagrees = 1,
    CannotBeRead = 2,
}

/// <summary>Reads a receipt, counts it again and says line by line what agrees.</summary>
internal static class Verification
{
    private static readonly BilingualText Usage = new(
        "Cách dùng: Clock.Verify [--law <thư mục>] [--language vi|en] <biên nhận.json | ->",
        "Usage: Clock.Verify [--law <folder>] [--language vi|en] <receipt.json | ->");

    public static Verdict Run(IReadOnlyList<string> args, string language, TextReader input, TextWriter output, TextWriter error)
    {
        var law = Path.Combine(AppContext.BaseDirectory, "law");
        string? source = null;
        for (var at = 0; at < args.Count; at++)
        {
            switch (args[at])
            {
                case "--law" when at + 1 < args.Count:
                    law = args[++at];
                    break;
                case "--language" when at + 1 < args.Count:
                    language = args[++at];
                    break;
                case var other when source is null && (other == "-" || !other.StartsWith('-')):
                    source = other;
                    break;
                default:
                    error.WriteLine(Usage.In(language));
                    return Verdict.CannotBeRead;
            }
        }

        if (source is null)
        {
            error.WriteLine(Usage.In(language));
            return Verdict.CannotBeRead;
        }

        StatutoryClock clock;
        Receipt receipt;
        try
        {
            clock = StatutoryClock.Load(law);
            receipt = Receipt.FromJson(source == "-" ? input.ReadToEnd() : File.ReadAllText(source));
            if (HasGaps(receipt))
                throw new JsonException("A list of the receipt has an empty entry.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or LawDocumentException)
        {
            error.WriteLine(new BilingualText("Không đọc được", "Cannot be read").In(language) + ": " + fault.Message);
            return Verdict.CannotBeRead;
        }

        return Report(receipt, ReceiptCheck.Of(receipt, clock), language, output);
    }

    private static Verdict Report(Receipt receipt, IReadOnlyList<Finding> findings, string language, TextWriter output)
    {
        output.WriteLine($"{receipt.Code}: {receipt.Sentence(language)}");
        output.WriteLine();
        foreach (var finding in findings)
            output.WriteLine("  " + finding.In(language));
        var faults = findings.Count(finding => finding.Result == FindingResult.Disagrees);
        output.WriteLine();
        output.WriteLine(faults == 0
            ? new BilingualText("Biên nhận khớp với văn bản pháp luật.", "The receipt agrees with the documents of the law.").In(language)
            : new BilingualText($"Biên nhận không khớp: {faults} điểm.", $"The receipt does not agree: {faults} {(faults == 1 ? "point" : "points")}.").In(language));
        return faults == 0 ? Verdict.Agrees : Verdict.Disagrees;
    }

    // JSON lets a list hold null where the type does not.
    private static bool HasGaps(Receipt receipt) =>
        HasNull(receipt.Skipped) || HasNull(receipt.Extensions) || HasNull(receipt.Suspensions) || HasNull(receipt.Redatings)
        || HasNull(receipt.Transitions) || HasNull(receipt.Overrides) || HasNull(receipt.Restarts)
        || (receipt.MovedEnd is { } moved && HasNull(moved.Over)) || receipt.Restarts.Any(restart => restart.Before is null || HasGaps(restart.Before));

    private static bool HasNull<T>(IEnumerable<T> list)
        where T : class => list is null || list.Any(entry => entry is null);
}
