using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>An operator replaces the keys of an installation, as the runbook says, and nobody is locked out of anything.</summary>
[Collection("one at a time")]
public sealed class KeyReplacementTests
{
    [Fact]
    public async Task Keys_Replaced_OldTokensAndLettersAreStillReadAndOldKeysCanGo()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await RunningHost.StartAsync(cancellationToken);
        using var before = await host.SignInAsync("reception.xa-go-may", cancellationToken);
        var letter = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "Data", "first-complaint.json"), cancellationToken));
        using var registered = await before.PostAsJsonAsync("/api/v1/submissions", letter, cancellationToken);
        registered.EnsureSuccessStatusCode();
        var id = (await registered.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
        var content = letter.RootElement.GetProperty("content").GetString();
        Assert.Equal(content, await ContentAsync());

        await host.StopAsync(cancellationToken);
        await CommandAsync("new-key", "signing");
        await CommandAsync("new-key", "identities");
        await host.RestartAsync(cancellationToken);

        using var answer = await before.GetAsync(new Uri("/api/v1/me", UriKind.Relative), cancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var after = await host.SignInAsync("reception.xa-go-may", cancellationToken);
        Assert.NotEqual(KeyOf(before), KeyOf(after));
        var published = await host.Client.GetFromJsonAsync<JsonElement>("/.well-known/jwks", cancellationToken);
        Assert.Equal(new[] { KeyOf(before), KeyOf(after) }.Order(), published.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()).Order());
        Assert.Equal(content, await ContentAsync());

        // While the program runs; a new letter goes under the new key meanwhile.
        Assert.Contains("1 letters are now under master key", await CommandAsync("rewrap-identities"), StringComparison.Ordinal);
        await host.StopAsync(cancellationToken);
        File.Delete(Path.Combine(host.DataDirectory, "keys", "identities.key"));
        File.Delete(Path.Combine(host.DataDirectory, "keys", "signing.pem"));
        await host.RestartAsync(cancellationToken);

        Assert.Equal(content, await ContentAsync());
        using var refused = await before.GetAsync(new Uri("/api/v1/me", UriKind.Relative), cancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        async Task<string?> ContentAsync()
        {
            using var clerk = await host.SignInAsync("clerk.xa-go-may", cancellationToken);
            return (await clerk.GetFromJsonAsync<JsonElement>($"/api/v1/submissions/{id}", cancellationToken)).GetProperty("content").GetString();
        }

        async Task<string> CommandAsync(params string[] command)
        {
            var program = Path.Combine(Repository.Root, "gateway", "AllInOne", "bin", Repository.Configuration, "net10.0", "AllInOne");
            var start = new ProcessStartInfo(program, command) { WorkingDirectory = Path.GetDirectoryName(program)!, RedirectStandardOutput = true };
            start.Environment["DonThu__DataDirectory"] = host.DataDirectory;
            using var process = Process.Start(start)!;
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            Assert.True(process.ExitCode == 0, said);
            return said;
        }
    }

    /// <summary>The id of the key that signed a client's token.</summary>
    private static string? KeyOf(HttpClient client)
    {
        var header = client.DefaultRequestHeaders.Authorization!.Parameter!.Split('.')[0].Replace('-', '+').Replace('_', '/');
        var json = Convert.FromBase64String(header.PadRight(header.Length + ((4 - (header.Length % 4)) % 4), '='));
        return JsonDocument.Parse(json).RootElement.GetProperty("kid").GetString();
    }
}
