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
        using var reception = await host.SignInAsync("reception.xa-go-may", cancellationToken);
        using var clerk = await host.SignInAsync("clerk.xa-go-may", cancellationToken);
        using var officer = await host.SignInAsync("officer.xa-go-may", cancellationToken);

        var letter = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "Data", "first-complaint.json"), cancellationToken));
        using var registered = await reception.PostAsJsonAsync("/api/v1/submissions", letter, cancellationToken);
        registered.EnsureSuccessStatusCode();
        var receipt = await registered.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var id = receipt.GetProperty("id").GetString()!;

        await Poll.UntilAsync(async () =>
        {
            using var classified = await clerk.PostAsJsonAsync($"/api/v1/submissions/{id}/classification",
                new { kind = "complaint", instance = "first", competentBody = "xa-go-may" }, cancellationToken);
            return classified.IsSuccessStatusCode;
        }, "the submission to be classified", cancellationToken);

        OpenTask? found = null;
        await Poll.UntilAsync(async () =>
        {
            var page = await officer.GetFromJsonAsync<JsonElement>("/api/v1/tasks?assigned=department&limit=200", cancellationToken);
            found = page.GetProperty("items").EnumerateArray()
                .Where(task => task.GetProperty("submissionId").GetString() == id)
                .Select(task => new OpenTask(task.GetProperty("id").GetString()!, task.GetProperty("caseId").GetString()!, id,
                    receipt.GetProperty("reference").GetString()!, receipt.GetProperty("trackingKey").GetString()!))
                .FirstOrDefault();
            return found is not null;
        }, "the first task", cancellationToken);
        return found!;
    }
}
