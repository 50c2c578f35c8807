using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Support;

/// <summary>The people of a development installation, and their passwords.</summary>
public sealed class DemonstrationUsers(Uri address, string file)
{
    /// <summary>A client signed in as one of them, for example <c>clerk.xa-go-may</c>.</summary>
    public async Task<HttpClient> SignInAsync(string userName, CancellationToken cancellationToken)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(userName, cancellationToken));
        return client;
    }

    public async Task<string> TokenAsync(string userName, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["username"] = userName,
            ["password"] = PasswordOf(userName),
        });
        using var answer = await client.PostAsync(new Uri("/connect/token", UriKind.Relative), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("access_token").GetString()!;
    }

    public string PasswordOf(string userName)
    {
        using var users = JsonDocument.Parse(File.ReadAllText(file));
        return users.RootElement.EnumerateArray().Single(user => user.GetProperty("userName").GetString() == userName)
            .GetProperty("password").GetString()!;
    }
}
