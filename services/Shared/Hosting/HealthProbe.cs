namespace Shared.Hosting;

/// <summary>
/// Asks the program that runs on this machine whether it is ready, so that an image needs neither shell nor curl: <c>Intake health</c>.
/// </summary>
public static class HealthProbe
{
    public const string Command = "health";

    /// <summary>True when the command line asked for it; the exit code is then 0 or 1. Nothing of the program is started for it.</summary>
    public static async Task<bool> RunAsync(string[] args)
    {
        if (args is not [Command]) return false;
        Environment.ExitCode = await IsReadyAsync(Address(Environment.GetEnvironmentVariable), TimeSpan.FromSeconds(4)) ? 0 : 1;
        return true;
    }

    /// <summary>Where the program listens, by the settings it was itself started with.</summary>
    internal static Uri Address(Func<string, string?> environment)
    {
        var configured = environment("ASPNETCORE_URLS") ?? environment("URLS");
        if (string.IsNullOrWhiteSpace(configured))
        {
            var ports = environment("ASPNETCORE_HTTP_PORTS") ?? environment("HTTP_PORTS");
            configured = $"http://127.0.0.1:{(string.IsNullOrWhiteSpace(ports) ? "8080" : ports.Split(';')[0])}";
        }

        var first = configured.Split(';').First(url => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase));
        var address = new UriBuilder(first.Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//+", "//127.0.0.1", StringComparison.Ordinal));
        if (address.Host is "0.0.0.0" or "[::]") address.Host = "127.0.0.1";
        address.Path = "/health/ready";
        return address.Uri;
    }

    internal static async Task<bool> IsReadyAsync(Uri address, TimeSpan patience)
    {
        using var client = new HttpClient { Timeout = patience };
        try
        {
            using var answer = await client.GetAsync(address);
            if (answer.IsSuccessStatusCode) return true;
            await Console.Error.WriteLineAsync($"{address} answered {(int)answer.StatusCode}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address} did not answer: {exception.Message}");
        }

        return false;
    }
}
