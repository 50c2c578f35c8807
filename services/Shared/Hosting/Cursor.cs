using System.Globalization;
using System.Text;

namespace Shared.Hosting;

/// <summary>A page of a list; <paramref name="Next"/> asks for the following one, null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// Where a page ended: the sort key of its last row, and how many rows with that very key were already given. Rows that arrive
/// meanwhile move nothing.
/// </summary>
public readonly record struct Cursor(long Key, int Given)
{
    public const int MaxLimit = 200;
    public const int DefaultLimit = 50;

    public static int Limit(int? limit) => limit switch
    {
        null => DefaultLimit,
        < 1 or > MaxLimit => throw RuleViolation.Unprocessable("request.limit"),
        _ => limit.Value,
    };

    public static Cursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var buffer = new byte[text.Length];
        if (Convert.TryFromBase64String(text, buffer, out var length)
            && Encoding.ASCII.GetString(buffer, 0, length).Split(':') is [var key, var given]
            && long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsedKey)
            && int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var parsedGiven))
        {
            return new Cursor(parsedKey, parsedGiven);
        }

        throw RuleViolation.Unprocessable("request.cursor");
    }

    /// <summary>Cuts a page out of rows read from the cursor on, of which one more than the limit was asked for.</summary>
    public static Page<T> Cut<T>(IReadOnlyList<T> rows, int limit, Cursor? from, Func<T, long> keyOf)
    {
        if (rows.Count <= limit) return new Page<T>(rows, null);
        var items = rows.Take(limit).ToList();
        var last = keyOf(items[^1]);
        var given = items.Count(item => keyOf(item) == last) + (from?.Key == last ? from.Value.Given : 0);
        var text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last}:{given}"));
        return new Page<T>(items, Convert.ToBase64String(text));
    }
}
