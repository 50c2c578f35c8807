using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>A new holiday: asked for first, then adopted, and the citizen sees the deadline move and why.</summary>
[Collection("one at a time")]
public sealed class CalendarTests
{
    private const string Announcement = "Quyết định 1/QĐ-TTg";

    [Fact]
    public async Task NewHoliday_IsPreviewedThenAdopted_AndTheSenderSeesTheDeadlineMove()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await RunningHost.StartAsync(cancellationToken);
        using var registered = await host.Client.PostAsJsonAsync("/api/v1/submissions",
            new { subject = "Kiến nghị về đèn đường", content = "Đề nghị sửa đèn đường.", channel = "web", submitters = new[] { new { name = "Người gửi" } } },
            cancellationToken);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var letter = await registered.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var receipt = letter.GetProperty("deadline").GetProperty("receipt");
        var before = DateOnly.Parse(receipt.GetProperty("dueOn").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        using var admin = await host.SignInAsync("procedure-admin", cancellationToken);
        var body = await CalendarWithAsync(admin, before, cancellationToken);
        using var asked = await admin.PostAsJsonAsync($"/api/v1/calendars/{before.Year}/previews", body, cancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        JsonElement preview = default;
        await Poll.UntilAsync(async () =>
        {
            preview = await admin.GetFromJsonAsync<JsonElement>(asked.Headers.Location, cancellationToken);
            return preview.GetProperty("waiting").GetArrayLength() == 0;
        }, "every keeper to answer", cancellationToken);
        Assert.Equal(1, preview.GetProperty("totals").GetProperty("moved").GetInt32());
        Assert.Equal(before, await DueOnAsync(host, letter, cancellationToken));

        using var adopted = await admin.PutAsJsonAsync($"/api/v1/calendars/{before.Year}", body, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, adopted.StatusCode);
        await Poll.UntilAsync(async () => await DueOnAsync(host, letter, cancellationToken) > before, "the deadline to move", cancellationToken);
        var tracked = await TrackAsync(host, letter, cancellationToken);
        var redating = Assert.Single(tracked.GetProperty("receipt").GetProperty("redatings").EnumerateArray());
        Assert.Equal(Announcement, redating.GetProperty("reason").GetString());
        Assert.Contains(Announcement, tracked.GetProperty("explanation").GetString(), StringComparison.Ordinal);

        // What starts afterwards is counted by the new calendar at once, also after a restart.
        await host.KillAsync();
        await host.RestartAsync(cancellationToken);
        using var second = await host.Client.PostAsJsonAsync("/api/v1/submissions",
            new { subject = "Kiến nghị khác", content = "Đề nghị sửa cầu.", channel = "web", submitters = new[] { new { name = "Người gửi" } } },
            cancellationToken);
        var later = await second.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Assert.Equal(1, later.GetProperty("deadline").GetProperty("receipt").GetProperty("calendarRevision").GetInt32());
    }

    /// <summary>The calendar as it is, with a holiday on the day that is due.</summary>
    private static async Task<JsonObject> CalendarWithAsync(HttpClient admin, DateOnly holiday, CancellationToken cancellationToken)
    {
        var year = await admin.GetFromJsonAsync<JsonObject>($"/api/v1/calendars/{holiday.Year}", cancellationToken);
        var days = new JsonArray();
        foreach (var day in year!["days"]!.AsArray())
        {
            var copy = new JsonObject();
            foreach (var name in new[] { "date", "nameVi", "nameEn", "kind", "source", "confirmed" }) copy[name] = day![name]!.DeepClone();
            days.Add(copy);
        }

        days.Add(new JsonObject
        {
            ["date"] = holiday.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["nameVi"] = "Ngày nghỉ mới",
            ["nameEn"] = "New holiday",
            ["kind"] = "holiday",
            ["source"] = Announcement,
            ["confirmed"] = true,
        });
        return new JsonObject { ["published"] = true, ["days"] = days, ["reason"] = Announcement, ["revision"] = year["revision"]!.DeepClone() };
    }

    private static async Task<DateOnly> DueOnAsync(RunningHost host, JsonElement letter, CancellationToken cancellationToken) =>
        DateOnly.Parse((await TrackAsync(host, letter, cancellationToken)).GetProperty("dueOn").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<JsonElement> TrackAsync(RunningHost host, JsonElement letter, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tracking/{letter.GetProperty("reference").GetString()}");
        request.Headers.Add("X-Tracking-Key", letter.GetProperty("trackingKey").GetString());
        using var answer = await host.Client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("deadlines")[0];
    }
}
