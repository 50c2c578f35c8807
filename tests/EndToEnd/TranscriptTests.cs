using System.Diagnostics;
using System.Text.RegularExpressions;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>The README's walk, replayed as it stands there.</summary>
[Collection("one at a time")]
public sealed partial class TranscriptTests(AllInOneFixture fixture)
{
    [Fact]
    public async Task Readme_AllInOne_PrintsWhatItSays()
    {
        var printed = await ReplayAsync(
            fixture.Host.Address, Path.Combine(fixture.Host.DataDirectory, "demo-users.json"), TestContext.Current.CancellationToken);
        Assert.Equal(Masked(Block("text")), Masked(printed));
    }

    internal static async Task<string> ReplayAsync(Uri address, string users, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash", ["-c", Block("bash")])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BASE"] = address.ToString().TrimEnd('/');
        start.Environment["USERS"] = users;
        using var process = Process.Start(start)!;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limited.Token);
            var errors = process.StandardError.ReadToEndAsync(limited.Token);
            await process.WaitForExitAsync(limited.Token);
            return (await output + await errors).Trim();
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    internal static string Block(string language)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        return Regex.Match(readme, $"```{language}\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value;
    }

    /// <summary>Dates, references and totals differ from run to run; everything else must not.</summary>
    internal static string Masked(string text) =>
        Totals().Replace(References().Replace(Dates().Replace(text, "<date>"), "<reference>"), "\"total\":<n>");

    [GeneratedRegex(@"\d{4}-\d\d-\d\d")]
    private static partial Regex Dates();

    [GeneratedRegex(@"DT\d\d-\w{5}-\w{5}")]
    private static partial Regex References();

    [GeneratedRegex("\"total\":[1-9][0-9]*")]
    private static partial Regex Totals();
}
