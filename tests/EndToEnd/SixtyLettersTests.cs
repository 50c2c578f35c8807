using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Procedures.Competence;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>The sixty letters of tests/Data, registered at the counter and proposed by Routing.</summary>
[Collection("one at a time")]
public sealed class SixtyLettersTests(AllInOneFixture fixture, ITestOutputHelper output)
{
    /// <summary>Labels on which lawyers could differ; tests/Data/README.md names them.</summary>
    private static readonly string[] Doubtful =
        ["S006", "S014", "S016", "S019", "S029", "S034", "S035", "S037", "S038", "S039", "S041", "S042", "S044", "S050", "S052", "S059", "S060"];

    [Fact]
    public async Task Letters_AllRegister_AndNoMissIsAssignedSilently()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var letters = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "Data", "submissions.jsonl"), cancellationToken))
            .Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(60, letters.Count);

        int kinds = 0, bodies = 0, both = 0;
        var silent = new List<string>();
        foreach (var letter in letters)
        {
            var id = letter.GetProperty("id").GetString()!;
            var expected = letter.GetProperty("expected");
            var proposal = await ProposeAsync(letter, cancellationToken);
            var kind = proposal.GetProperty("kind").GetString();
            var body = proposal.GetProperty("competentBody").GetString();
            var wanted = expected.GetProperty("competentBody").GetString()!;
            var kindHit = kind == expected.GetProperty("kind").GetString();

            // A label that names no single office is met by proposing none and leaving it to a clerk.
            var bodyHit = Office.Parse(wanted) is { } office ? office.IsSameAs(Office.Parse(body)) : body is null || wanted.Contains(body, StringComparison.Ordinal);
            kinds += kindHit ? 1 : 0;
            bodies += bodyHit ? 1 : 0;
            both += kindHit && bodyHit ? 1 : 0;
            if (!kindHit || !bodyHit) output.WriteLine($"{id}: proposed {kind}, {body ?? "nobody"}; expected {expected.GetProperty("kind")}, {wanted}");
            if (!bodyHit && proposal.GetProperty("sure").GetBoolean() && !Doubtful.Contains(id)) silent.Add(id);
        }

        output.WriteLine($"kind {kinds}/60, body {bodies}/60, both {both}/60");
        Assert.True(both >= 42, $"{both} of 60 proposals are right; 70 % is the least");
        Assert.Empty(silent);
    }

    private async Task<JsonElement> ProposeAsync(JsonElement letter, CancellationToken cancellationToken)
    {
        var receivedBy = letter.GetProperty("receivedBy").GetString()!;
        var department = receivedBy.Contains("Gò Mây", StringComparison.Ordinal) ? "xa-go-may"
            : receivedBy.StartsWith("Sở Khoa học", StringComparison.Ordinal) ? "so-khcn" : "ubnd-tinh";
        using var reception = await fixture.Host.SignInAsync($"reception.{department}", cancellationToken);
        using var clerk = await fixture.Host.SignInAsync($"clerk.{department}", cancellationToken);

        using var registered = await reception.PostAsJsonAsync("/api/v1/submissions", new
        {
            subject = letter.GetProperty("subject"),
            content = letter.GetProperty("content"),
            submitters = letter.GetProperty("submitters"),
            against = letter.GetProperty("against"),
            territory = letter.GetProperty("territory"),
            anonymous = letter.GetProperty("anonymous"),
            channel = letter.GetProperty("channel"),
            receivedOn = letter.GetProperty("receivedOn"),
            receivedBy = department,
        }, cancellationToken);
        Assert.True(registered.StatusCode == HttpStatusCode.Created, $"{letter.GetProperty("id")}: {await registered.Content.ReadAsStringAsync(cancellationToken)}");
        var id = (await registered.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString();

        JsonElement view = default;
        await Poll.UntilAsync(async () =>
        {
            using var answer = await clerk.GetAsync(new Uri($"/api/v1/submissions/{id}/competence", UriKind.Relative), cancellationToken);
            if (!answer.IsSuccessStatusCode) return false;
            view = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return true;
        }, "the proposal", cancellationToken);
        return view.GetProperty("proposal");
    }
}
