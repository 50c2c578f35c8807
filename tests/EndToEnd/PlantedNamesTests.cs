using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>
/// Who wrote, and what they wrote, is sealed: planted words are hunted in everything the host leaves behind – output, telemetry and the
/// bytes of every file, deleted rows included. What a person wrote who is not the sender may stand where it was written to, and
/// nowhere else.
/// </summary>
[Collection("one at a time")]
public sealed partial class PlantedNamesTests(ITestOutputHelper output)
{
    // Of the sender: nowhere, in no writing.
    private static readonly Marker Name = new("submitter's name", "Quỵzữkhẻm");
    private static readonly Marker Address = new("submitter's address", "Hẻmxvãngđờ");
    private static readonly Marker Phone = new("submitter's phone", "0917040958263");
    private static readonly Marker Email = new("submitter's e-mail", "zuqwhekim.fxv");
    private static readonly Marker IdNumber = new("submitter's id number", "001973640285937");
    private static readonly Marker Denouncer = new("denouncer's name", "Ỵxủngđếkhwa");
    private static readonly Marker Content = new("letter's content", "ngõjcụtđẫmwsương");
    private static readonly Marker Against = new("whom the letter is against", "Vũwxẩmjđoàn");
    private static readonly Marker Withdrawal = new("words of withdrawal", "thôizkhôngđòifnữa");
    private static readonly Marker Mistyped = new("name typed into a wrong field", "Lẫwnđôchỗzgõ");

    // Of the register: what the letter is called and where the matter lies is Intake's, and no other service's.
    private static readonly Marker Subject = new("letter's subject", "chuồngztrâuđwổ");
    private static readonly Marker Territory = new("name typed as territory", "Tịnhwđỗzvùng");

    // Of the staff: each in the database of the service it was said to.
    private static readonly Marker ClerksReason = new("clerk's reason", "dođwtôizxétthấy");
    private static readonly Marker OfficersNote = new("officer's note", "hồsơđwđủzrồi");
    private static readonly Marker ReadersReason = new("reason for reading an identity", "đểgửizgiấywmời");

    private static readonly Dictionary<Marker, string?> Homes = new()
    {
        [Name] = null,
        [Address] = null,
        [Phone] = null,
        [Email] = null,
        [IdNumber] = null,
        [Denouncer] = null,
        [Content] = null,
        [Against] = null,
        [Withdrawal] = null,
        [Mistyped] = null,
        [Subject] = "intake.db",
        [Territory] = "intake.db",
        [ClerksReason] = "routing.db",
        [OfficersNote] = "resolution.db",
        [ReadersReason] = "identities.db",
    };

    [Fact]
    public async Task Names_WhateverIsDoneWithALetter_StayInTheVault()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telemetry = await TelemetryReceiver.StartAsync(cancellationToken);
        // A service of its own has no appsettings.json and logs what the framework calls information; so does this host.
        var settings = new Dictionary<string, string>(telemetry.Settings)
        {
            ["Logging__LogLevel__Default"] = "Information",
            ["Logging__LogLevel__Microsoft"] = "Information",
            ["Logging__LogLevel__MassTransit"] = "Information",
            ["Logging__LogLevel__System.Net.Http.HttpClient"] = "Information",
        };
        await using var host = await RunningHost.StartAsync(settings, cancellationToken);

        var complaint = await RegisterAsync(host, "complaint", Name, cancellationToken);
        var denunciation = await RegisterAsync(host, "denunciation", Denouncer, cancellationToken);
        await SendBadInputAsync(host, complaint, cancellationToken);
        await WorkAsync(host, complaint, "complaint", Name, cancellationToken);
        await WorkAsync(host, denunciation, "denunciation", Denouncer, cancellationToken);
        await WithdrawAsync(host, complaint, cancellationToken);

        var left = new List<(string Place, byte[] Bytes)>();
        foreach (var file in Files(host)) left.Add((file + ", running", await ReadAsync(host, file, cancellationToken)));
        await host.StopAsync(cancellationToken);
        foreach (var file in Files(host)) left.Add((file + ", stopped", await ReadAsync(host, file, cancellationToken)));
        left.AddRange(telemetry.Received.Select(payload => (payload.Path, payload.Body)));

