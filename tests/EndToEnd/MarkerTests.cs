using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xunit;

namespace EndToEnd;

/// <summary>A hunt is worth what its nose is: every writing software is likely to use must be recognised.</summary>
public sealed class MarkerTests
{
    private static readonly Marker Sample = new("sample", "Quỵđhữzkem");

    public static TheoryData<string, byte[]> Writings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes($"ông {Sample.Text} ở khu 4") },
        { "UTF-16", Encoding.Unicode.GetBytes($"ông {Sample.Text} ở khu 4") },
        { "upper case", Encoding.UTF8.GetBytes($"ÔNG {Sample.Text.ToUpperInvariant()}") },
        { "folded", "ong quydhuzkem"u8.ToArray() },
        { "JSON", JsonSerializer.SerializeToUtf8Bytes(new { name = $"ông {Sample.Text}" }) },
        { "address", Encoding.ASCII.GetBytes($"/tracking/{Uri.EscapeDataString($"ông {Sample.Text}")}") },
        { "page", Encoding.UTF8.GetBytes(HtmlEncoder.Default.Encode($"ông {Sample.Text}")) },
        { "base 64", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"ông {Sample.Text} ở khu 4"))) },
        { "base 64, shifted", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"1 ông {Sample.Text}"))) },
        { "base 64, shifted twice", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"12 ông {Sample.Text}"))) },
        { "base 64 of UTF-16", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.Unicode.GetBytes($"ông {Sample.Text}"))) },
    };

    [Theory]
    [MemberData(nameof(Writings))]
    public void Marker_InAnyWriting_IsFound(string writing, byte[] content) =>
        Assert.True(Sample.FindIn(content) is not null, $"not found in {writing}");

    [Fact]
    public void Marker_InAnotherName_IsNotFound() => Assert.Null(Sample.FindIn("ông Quỵđhữzken, ong quydhuzken"u8));
}
