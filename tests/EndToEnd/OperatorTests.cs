using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>A procedure with a step that cannot be done: the head is told, tries again, and goes on by hand.</summary>
[Collection("one at a time")]
public sealed class OperatorTests
{
    [Fact]
    public async Task Head_ContinuesByHandWhatCannotGoOn_AndTheCaseIsOpened()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var law = Directory.CreateTempSubdirectory("donthu-law-");
        await using var host = await RunningHost.StartAsync(
            new Dictionary<string, string> { ["DonThu__Law__Directory"] = LawWithABrokenStep(law.FullName) }, cancellationToken);
        var letter = await Complaints.ClassifyOneAsync(host, () => Task.CompletedTask, cancellationToken);
        using var head = await host.SignInAsync("head.xa-go-may", cancellationToken);
        JsonElement incident = default;
        await Poll.UntilAsync(async () =>
        {
            var found = (await head.GetFromJsonAsync<JsonElement>("/api/v1/departments/xa-go-may/incidents", cancellationToken)).GetProperty("items");
            if (found.GetArrayLength() == 1) incident = found[0];
            return incident.ValueKind != JsonValueKind.Undefined;
        }, "the incident", cancellationToken);
        Assert.Equal("Broken", incident.GetProperty("activity").GetString());
        var id = incident.GetProperty("id").GetString();

        using var officer = await host.SignInAsync("officer.xa-go-may", cancellationToken);
        using var denied = await officer.PostAsync(new Uri($"/api/v1/departments/xa-go-may/incidents/{id}/retry", UriKind.Relative), null, cancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        using var again = await head.PostAsync(new Uri($"/api/v1/departments/xa-go-may/incidents/{id}/retry", UriKind.Relative), null, cancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        var problem = await again.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Assert.EndsWith("incident.failed-again", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal("time-limit.not-running", problem.GetProperty("reason").GetString());

        // The same incident, once more: not another one.
        var known = (await head.GetFromJsonAsync<JsonElement>("/api/v1/departments/xa-go-may/incidents", cancellationToken)).GetProperty("items");
        Assert.Equal(id, Assert.Single(known.EnumerateArray()).GetProperty("id").GetString());

        await using var browser = await TestBrowser.StartAsync(javaScript: true, width: 1280, host.Address);
        var page = browser.Page;
        await browser.SignInAsync("head.xa-go-may", host);
        await page.GotoAsync("/su-co");
        await page.ClickAsync($"[id='retry-{id}']");
        await page.WaitForSelectorAsync("#error-summary");
        Assert.Contains("vẫn lỗi", await page.InnerTextAsync("#error-summary"), StringComparison.Ordinal);
        await page.ClickAsync($"[id='continue-{id}-open']");
        await page.ClickAsync($"[id='continue-{id}']");
        await page.WaitForSelectorAsync("#error-summary");
        await page.FillAsync($"[id='incident-{id}-reason']", "Thời hạn được tính trên giấy");
        await page.ClickAsync($"[id='continue-{id}']");
        await page.WaitForSelectorAsync("#done");
        await page.WaitForSelectorAsync("#no-incidents");

        var task = await Complaints.FirstTaskAsync(officer, letter, cancellationToken);
        Assert.NotNull(task);
        await page.GotoAsync($"/vu-viec/xa-go-may/{task.CaseId}");
        var history = await page.InnerTextAsync("section[aria-labelledby=history]");
        Assert.Contains("Tiếp tục thủ công: coi bước “Bước hỏng” có kết quả “Done”", history, StringComparison.Ordinal);
        Assert.Contains("Thời hạn được tính trên giấy", history, StringComparison.Ordinal);
        law.Delete(recursive: true);
    }

    /// <summary>The law, but for a first step of first complaints that lengthens a time limit before any runs.</summary>
    private static string LawWithABrokenStep(string folder)
    {
        var law = Path.Combine(Repository.Root, "workflows", "Procedures");
        foreach (var part in new[] { "Calendars", "Competence", "Definitions", "TimeLimits", "Transitions" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(law, part), "*.json", SearchOption.AllDirectories))
            {
                if (file.EndsWith(".examples.json", StringComparison.Ordinal)) continue;
                var copy = Path.Combine(folder, Path.GetRelativePath(law, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                var text = File.ReadAllText(file);
                File.WriteAllText(copy, file.Contains("/Definitions/first-complaint/", StringComparison.Ordinal) ? Broken(text) : text);
            }
        }

        return folder;
    }

    private static string Broken(string definition)
    {
        var document = JsonNode.Parse(definition)!;
        var root = document["root"]!;
        var start = root["start"]!.GetValue<string>();
        var first = root["connections"]!.AsArray().First(one => one!["source"]!["activity"]!.GetValue<string>() == start)!;
        var target = first["target"]!["activity"]!.GetValue<string>();
        first["target"]!["activity"] = "Broken";
        root["connections"]!.AsArray().Add(JsonSerializer.SerializeToNode(new
        {
            source = new { activity = "Broken", port = "Done" },
            target = new { activity = target, port = "In" },
        }));
        root["activities"]!.AsArray().Add(JsonNode.Parse("""
            {
              "id": "Broken", "type": "DonThu.ExtendTimeLimit",
              "customProperties": { "displayName": { "vi": "Bước hỏng", "en": "Broken step" } },
              "limits": { "expression": { "type": "Literal", "value": ["KN1.RESOLVE"] } },
              "ground": { "expression": { "type": "Literal", "value": "x" } }
            }
            """));
        return document.ToJsonString();
    }
}
