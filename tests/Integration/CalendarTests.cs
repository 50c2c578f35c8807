using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Catalogue.Domain;
using Catalogue.Persistence;
using Clock;
using Contracts.Catalogue;
using Contracts.Resolution;
using Contracts.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;
using Xunit;

namespace Integration;

/// <summary>A calendar changes once, on an announcement, by those who may, and everybody hears of it.</summary>
public sealed class CalendarTests : IAsyncLifetime
{
    private CatalogueHost host = null!;
    private HttpClient admin = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await CatalogueHost.StartAsync(cancellationToken: Cancelled);
        admin = host.As("procedure-admin@*");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Put_AnnouncedYear_IsTheNextRevisionAndEverybodyHears()
    {
        var before = await AnnouncedAsync();
        var (status, body) = await PutAsync(admin, 2027, before);
        Assert.Equal((HttpStatusCode.OK, 1), (status, body.GetProperty("revision").GetInt32()));
        Assert.True(body.GetProperty("published").GetBoolean());

        await Poll.UntilAsync(() => Task.FromResult(host.Heard.All<AdoptCalendar>().Count >= 3), "every department to hear", Cancelled);
        var changed = Assert.Single(host.Heard.All<CalendarChanged>());
        var adopt = host.Heard.All<AdoptCalendar>();
        Assert.Equal(["so-khcn", "ubnd-tinh", "xa-go-may"], adopt.Select(message => message.Department).Order());
        Assert.All(adopt, message => Assert.Equal(changed.Calendars, message.Calendars));

        var law = LegalCalendar.Load(host.Calendars);
        var now = law.With(changed.Calendars.Select(CalendarYear.FromJson), changed.Revision);
        Assert.Equal(now.DifferenceTo(law), (changed.ChangedFrom, changed.ChangedThrough));
        Assert.Equal(DayKind.SwappedOff, now.Of(new(2027, 9, 1)).Kind);

        // What is counted from now on is counted by it.
        using var answer = await host.Client.PostAsJsonAsync("deadlines/calculation", new { code = "TCD.REPLY", startsOn = "2027-08-25" }, Cancelled);
        var calculated = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        var expected = new StatutoryClock(now, TimeLimitBook.Load(Path.Combine(host.Folder, "law", "TimeLimits"))).Start("TCD.REPLY", new(2027, 8, 25));
        Assert.Equal(expected.DueOn.ToString("yyyy-MM-dd", null), calculated.GetProperty("dueOn").GetString());
        Assert.Equal(1, calculated.GetProperty("calendarRevision").GetInt32());

        var editions = (await host.GetAsync("calendars/2027/editions", admin)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([1, 0], editions.Select(edition => edition.GetProperty("revision").GetInt32()));
        Assert.Equal("Quản trị thử", editions[0].GetProperty("byName").GetString());
        Assert.Equal("Thông báo 1/TB-BNV", editions[0].GetProperty("reason").GetString());
        var difference = editions[0].GetProperty("differences").EnumerateArray().First(day => day.GetProperty("date").GetString() == "2027-09-01");
        Assert.Equal("added", difference.GetProperty("what").GetString());

        await using var scope = host.Services.CreateAsyncScope();
        var audit = await scope.ServiceProvider.GetRequiredService<CatalogueDbContext>().AuditEntries.SingleAsync(Cancelled);
        Assert.Equal(("calendar.changed", "calendar/2027", "admin-1"), (audit.Action, audit.Subject, audit.Actor));
    }

    [Fact]
    public async Task Put_StaleRevision_IsRefusedAndNamesTheCurrentOne()
    {
        var year = await AnnouncedAsync();
        await PutAsync(admin, 2027, year);
        year["note"] = "Khác";
        var (status, body) = await PutAsync(admin, 2027, year);
        Assert.Equal((HttpStatusCode.Conflict, 1), (status, body.GetProperty("revision").GetInt32()));

        year.Remove("revision");
        Assert.Equal(HttpStatusCode.Conflict, (await PutAsync(admin, 2027, year)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(admin, 2027, year, ifMatch: "\"1\"")).Status);
    }

    [Fact]
    public async Task Put_SixAtOnce_LetsOneThrough()
    {
        var year = await AnnouncedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
        {
            var own = year.DeepClone().AsObject();
            own["note"] = $"Bản {number}";
            return PutAsync(admin, 2027, own);
        }));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Put_NothingNew_MakesNoRevision()
    {
        var year = await YearAsync(2026);
        year["reason"] = "Không đổi gì";
        var (status, body) = await PutAsync(admin, 2026, year);
        Assert.Equal((HttpStatusCode.OK, 0), (status, body.GetProperty("revision").GetInt32()));
    }