        // The hunt was over the right ground: payloads of each kind came, the host wrote a log, five services have a database.
        Assert.All(TelemetryReceiver.Paths, path => Assert.Contains(left, found => found.Place == path && found.Bytes.Length > 0));
        Assert.Contains(left, found => found.Place == "/v1/traces" && found.Bytes.AsSpan().IndexOf("outbox deliver"u8) >= 0);
        Assert.Contains(left, found => found.Place == "/v1/logs" && found.Bytes.AsSpan().IndexOf("Microsoft.Hosting.Lifetime"u8) >= 0);
        Assert.Contains(left, found => found.Place == "host.log, stopped" && found.Bytes.Length > 0);
        Assert.All(["intake.db", "identities.db", "routing.db", "resolution.db", "oversight.db"],
            database => Assert.Contains(left, found => found.Place == database + ", stopped"));

        var leaks = new List<string>();
        foreach (var (marker, home) in Homes)
        {
            foreach (var (place, bytes) in left.Where(found => home is null || !found.Place.StartsWith(home, StringComparison.Ordinal)))
            {
                if (marker.FindIn(bytes) is { } writing) leaks.Add($"{marker.Field} is in {place} ({writing}): {marker.Around(bytes)}");
            }

            // What may be kept is kept, or the hunt would have a cold.
            if (home is not null) Assert.Contains(left, found => found.Place == home + ", stopped" && marker.FindIn(found.Bytes) is not null);
        }

