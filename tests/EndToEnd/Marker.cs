using System.Globalization;
using System.Text;

namespace EndToEnd;

/// <summary>
/// A word planted in one field of the input. It occurs nowhere by itself, and it can be looked for in every writing in which software
/// may pass text on.
/// </summary>
/// <param name="Field">Which input it was planted in.</param>
/// <param name="Text">The word; no spaces, so that splitting a text into words does not hide it.</param>
internal sealed record Marker(string Field, string Text)
{
    private readonly (string Writing, byte[] Bytes)[] writings = [.. Writings(Text)];

    /// <summary>The first writing in which the marker is found, or null.</summary>
    public string? FindIn(ReadOnlySpan<byte> content)
    {
        foreach (var (writing, bytes) in writings)
        {
            if (content.IndexOf(bytes) >= 0) return writing;
        }

        return null;
    }

    /// <summary>What stands around the first place where the marker is found, to see how it came there.</summary>
    public string Around(byte[] content)
    {
        var (_, bytes) = writings.First(writing => content.AsSpan().IndexOf(writing.Bytes) >= 0);
        var at = content.AsSpan().IndexOf(bytes);
        var text = Encoding.UTF8.GetString(content[Math.Max(0, at - 160)..Math.Min(content.Length, at + bytes.Length + 40)]);
        return new string([.. text.Select(character => char.IsControl(character) ? '·' : character)]);
    }

    /// <summary>Plain, decomposed, without marks, as JSON, an address, a page or base 64 would write it; in UTF-8 and UTF-16.</summary>
    public static IEnumerable<(string Writing, byte[] Bytes)> Writings(string text)
    {
        var folded = Fold(text);
        var texts = new (string Name, string Text)[]
        {
            ("plain", text),
            ("lower case", text.ToLowerInvariant()),
            ("upper case", text.ToUpperInvariant()),
            ("decomposed", text.Normalize(NormalizationForm.FormD)),
            ("without marks", folded),
            ("without marks, lower case", folded.ToLowerInvariant()),
            ("without marks, upper case", folded.ToUpperInvariant()),
            ("JSON escapes", Escaped(text, "\\u{0:X4}")),
            ("JSON escapes, lower case", Escaped(text, "\\u{0:x4}")),
            ("page escapes", Escaped(text, "&#{0};")),
            ("page escapes, hexadecimal", Escaped(text, "&#x{0:X};")),
            ("address escapes", Uri.EscapeDataString(text)),
            ("address escapes, lower case", LowerEscapes(Uri.EscapeDataString(text))),
        };
        foreach (var (name, written) in texts.DistinctBy(entry => entry.Text))
        {
            yield return ($"{name}, UTF-8", Encoding.UTF8.GetBytes(written));
            yield return ($"{name}, UTF-16", Encoding.Unicode.GetBytes(written));
            yield return ($"{name}, UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(written));
        }

        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
        {
            var plain = encoding.GetBytes(text);
            for (var offset = 0; offset < 3; offset++)
            {
                var part = Base64Within(plain, offset);
                yield return ($"base 64 of {encoding.WebName}, offset {offset}", Encoding.ASCII.GetBytes(part));
                yield return ($"base 64 for addresses of {encoding.WebName}, offset {offset}",
                    Encoding.ASCII.GetBytes(part.Replace('+', '-').Replace('/', '_')));
            }
        }

        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(text))));
        yield return ("hexadecimal, lower case", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>The characters of a base 64 text that stand for these bytes alone, whatever is before and after them.</summary>
    private static string Base64Within(byte[] bytes, int offset)
    {
        var text = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        var from = ((offset * 8) + 5) / 6;
        var to = (offset + bytes.Length) * 8 / 6;
        return text[from..to];
    }

    private static string Escaped(string text, string format) => string.Concat(text.Select(character =>
        char.IsAscii(character) ? character.ToString() : string.Format(CultureInfo.InvariantCulture, format, (int)character)));

    private static string LowerEscapes(string text)
    {
        var result = text.ToCharArray();
        for (var i = 0; i + 2 < result.Length; i++)
        {
            if (result[i] != '%') continue;
            result[i + 1] = char.ToLowerInvariant(result[i + 1]);
            result[i + 2] = char.ToLowerInvariant(result[i + 2]);
        }

        return new string(result);
    }

    private static string Fold(string text) => new([.. text.Normalize(NormalizationForm.FormD)
        .Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
        .Select(character => character is 'đ' ? 'd' : character is 'Đ' ? 'D' : character)]);
}
