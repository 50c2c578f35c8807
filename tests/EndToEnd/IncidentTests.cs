using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>A procedure that cannot go on says so, keeps what it has, and goes on once the cause is gone.</summary>
[Collection("one at a time")]
public sealed class IncidentTests
{
    [Fact]
    public async Task ProcedureCannotGoOn_LeavesIncidents_AndGoesOnAfterTheCauseIsGone()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var settings = new Dictionary<string, string>();
        await using var host = await RunningHost.StartAsync(settings, cancellationToken);
        var task = await Complaints.OpenOneAsync(host, cancellationToken);
        var letter = await Complaints.ClassifyOneAsync(host, async () =>
        {
            // Somebody installs a law folder in which the procedure of first complaints is missing.
            await host.KillAsync();
            settings["DonThu__Law__Directory"] = LawWithout("first-complaint", host.DataDirectory);
            await host.RestartAsync(cancellationToken);
        }, cancellationToken);

        using var officer = await host.SignInAsync("officer.xa-go-may", cancellationToken);
        using var head = await host.SignInAsync("head.xa-go-may", cancellationToken);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var failed = await officer.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/completion", new { outcome = "Accept" }, cancellationToken);
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        }

        // One for the case that stands still, however often it failed, and one for the letter no case could be opened for.
        await Poll.UntilAsync(async () => await IncidentsAsync(head, cancellationToken) == 2, "two incidents", cancellationToken);
        var incident = Assert.Single((await CaseAsync(officer, task, cancellationToken)).GetProperty("incidents").EnumerateArray());
        Assert.Equal("open", incident.GetProperty("state").GetString());

        await host.KillAsync();
        settings.Clear();
        await host.RestartAsync(cancellationToken);
        using var again = await host.SignInAsync("officer.xa-go-may", cancellationToken);
        using var completed = await again.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/completion", new { outcome = "Accept" }, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, completed.StatusCode);
        incident = Assert.Single((await CaseAsync(again, task, cancellationToken)).GetProperty("incidents").EnumerateArray());
        Assert.Equal("resolved", incident.GetProperty("state").GetString());
        await Poll.UntilAsync(async () => await Complaints.FirstTaskAsync(again, letter, cancellationToken) is not null,
            "the case of the second letter", TimeSpan.FromSeconds(60), cancellationToken);
    }

    private static async Task<int> IncidentsAsync(HttpClient head, CancellationToken cancellationToken) =>
        (await head.GetFromJsonAsync<JsonElement>("/api/v1/oversight/overview", cancellationToken)).GetProperty("incidents").GetInt32();

    private static Task<JsonElement> CaseAsync(HttpClient officer, Complaints.OpenTask task, CancellationToken cancellationToken) =>
        officer.GetFromJsonAsync<JsonElement>($"/api/v1/departments/xa-go-may/cases/{task.CaseId}", cancellationToken);

    private static string LawWithout(string procedure, string folder)
    {
        var copy = Path.Combine(folder, "law");
        var law = Path.Combine(Repository.Root, "workflows", "Procedures");
        foreach (var file in Directory.EnumerateFiles(law, "*.json", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(law, file);
            if (relative.Split(Path.DirectorySeparatorChar) is ["bin" or "obj", ..] || relative.Contains(procedure, StringComparison.Ordinal)
                && relative.StartsWith("Definitions", StringComparison.Ordinal)) continue;
            Directory.CreateDirectory(Path.Combine(copy, Path.GetDirectoryName(relative)!));
            File.Copy(file, Path.Combine(copy, relative));
        }

        return copy;
    }
}