    [Fact]
    public async Task Put_ManyFaults_NamesThemAll()
    {
        var year = await YearAsync(2027);
        year["days"] = JsonNode.Parse("""
            [ { "date": "2027-01-01", "nameVi": "Tết Dương lịch", "nameEn": "New Year", "kind": "holiday", "source": "Luật" },
              { "date": "2027-01-01", "nameVi": "Hai lần", "nameEn": "Twice", "kind": "holiday", "source": "Luật" },
              { "date": "2026-12-31", "nameVi": "Năm khác", "nameEn": "Other year", "kind": "holiday", "source": "Luật" },
              { "date": "2027-03-06", "nameVi": "Thứ Bảy", "nameEn": "Saturday", "kind": "swapped-off", "source": "Luật" },
              { "date": "2027-03-08", "nameVi": "Thứ Hai", "nameEn": "Monday", "kind": "swapped-working", "source": "Luật" },
              { "date": "2027-03-09", "nameVi": "Thường", "nameEn": "Plain", "kind": "working", "source": "Luật" },
              { "date": "9/3/2027", "nameVi": "", "nameEn": "x", "kind": "party", "source": "Luật" } ]
            """);
        var (status, body) = await PutAsync(admin, 2027, year);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(9, body.GetProperty("faults").GetArrayLength());
        Assert.Equal(["days[1].date", "days[2].date", "days[3].date", "days[4].date", "days[5].date", "days[6].date", "days[6].kind", "days[6].nameVi", "reason"],
            body.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Contains("01/01/2027 được nêu 2 lần", body.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(host.Heard.All<CalendarChanged>());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("officer@xa-go-may", HttpStatusCode.Forbidden)]
    [InlineData("inspector@*", HttpStatusCode.Forbidden)]
    [InlineData("procedure-admin@xa-go-may", HttpStatusCode.Forbidden)]
    public async Task Put_BySomebodyElse_IsRefused(string? grant, HttpStatusCode expected)
    {
        using var client = host.As(grant);
        var year = await AnnouncedAsync();
        Assert.Equal(expected, (await PutAsync(client, 2027, year)).Status);
        using var preview = await client.PostAsJsonAsync("calendars/2027/previews", year, Cancelled);
        Assert.Equal(expected, preview.StatusCode);
        Assert.Equal(0, (await host.GetAsync("calendars")).GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task Calendars_Listed_SayWhichAreAnnounced()
    {
        var years = (await host.GetAsync("calendars")).GetProperty("items").EnumerateArray().ToDictionary(year => year.GetProperty("year").GetInt32());
        Assert.True(years[2026].GetProperty("published").GetBoolean());
        Assert.False(years[2027].GetProperty("published").GetBoolean());
        Assert.True((await host.GetAsync("calendars/2040")).GetProperty("projected").GetBoolean());
    }

    [Fact]
    public async Task Get_KnownRevision_IsNotSentAgain()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("calendars/2026", UriKind.Relative));
        request.Headers.IfNoneMatch.ParseAdd("\"0\"");
        using var answer = await host.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);

        using var calendar = new HttpRequestMessage(HttpMethod.Get, new Uri("calendars/2026", UriKind.Relative));
        calendar.Headers.Accept.ParseAdd("text/calendar");
        calendar.Headers.IfNoneMatch.ParseAdd("\"0\"");
        using var other = await host.Client.SendAsync(calendar, Cancelled);
        Assert.Equal("text/calendar", other.Content.Headers.ContentType?.MediaType);
        Assert.Equal("\"0-ics\"", other.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task ICalendar_SentBack_IsTheSameYear()
    {
        foreach (var year in new[] { 2024, 2025, 2026, 2027, 2031 })
        {
            using var answer = await host.Client.GetAsync(new Uri($"calendars/{year}.ics", UriKind.Relative), Cancelled);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Cancelled);
            Assert.Equal("text/calendar", answer.Content.Headers.ContentType?.MediaType);
            AssertFolded(bytes);

            using var body = new ByteArrayContent(bytes);
            body.Headers.ContentType = new MediaTypeHeaderValue("text/calendar");
            var current = (await host.GetAsync("calendars")).GetProperty("revision").GetInt32();
            using var put = await admin.PutAsync(new Uri($"calendars/{year}?reason=round+trip", UriKind.Relative), body, Cancelled);
            var view = await put.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
            Assert.True(put.IsSuccessStatusCode, view.GetRawText());
            // A projected year becomes a document by being written down; any other is recognised.
            Assert.Equal(year == 2031 ? current + 1 : current, view.GetProperty("revision").GetInt32());
        }
    }

    [Fact]
    public async Task ICalendar_AwkwardTexts_SurviveTheWayThereAndBack()
    {
        const string Awkward = "Nghỉ bù; \"Tết\", dấu \\ và :\nhai dòng – ổ ữ ặ ẫ ỵ 漢字 🎉 một câu dài hơn bảy mươi lăm byte để phải gấp dòng ở giữa chữ có dấu";
        var year = new CalendarYear(2028, false, [new(new(2028, 1, 3), Awkward, Awkward, DayKind.SwappedOff, Awkward, true),
            new(new(2028, 1, 8), "Bù", "Worked", DayKind.SwappedWorking, "X,Y;Z\\n", false)], Awkward);
        var text = ICalendar.Write(year, 7, DateTimeOffset.UnixEpoch);
        AssertFolded(Encoding.UTF8.GetBytes(text));
        var draft = ICalendar.Read(text);
        Assert.Equal(7, draft.Revision);
        Assert.True(draft.ToYear(2028, needsReason: false).SaysTheSame(year), JsonSerializer.Serialize(draft));
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("không phải lịch", "calendar.not-icalendar")]
    [InlineData("", "calendar.not-icalendar")]
    [InlineData("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;VALUE=DATE:20270101\r\nRRULE:FREQ=DAILY\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "calendar.repeats")]
    [InlineData("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;VALUE=DATE:20270206\r\nDTEND;VALUE=DATE:20270209\r\nSUMMARY:Tết\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "calendar.faulty")]
    public async Task ICalendar_FromElsewhere_IsRefusedWithTheReason(string text, string rule)
    {
        using var body = new StringContent(text, Encoding.UTF8, "text/calendar");
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("calendars/2027?reason=x", UriKind.Relative)) { Content = body };
        request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        using var answer = await admin.SendAsync(request, Cancelled);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal("urn:donthu:problem:" + rule, problem.GetProperty("type").GetString());
        // Three days of somebody else's calendar lack only their source.
        if (rule == "calendar.faulty") Assert.Equal(3, problem.GetProperty("faults").GetArrayLength());
    }

    [Fact]
    public async Task Preview_AnsweredByTwo_AddsUpAndNamesWhoIsMissing()
    {
        using var asked = await admin.PostAsJsonAsync("calendars/2027/previews", await AnnouncedAsync(), Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var path = asked.Headers.Location!.ToString()["/api/v1/".Length..];
        await Poll.UntilAsync(() => Task.FromResult(host.Heard.All<PreviewCalendar>().Count == 3 && host.Heard.All<CalendarPreviewRequested>().Count == 1),
            "everybody to be asked", Cancelled);
        var id = host.Heard.All<CalendarPreviewRequested>().Single().PreviewId;
        var none = await host.GetAsync(path, admin);
        Assert.Equal(4, none.GetProperty("waiting").GetArrayLength());
        Assert.True(none.GetProperty("isCurrent").GetBoolean());

        await AnswerAsync(new(id, "intake", null, 20, 5, 1, 1, 0, DateTimeOffset.UnixEpoch));
        await AnswerAsync(new(id, "resolution", "xa-go-may", 30, 9, 0, 1, 2, DateTimeOffset.UnixEpoch));
        await AnswerAsync(new(id, "resolution", "xa-go-may", 30, 9, 0, 1, 2, DateTimeOffset.UnixEpoch));
        await Poll.UntilAsync(async () => (await host.GetAsync(path, admin)).GetProperty("keepers").GetArrayLength() == 2, "both answers", Cancelled);
        var preview = await host.GetAsync(path, admin);
        Assert.Equal("14 thời hạn dời ngày, 2 thành quá hạn.", preview.GetProperty("summary").GetString());
        Assert.Equal(50, preview.GetProperty("totals").GetProperty("running").GetInt32());
        Assert.Equal(["so-khcn", "ubnd-tinh"], preview.GetProperty("waiting").EnumerateArray().Select(keeper => keeper.GetProperty("department").GetString()));
        Assert.Equal(0, (await host.GetAsync("calendars")).GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task Start_ANewYearWasDelivered_IsEnteredAndAnnounced()
    {
        var folder = Directory.CreateTempSubdirectory("donthu-catalogue-law-").FullName;
        try
        {
            CopyFolder(Path.Combine(host.Folder, "law"), Path.Combine(folder, "law"));
            await using (var first = await CatalogueHost.StartAsync(folder, Cancelled))
            {
                Assert.Equal(0, (await first.GetAsync("calendars")).GetProperty("revision").GetInt32());
            }

            var days = new LegalCalendar([]).Year(2028).Days.Select(day => day with { Confirmed = true }).ToList();
            var delivered = new CalendarYear(2028, true, days);
            await File.WriteAllTextAsync(Path.Combine(folder, "law", "Calendars", "2028.json"), delivered.ToJson(), Cancelled);
            await using (var second = await CatalogueHost.StartAsync(folder, Cancelled))
            {
                await Poll.UntilAsync(() => Task.FromResult(second.Heard.All<AdoptCalendar>().Count == 3 && second.Heard.All<CalendarChanged>().Count == 1),
                    "the new year to be announced", Cancelled);
                Assert.Equal(2028, CalendarYear.FromJson(Assert.Single(second.Heard.All<CalendarChanged>().Single().Calendars)).Year);
                using var reader = second.As("officer@xa-go-may");
                var edition = (await second.GetAsync("calendars/2028/editions", reader)).GetProperty("items").EnumerateArray().First();
                Assert.Equal("system:catalogue", edition.GetProperty("by").GetString());
            }

            // Started once more, nothing is new; a department that was added meanwhile is told all the same.
            await using var third = await CatalogueHost.StartAsync(folder, Cancelled);
            await Poll.UntilAsync(() => Task.FromResult(third.Heard.All<AdoptCalendar>().Count == 3), "the departments to be told again", Cancelled);
            Assert.All(third.Heard.All<AdoptCalendar>(), message => Assert.Equal(1, message.Revision));
            Assert.Empty(third.Heard.All<CalendarChanged>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Clock_AnotherInstanceChangedTheCalendar_IsFollowed()
    {
        await using var other = await CatalogueHost.StartAsync(host.Folder, Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(admin, 2027, await AnnouncedAsync())).Status);
        var seen = await other.GetAsync("calendars/2027");
        Assert.Equal(1, seen.GetProperty("revision").GetInt32());
        Assert.True(seen.GetProperty("published").GetBoolean());
    }

    private async Task AnswerAsync(CalendarPreviewCounted message)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogueDbContext>();
        db.Publish(message);
        await db.SaveChangesAsync(Cancelled);
    }

    private async Task<JsonObject> YearAsync(int year)
    {
        var view = JsonNode.Parse((await host.GetAsync($"calendars/{year}")).GetRawText())!.AsObject();
        foreach (var day in view["days"]!.AsArray()) day!.AsObject().Remove("projected");
        return view;
    }

    /// <summary>2027 as it might be announced: with a swap nobody could foresee.</summary>
    private async Task<JsonObject> AnnouncedAsync()
    {
        var year = await YearAsync(2027);
        year["published"] = true;
        year["reason"] = "Thông báo 1/TB-BNV";
        foreach (var day in year["days"]!.AsArray()) day!["confirmed"] = true;
        year["days"]!.AsArray().Add(JsonNode.Parse("""{ "date": "2027-09-01", "nameVi": "Nghỉ hoán đổi", "nameEn": "Swapped", "kind": "swapped-off", "source": "Thông báo 1/TB-BNV", "confirmed": true }"""));
        year["days"]!.AsArray().Add(JsonNode.Parse("""{ "date": "2027-08-28", "nameVi": "Làm bù", "nameEn": "Worked", "kind": "swapped-working", "source": "Thông báo 1/TB-BNV", "confirmed": true }"""));
        return year;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(HttpClient client, int year, JsonObject body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"calendars/{year}", UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await client.SendAsync(request, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    /// <summary>Lines end with CRLF and hold at most 75 octets (RFC 5545 3.1); a fold never splits a letter.</summary>
    private static void AssertFolded(byte[] bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('\n') && !line.Contains('\uFFFD'), line));
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
