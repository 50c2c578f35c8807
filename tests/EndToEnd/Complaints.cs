using System.Net.Http.Json;
using System.Text.Json;
using Support;

namespace EndToEnd;

/// <summary>Brings a complaint as far as its first task.</summary>
internal static class Complaints
{
    public sealed record OpenTask(string Id, string CaseId, string SubmissionId, string Reference, string TrackingKey);

    public static async Task<OpenTask> OpenOneAsync(RunningHost host, CancellationToken cancellationToken)
    {
        var letter = await ClassifyOneAsync(host, () => Task.CompletedTask, cancellationToken);
        using var officer = await host.SignInAsync("officer.xa-go-may", cancellationToken);
        OpenTask? found = null;
        await Poll.UntilAsync(async () => (found = await FirstTaskAsync(officer, letter, cancellationToken)) is not null,
            "the first task", cancellationToken);
        return found!;
    }

    /// <summary>Registers a complaint and has the clerk classify it.</summary>
    /// <param name="between">What happens before the clerk does.</param>
    public static async Task<JsonElement> ClassifyOneAsync(RunningHost host, Func<Task> between, CancellationToken cancellationToken)
    {
        using var reception = await host.SignInAsync("reception.xa-go-may", cancellationToken);
        var letter = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "Data", "first-complaint.json"), cancellationToken));
        using var registered = await reception.PostAsJsonAsync("/api/v1/submissions", letter, cancellationToken);
        registered.EnsureSuccessStatusCode();
        var receipt = await registered.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);

        await between();
        using var clerk = await host.SignInAsync("clerk.xa-go-may", cancellationToken);
        await Poll.UntilAsync(async () =>
        {
            using var classified = await clerk.PostAsJsonAsync($"/api/v1/submissions/{receipt.GetProperty("id").GetString()}/classification",
                new { kind = "complaint", instance = "first", competentBody = "xa-go-may" }, cancellationToken);
            return classified.IsSuccessStatusCode;
        }, "the submission to be classified", cancellationToken);
        return receipt;
    }

    /// <summary>The first task of the case of a registered letter; null while there is none.</summary>
    public static async Task<OpenTask?> FirstTaskAsync(HttpClient officer, JsonElement receipt, CancellationToken cancellationToken)
    {
        var id = receipt.GetProperty("id").GetString()!;
        var page = await officer.GetFromJsonAsync<JsonElement>("/api/v1/tasks?assigned=department&limit=200", cancellationToken);
        return page.GetProperty("items").EnumerateArray()
            .Where(task => task.GetProperty("submissionId").GetString() == id)
            .Select(task => new OpenTask(task.GetProperty("id").GetString()!, task.GetProperty("caseId").GetString()!, id,
                receipt.GetProperty("reference").GetString()!, receipt.GetProperty("trackingKey").GetString()!))
            .FirstOrDefault();
    }
}