        leaks.AddRange(await CellsAsync(host, cancellationToken));
        foreach (var leak in leaks.Distinct()) output.WriteLine(leak);
        Assert.Empty(leaks.Distinct());
    }

    /// <summary>At home, too, a word stands in its own column only: never in the messages, the audit trail or the remembered answers.</summary>
    private static readonly Dictionary<Marker, string[]> Columns = new()
    {
        [Subject] = ["Submissions.Subject"],
        [Territory] = ["Submissions.Territory"],
        [ClerksReason] = ["RoutingFiles.ClassificationJson"],
        [OfficersNote] = ["OfficerTasks.Note", "OfficerTasks.DataJson", "CaseHistory.Ground"],
        [ReadersReason] = ["Disclosures.Reason"],
    };

    private static async Task<List<string>> CellsAsync(RunningHost host, CancellationToken cancellationToken)
    {
        var leaks = new List<string>();
        foreach (var file in Directory.GetFiles(host.DataDirectory, "*.db"))
        {
            var source = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
            await using var connection = new SqliteConnection(source.ToString());
            await connection.OpenAsync(cancellationToken);
            foreach (var table in await TablesAsync(connection, cancellationToken))
            {
                await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name comes from the database's own list of tables.
                command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
                await using var rows = await command.ExecuteReaderAsync(cancellationToken);
                while (await rows.ReadAsync(cancellationToken))
                {
                    for (var i = 0; i < rows.FieldCount; i++)
                    {
                        var bytes = rows.GetValue(i) switch
                        {
                            byte[] blob => blob,
                            string text => Encoding.UTF8.GetBytes(text),
                            _ => [],
                        };
                        var column = $"{table}.{rows.GetName(i)}";
                        leaks.AddRange(Homes.Keys
                            .Where(marker => !(Columns.TryGetValue(marker, out var own) && own.Contains(column)) && marker.FindIn(bytes) is not null)
                            .Select(marker => $"{marker.Field} is in {Path.GetFileName(file)}, {column}"));
                    }
                }
            }
        }

        return leaks;
    }

    private static async Task<List<string>> TablesAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<string>();
        while (await rows.ReadAsync(cancellationToken)) tables.Add(rows.GetString(0));
        Assert.NotEmpty(tables);
        return tables;
    }

    private static async Task<Receipt> RegisterAsync(RunningHost host, string kind, Marker name, CancellationToken cancellationToken)
    {
        using var reception = await host.SignInAsync("reception.xa-go-may", cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/submissions")
        {
            Content = JsonContent.Create(new
            {
                kind,
                subject = $"Đơn về {Subject.Text}",
                content = $"Tôi là {name.Text}, trú tại {Address.Text}, điện thoại {Phone.Text}. Ngày 22/7/2026 ông {Against.Text}, Chủ tịch "
                    + $"UBND xã Gò Mây, ra quyết định hành chính phạt tôi vì {Content.Text}. Tôi khiếu nại, tố cáo việc làm đó.",
                submitters = new[]
                {
                    new { name = name.Text, address = Address.Text, phone = Phone.Text, email = $"{Email.Text}@example.vn", idNumber = IdNumber.Text, signed = true },
                },
                against = $"Chủ tịch UBND xã Gò Mây {Against.Text}",
                territory = $"xã {Territory.Text}",
                channel = "counter",
            }),
        };
        request.Headers.Add("Idempotency-Key", $"{Phone.Text}-{kind}");
        using var registered = await reception.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var receipt = (await registered.Content.ReadFromJsonAsync<Receipt>(cancellationToken))!;
        using var tracked = await TrackAsync(host, receipt.Reference, receipt.TrackingKey, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, tracked.StatusCode);
        return receipt;
    }

    /// <summary>Everything a person may get wrong with their name at hand: refused, and not repeated to anybody.</summary>
    private static async Task SendBadInputAsync(RunningHost host, Receipt receipt, CancellationToken cancellationToken)
    {
        var name = $"bà {Mistyped.Text}";
        var bodies = new[]
        {
            $$"""{"kind":"{{name}}","subject":"Một","content":"Hai","submitters":[{"name":"{{name}}"}]}""",
            $$"""{"channel":"{{name}}","subject":"Một","content":"Hai","submitters":[{"name":"{{name}}"}]}""",
            $$"""{"receivedBy":"{{name}}","subject":"Một","content":"Hai","submitters":[{"name":"{{name}}"}]}""",
            $$"""{"receivedOn":"{{name}}","subject":"Một","content":"Hai","submitters":[{"name":"{{name}}"}]}""",
            $$"""{"anonymous":"{{name}}","subject":"Một","content":"Hai"}""",
            $$"""{"submitters":"{{name}}","subject":"Một","content":"Hai"}""",
            $$"""{"submitters":[{"{{name}}":1}],"subject":"Một","content":"Hai"}""",
            $$"""{"subject":"{{new string('x', 301)}} {{name}}","content":"Hai","submitters":[{"name":"{{name}}"}]}""",
            $$"""{"{{name}}":1,"{{name}}":2}""",
            $$"""{"{{name}}":{{name}}}""",
            $$"""{"subject":"{{name}}","content":"Hai","submitters":[{"name":"{{name}} """,
            name,
        };
        foreach (var body in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var refused = await host.Client.PostAsync(new Uri("/api/v1/submissions", UriKind.Relative), content, cancellationToken);
            Assert.InRange((int)refused.StatusCode, 400, 499);
        }

        var escaped = Uri.EscapeDataString(name);
        using (var wrongReference = await TrackAsync(host, escaped, receipt.TrackingKey, cancellationToken))
            Assert.Equal(HttpStatusCode.NotFound, wrongReference.StatusCode);
        using (var wrongKey = await TrackAsync(host, receipt.Reference, escaped, cancellationToken))
            Assert.Equal(HttpStatusCode.NotFound, wrongKey.StatusCode);
        await TrackOnThePageAsync(host, name, cancellationToken);

        using var clerk = await host.SignInAsync("clerk.xa-go-may", cancellationToken);
        string[] paths = [$"submissions?state={escaped}", $"submissions?limit={escaped}", $"submissions?after={escaped}", $"submissions/{escaped}", escaped, $"tasks/{escaped}"];
        foreach (var path in paths)
        {
            using var refused = await clerk.GetAsync(new Uri($"/api/v1/{path}", UriKind.Relative), cancellationToken);
            Assert.InRange((int)refused.StatusCode, 400, 499);
        }

        await CompetenceAsync(clerk, receipt, cancellationToken);
        object[] classifications = [new { kind = name, competentBody = "xa-go-may" }, new { kind = "complaint", instance = name, competentBody = "xa-go-may" }];
        foreach (var classification in classifications)
        {
            using var refused = await clerk.PostAsJsonAsync($"/api/v1/submissions/{receipt.Id}/classification", classification, cancellationToken);
            Assert.InRange((int)refused.StatusCode, 400, 499);
        }
    }

    /// <summary>The citizen's page takes the reference by a form and asks the service for it in an address.</summary>
    private static async Task TrackOnThePageAsync(RunningHost host, string name, CancellationToken cancellationToken)
    {
        using var browser = new HttpClient { BaseAddress = host.Address };
        var page = await browser.GetStringAsync(new Uri("/theo-doi", UriKind.Relative), cancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "track",
            ["__RequestVerificationToken"] = AntiforgeryToken().Match(page).Groups[1].Value,
            ["Track.Reference"] = name,
            ["Track.Key"] = "AAAA-AAAA-AAAA-AAAA",
        });
        using var answer = await browser.PostAsync(new Uri("/theo-doi", UriKind.Relative), form, cancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>Reads who wrote it, says what it is, and takes the first task as far as it goes.</summary>
    private static async Task WorkAsync(RunningHost host, Receipt receipt, string kind, Marker name, CancellationToken cancellationToken)
    {
        using var clerk = await host.SignInAsync("clerk.xa-go-may", cancellationToken);
        using var officer = await host.SignInAsync("officer.xa-go-may", cancellationToken);
        await CompetenceAsync(clerk, receipt, cancellationToken);

        var submission = await clerk.GetFromJsonAsync<JsonElement>($"/api/v1/submissions/{receipt.Id}", cancellationToken);
        Assert.Contains(Content.Text, submission.GetProperty("content").GetString(), StringComparison.Ordinal);
        var party = submission.GetProperty("parties")[0].GetProperty("partyId").GetString();
        using var disclosed = await clerk.PostAsJsonAsync($"/api/v1/identities/{party}/disclosure",
            new { purpose = "notice", reason = ReadersReason.Text }, cancellationToken);
        Assert.Equal(name.Text, (await disclosed.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("name").GetString());

        using var classified = await clerk.PostAsJsonAsync($"/api/v1/submissions/{receipt.Id}/classification",
            new { kind, instance = "first", competentBody = "xa-go-may", reason = ClerksReason.Text }, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, classified.StatusCode);

        JsonElement task = default;
        await Poll.UntilAsync(async () =>
        {
            var page = await officer.GetFromJsonAsync<JsonElement>("/api/v1/tasks?assigned=department&limit=200", cancellationToken);
            task = page.GetProperty("items").EnumerateArray().FirstOrDefault(one => one.GetProperty("submissionId").GetGuid() == receipt.Id);
            return task.ValueKind == JsonValueKind.Object;
        }, $"the first task of the {kind}", cancellationToken);

        var id = task.GetProperty("id").GetString();
        var outcome = task.GetProperty("outcomes")[0].GetProperty("value").GetString();
        using var worker = await host.SignInAsync($"{task.GetProperty("role").GetString()}.xa-go-may", cancellationToken);
        using var refused = await worker.PostAsJsonAsync($"/api/v1/tasks/{id}/completion",
            new { outcome = $"bà {Mistyped.Text}", data = new Dictionary<string, string> { [Mistyped.Text] = Mistyped.Text } }, cancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var words = task.GetProperty("form").EnumerateArray().Where(field => field.GetProperty("required").GetBoolean())
            .ToDictionary(field => field.GetProperty("name").GetString()!, _ => OfficersNote.Text);
        using var completed = await worker.PostAsJsonAsync(
            $"/api/v1/tasks/{id}/completion", new { outcome, data = words, note = OfficersNote.Text }, cancellationToken);
        Assert.True(completed.StatusCode == HttpStatusCode.OK, $"{kind}: {await completed.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private static async Task WithdrawAsync(RunningHost host, Receipt receipt, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tracking/{receipt.Reference}/withdrawal")
        {
            Content = JsonContent.Create(new { text = $"Tôi {Name.Text} xin rút đơn, {Withdrawal.Text}." }),
        };
        request.Headers.Add("X-Tracking-Key", receipt.TrackingKey);
        using var withdrawn = await host.Client.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, withdrawn.StatusCode);

        using var inspector = await host.SignInAsync("inspector", cancellationToken);
        await Poll.UntilAsync(async () =>
            (await inspector.GetStringAsync(new Uri("/api/v1/oversight/overview", UriKind.Relative), cancellationToken))
                .Contains("\"status\":\"closed\"", StringComparison.Ordinal), "the withdrawal to reach Oversight", cancellationToken);
    }

    private static async Task CompetenceAsync(HttpClient clerk, Receipt receipt, CancellationToken cancellationToken) =>
        await Poll.UntilAsync(async () =>
        {
            using var answer = await clerk.GetAsync(new Uri($"/api/v1/submissions/{receipt.Id}/competence", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }, "the proposal", cancellationToken);

    private static async Task<HttpResponseMessage> TrackAsync(RunningHost host, string reference, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tracking/{reference}");
        request.Headers.Add("X-Tracking-Key", key);
        return await host.Client.SendAsync(request, cancellationToken);
    }

    private static IEnumerable<string> Files(RunningHost host) =>
        Directory.GetFiles(host.DataDirectory, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(host.DataDirectory, file));

    private static async Task<byte[]> ReadAsync(RunningHost host, string file, CancellationToken cancellationToken)
    {
        // The host has it open; and a write-ahead log may go while we look.
        try
        {
            await using var stream = new FileStream(Path.Combine(host.DataDirectory, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private sealed record Receipt(Guid Id, string Reference, string TrackingKey);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
