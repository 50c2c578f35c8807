using System.Text.Encodings.Web;
using System.Text.Json;
using Clock;
using Engine;
using Procedures;
using Shared.Deadlines;
using Shared.Hosting;
using Unit.Engine;
using Xunit;

namespace Unit.Procedures;

/// <summary>Every definition is run along its worked examples, which together go every way it has.</summary>
public sealed class WorkedExamplesTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Examples_RunAsWritten_AndGoEveryWay()
    {
        var coverage = new Coverage();
        var wrong = new List<string>();
        foreach (var definition in Law.Book.All)
        {
            var file = Path.Combine(Definitions(), definition.Id, $"{definition.InForceFrom:yyyy-MM-dd}.examples.json");
            var examples = JsonSerializer.Deserialize<ExampleDocument>(
                await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), Json)!.Examples;
            foreach (var example in examples) wrong.AddRange(await RunAsync(definition, example, coverage));

            var all = Coverage.All(definition).Count();
            var missing = coverage.Missing(definition);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{definition.Id} {definition.InForceFrom:yyyy-MM-dd}: {all - missing.Count} of {all} activities and connections reached");
            wrong.AddRange(missing.Select(one => $"{definition.Id} {definition.InForceFrom:yyyy-MM-dd}: no example reaches {one}"));
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static async Task<List<string>> RunAsync(ProcedureDefinition definition, Example example, Coverage coverage)
    {
        var wrong = new List<string>();
        await using var host = await EngineHost.CreateAsync(watcher: coverage, from: example.Steps[0].On);
        var before = new Seen([], []);
        for (var number = 0; number < example.Steps.Count; number++)
        {
            var step = example.Steps[number];
            host.MoveTo(step.On);
            try
            {
                await TakeAsync(host, definition, example, step, isFirst: number == 0);
            }
            catch (Exception refused) when (refused is not OperationCanceledException)
            {
                var details = refused is RuleViolation violation ? JsonSerializer.Serialize(violation.Details, Json) : "";
                wrong.Add($"{definition.Id}|{definition.InForceFrom:yyyy-MM-dd}|{example.Name.En}|{number}|{refused.Message} {details}");
                return wrong;
            }

            var (actual, seen) = await LookAsync(host, before);
            before = seen;
            var expected = JsonSerializer.Serialize(step.Expect, Json);
            var found = JsonSerializer.Serialize(actual, Json);
            if (expected != found)
                wrong.Add($"{definition.Id}|{definition.InForceFrom:yyyy-MM-dd}|{example.Name.En}|{number}|expected {expected}|found {found}");
        }

        return wrong;
    }

    private static async Task TakeAsync(EngineHost host, ProcedureDefinition definition, Example example, Step step, bool isFirst)
    {
        if (isFirst)
        {
            await host.StartAsync(new CaseFacts(
                EngineHost.CaseId, EngineHost.SubmissionId, "so-khcn", example.ReceivedOn, step.On, example.Facts ?? []), definition.Id);
        }
        else if (step.Task is not null) await host.CompleteAsync(step.Task, step.Outcome!, step.Data, step.By ?? "officer-1");
        else if (step.Event is null) await host.SweepAsync();
        else if (!await host.RaiseAsync(step.Event, null, [.. (step.Payload ?? []).Select(one => (one.Key, one.Value))]))
            throw new InvalidOperationException($"Nothing waits for {step.Event}.");
    }

    private static async Task<(Expectation Found, Seen Seen)> LookAsync(EngineHost host, Seen before)
    {
        var deadlines = await host.AllAsync<DeadlineRow>();
        var documents = await host.AllAsync<IssuedDocument>();
        var instance = await host.InstanceAsync();
        var found = new Expectation(
            await host.OpenTasksAsync(),
            new(deadlines.Where(row => row.State == DeadlineState.Running).ToDictionary(row => row.Limit, row => row.DueOn), StringComparer.Ordinal),
            new(deadlines.Where(row => row.State != DeadlineState.Running && !before.Stopped.Contains(row.Id))
                .ToDictionary(row => row.Limit, row => JsonNamingPolicy.KebabCaseLower.ConvertName(row.State.ToString())), StringComparer.Ordinal),
            [.. documents.Where(document => !before.Documents.Contains(document.Id)).Select(document => document.Form).Order(StringComparer.Ordinal)],
            instance.Status == InstanceStatus.Finished ? instance.Outcome : null);
        return (found, new Seen(
            [.. deadlines.Where(row => row.State != DeadlineState.Running).Select(row => row.Id)],
            [.. documents.Select(document => document.Id)]));
    }

    private static string Definitions()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DonThu.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "workflows", "Procedures", "Definitions");
    }

    private sealed record Seen(HashSet<Guid> Stopped, HashSet<Guid> Documents);

    private sealed record ExampleDocument(IReadOnlyList<Example> Examples);

    private sealed record Example(
        BilingualText Name, string Why, DateOnly ReceivedOn, Dictionary<string, string>? Facts, IReadOnlyList<Step> Steps);

    private sealed record Step(
        DateOnly On, string? Task, string? Outcome, string? By, Dictionary<string, JsonElement>? Data, string? Event,
        Dictionary<string, string>? Payload, Expectation Expect);

    /// <summary>What is open after the step, and what the step ended or issued.</summary>
    private sealed record Expectation(
        string[] Tasks, SortedDictionary<string, DateOnly> Running, SortedDictionary<string, string> Stopped, string[] Documents, string? Closed);
}
