using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clock;
using Xunit;

namespace Integration;

/// <summary>Time limits are shown as the law has them, and counted as the clock counts them.</summary>
public sealed class CalculatorTests : IAsyncLifetime
{
    private CatalogueHost host = null!;
    private StatutoryClock clock = null!;

    public async ValueTask InitializeAsync()
    {
        host = await CatalogueHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        clock = StatutoryClock.Load(Path.Combine(host.Folder, "law"));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Calculation_EveryWorkedExample_IsWhatTheClockCounts()
    {
        foreach (var limit in clock.Limits.All.Where(limit => limit.Kind != LimitKind.Event))
        {
            foreach (var example in limit.Examples.Where(example => limit.IsInForceOn(example.StartsOn)))
            {
                var suspensions = example.Suspensions.Select(one => new { from = one.On, to = one.ResumedOn });
                var answer = await CalculateAsync(new { code = limit.Code, startsOn = example.StartsOn, suspensions });
                if (example.Suspensions.Count > 0)
                {
                    Assert.Equal(Day(example.DueOn), answer.GetProperty("dueOn").GetString());
                    continue;
                }

                var expected = clock.Start(limit, example.StartsOn);
                Assert.Equal(Day(example.DueOn), answer.GetProperty("dueOn").GetString());
                Assert.Equal(expected.LegalBasis.ToString(), answer.GetProperty("legalBasis").GetString());
                Assert.Equal(expected.Receipt.Sentence("vi"), answer.GetProperty("explanation").GetString());
                Assert.Equal(expected.Receipt.ToJson(), Receipt.FromJson(answer.GetProperty("machine").GetRawText()).ToJson());
                if (example.ExtendedDueOn is not { } extended || limit.Extension is null) continue;
                answer = await CalculateAsync(new { code = limit.Code, startsOn = example.StartsOn, extended = true });
                Assert.Equal(Day(extended), answer.GetProperty("dueOn").GetString());
            }
        }
    }

    [Fact]
    public async Task Days_EveryLimit_AreAsManyAsTheReceiptCounted()
    {
        foreach (var limit in clock.Limits.All.Where(limit => limit.Kind is not (LimitKind.Event or LimitKind.AtOnce)))
        {
            var on = limit.InForceTo is { } to ? to.AddDays(-40) : new DateOnly(2026, 8, 13);
            if (!limit.IsInForceOn(on)) continue;
            var answer = await CalculateAsync(new { code = limit.Code, startsOn = on });
            var days = answer.GetProperty("days").EnumerateArray().Select(day => day.GetProperty("role").GetString()).ToList();
            if (days.Count == 0) continue; // periods of years are not shown day by day
            var due = answer.GetProperty("machine").GetProperty("movedEnd").ValueKind == JsonValueKind.Null ? 1 : 0;
            // Where the end moved, the last day counted is the day off it moved from.
            var counted = days.Count(role => role == "counted") + due + (1 - due);
            Assert.True(counted == answer.GetProperty("receipt").GetProperty("counted").GetInt32(), $"{limit.Code} from {on:yyyy-MM-dd}");
        }
    }

    [Fact]
    public async Task Calculation_SuspendedAndExtended_IsWhatTheClockCounts()
    {
        var answer = await CalculateAsync(new
        {
            code = "KN1.RESOLVE",
            startsOn = "2026-08-03",
            extended = true,
            suspensions = new[] { new { from = "2026-08-10", to = "2026-08-24" } },
            asOf = "2026-09-01",
        });

        var expected = clock.Start("KN1.RESOLVE", new(2026, 8, 3)).Extend(clock, new(2026, 8, 3), "x", null)
            .Suspend(clock, new(2026, 8, 10), "x", null).Resume(clock, new(2026, 8, 24), null);
        Assert.Equal(Day(expected.DueOn), answer.GetProperty("dueOn").GetString());
        Assert.Equal(expected.DueOn.DayNumber - new DateOnly(2026, 9, 1).DayNumber, answer.GetProperty("daysLeft").GetInt32());
        var days = answer.GetProperty("days").EnumerateArray().ToDictionary(day => day.GetProperty("on").GetString()!, day => day.GetProperty("role").GetString());
        Assert.Equal("counted", days["2026-08-10"]);
        Assert.Equal("suspended", days["2026-08-24"]);
        Assert.Equal("counted", days["2026-08-25"]);
    }

    [Fact]
    public async Task Calculation_RulesConflict_PutsTheStricterFirst()
    {
        var answer = await CalculateAsync(new { code = "KN1.ACCEPT.ND", startsOn = "2026-06-01" });
        var conflicts = answer.GetProperty("conflicts").EnumerateArray().ToList();
        Assert.Equal(["KN1.ACCEPT", "KN1.ACCEPT.ND"], conflicts.Select(conflict => conflict.GetProperty("code").GetString()));
        Assert.Equal("2026-06-11", conflicts[0].GetProperty("dueOn").GetString());
        Assert.True(conflicts[1].GetProperty("asked").GetBoolean());
    }

    [Fact]
    public async Task Calculation_DenunciationLengthenedByARuleOfItsOwn_NamesWhich()
    {
        var refused = await RefuseAsync(new { code = "TC.RESOLVE", startsOn = "2026-08-03", extended = true });
        Assert.Equal("calculation.which-extension", refused.Code);

        var answer = await CalculateAsync(new { code = "TC.RESOLVE", startsOn = "2026-08-03", extendedBy = "TC.EXTEND.COMPLEX" });
        var by = clock.Limits.Find("TC.EXTEND.COMPLEX", new(2026, 8, 3));
        Assert.Equal(Day(clock.Start("TC.RESOLVE", new(2026, 8, 3)).ExtendBy(clock, by, new(2026, 8, 3), "x", null).DueOn),
            answer.GetProperty("dueOn").GetString());
    }

    [Theory]
    [InlineData("""{ "code": "NO.SUCH", "startsOn": "2026-08-03" }""", "time-limit.unknown")]
    [InlineData("""{ "code": "KN1.ACCEPT.ND", "startsOn": "2026-08-03" }""", "time-limit.not-in-force")]
    [InlineData("""{ "code": "KN.URGENT.MAX", "startsOn": "2026-08-03" }""", "clock.no-length")]
    [InlineData("""{ "code": "KN1.SEND", "startsOn": "2026-08-03", "extended": true }""", "clock.no-extension")]
    [InlineData("""{ "code": "KN1.SEND", "startsOn": "2026-08-03", "suspensions": [{ "from": "2026-08-04", "to": "2026-08-05" }] }""", "clock.no-suspension")]
    [InlineData("""{ "code": "KN1.RESOLVE", "startsOn": "2026-08-03", "suspensions": [{ "from": "2026-08-10", "to": "2026-08-20" }, { "from": "2026-08-15", "to": "2026-08-25" }] }""", "calculation.suspensions-overlap")]
    [InlineData("""{ "code": "KN1.RESOLVE", "startsOn": "2026-08-03", "suspensions": [{ "from": "2026-08-10", "to": "2026-08-09" }] }""", "calculation.suspension-backwards")]
    [InlineData("""{ "code": "KN1.RESOLVE", "startsOn": "2026-08-03", "suspensions": [{ "from": "2027-08-10", "to": "2027-08-12" }] }""", "clock.expired")]
    [InlineData("""{ "code": "KN1.RESOLVE", "startsOn": "9999-12-31" }""", "calculation.out-of-range")]
    [InlineData("""{ "code": "RETAIN.CASE", "startsOn": "2119-12-31" }""", "calculation.out-of-range")]
    public async Task Calculation_LawDoesNotAllowIt_IsRefusedInTheCallersLanguage(string question, string rule)
    {
        var vi = await RefuseAsync(question, "vi");
        var en = await RefuseAsync(question, "en");
        Assert.Equal((422, rule), (vi.Status, vi.Code));
        Assert.NotEqual(rule, vi.Title);
        Assert.NotEqual(vi.Title, en.Title);
    }

    [Fact]
    public async Task TimeLimits_OnADay_AreTheVersionsInForce()
    {
        var all = await host.GetAsync("time-limits?on=all");
        Assert.Equal(clock.Limits.All.Count, all.GetProperty("items").GetArrayLength());

        var found = await host.GetAsync("time-limits?on=2026-06-30&q=THU+ly&procedure=first-complaint");
        var codes = found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()).ToList();
        Assert.Contains("KN1.ACCEPT", codes);
        Assert.DoesNotContain("KN1.ACCEPT.ND", (await host.GetAsync("time-limits?on=2026-07-01")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task TimeLimit_ByCode_HasEveryVersionInTheCallersLanguage()
    {
        using var english = host.As(null, "en");
        var limit = await host.GetAsync("time-limits/KN1.ACCEPT", english);
        var versions = limit.GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal(clock.Limits.Versions("KN1.ACCEPT").Count, versions.Count);
        Assert.Equal(clock.Limits.Versions("KN1.ACCEPT")[0].Name.En, versions[0].GetProperty("name").GetString());
        Assert.NotEmpty(versions[^1].GetProperty("examples").EnumerateArray());

        using var unknown = await host.Client.GetAsync(new Uri("time-limits/NO.SUCH", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private async Task<JsonElement> CalculateAsync(object question)
    {
        using var answer = await host.Client.PostAsJsonAsync("deadlines/calculation", question, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{JsonSerializer.Serialize(question)}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private Task<(int Status, string Code, string Title)> RefuseAsync(object question) => RefuseAsync(JsonSerializer.Serialize(question), "vi");

    private async Task<(int Status, string Code, string Title)> RefuseAsync(string question, string language)
    {
        using var client = host.As(null, language);
        using var content = new StringContent(question, null, "application/json");
        using var answer = await client.PostAsync(new Uri("deadlines/calculation", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, problem.GetProperty("type").GetString()!["urn:donthu:problem:".Length..], problem.GetProperty("title").GetString()!);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
