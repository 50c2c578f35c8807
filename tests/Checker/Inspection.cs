using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Checker;

/// <summary>
/// Everything an inspection looks at. It knows the tables and the API, and nothing of the code behind them: what it demands follows
/// from what was answered and from what the services tell of one another.
/// </summary>
public sealed class Inspection
{
    private readonly Installation installation;
    private readonly IReadOnlyList<Promise> promises;
    private readonly List<Finding> findings = [];
    private readonly HashSet<string> suspects = [];

    private Inspection(Installation installation, IReadOnlyList<Promise> promises)
    {
        this.installation = installation;
        this.promises = promises;
    }

    /// <param name="settle">How long to wait until no message is under way any more.</param>
    public static async Task<Report> RunAsync(
        Installation installation, IReadOnlyList<Promise> promises, TimeSpan settle, CancellationToken cancellationToken)
    {
        var inspection = new Inspection(installation, promises);
        await inspection.MessagesAsync(settle, cancellationToken);
        var tables = await Tables.ReadAsync(installation, cancellationToken);
        inspection.Promises(tables);
        foreach (var submission in tables.Submissions.Values) inspection.Submission(submission, tables);
        inspection.Strangers(tables);
        inspection.Deadlines(tables);
        inspection.Tasks(tables);
        foreach (var one in tables.Cases) inspection.Case(one, tables);
        inspection.Audit(tables);
        inspection.Happenings(tables);
        await inspection.TrackingAsync(tables, cancellationToken);

        var registered = promises.Where(promise => promise.Act == Promise.Registered).Select(promise => $"{promise.Id:d}").ToHashSet();
        return new Report(
            registered.Count,
            registered.Count(id => tables.Submissions.ContainsKey(id) && !inspection.suspects.Contains(id)),
            promises.Count(promise => promise.Act != Promise.Registered),
            tables.Submissions.Keys.Count(id => !registered.Contains(id)),
            tables.Letters.Keys.Count(id => !tables.Submissions.ContainsKey(id)),
            inspection.findings);
    }

    private void Find(FindingKind kind, string subject, string what, string? submission = null)
    {
        findings.Add(new Finding(kind, submission is null || submission == subject ? subject : $"{subject} of {submission}", what));
        suspects.Add(submission ?? subject);
    }

    private void Agree(string subject, string submission, string what, params (string Where, string Value)[] told)
    {
        if (told.Select(one => one.Value).Distinct().Count() > 1)
            Find(FindingKind.Disagreeing, subject, $"{what}: {string.Join(", ", told.Select(one => $"{one.Where} says “{one.Value}”"))}", submission);
    }

    // --- messages ------------------------------------------------------------------------------------------------------------

    /// <summary>Nothing may be left that nobody has dealt with, and nothing dealt with twice.</summary>
    private async Task MessagesAsync(TimeSpan settle, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var quiet = 0;
        List<(string Where, long Count)> waiting = [];
        while (quiet < 2)
        {
            waiting = await WaitingAsync(cancellationToken);
            quiet = waiting.Any(one => !IsSetAside(one.Where)) ? 0 : quiet + 1;
            if (watch.Elapsed > settle) break;
            if (quiet < 2) await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }

        foreach (var (where, count) in waiting)
            Find(FindingKind.Missing, where, IsSetAside(where) ? $"{count} messages were set aside" : $"{count} messages still wait after {settle.TotalSeconds:0} s");
        foreach (var database in installation.Databases.Values.Where(HasMessages))
        {
            foreach (var row in await database.ReadAsync(
                """SELECT "MessageId", "Consumer", count(*) AS "Times" FROM "Inbox" GROUP BY "MessageId", "Consumer" HAVING count(*) > 1""", cancellationToken))
            {
                Find(FindingKind.Repeated, $"message {row["MessageId"]}", $"{row["Consumer"]} dealt with it {row["Times"]} times");
            }
        }
    }

    private async Task<List<(string Where, long Count)>> WaitingAsync(CancellationToken cancellationToken)
    {
        var waiting = new List<(string Where, long Count)>();
        foreach (var database in installation.Databases.Values.Where(HasMessages))
        {
            var open = await database.CountAsync("""SELECT count(*) FROM "Outbox" WHERE "FailedAt" IS NULL""", cancellationToken);
            if (open > 0) waiting.Add(($"outbox of {database.Name}", open));
            var failed = await database.CountAsync("""SELECT count(*) FROM "Outbox" WHERE "FailedAt" IS NOT NULL""", cancellationToken);
            if (failed > 0) waiting.Add(($"failed outbox of {database.Name}", failed));
            foreach (var (where, rows) in await SetAsideAsync(database, cancellationToken)) waiting.Add((where, rows));
        }

        // The broker's tool is slow to start; while an outbox is not empty, nobody needs to ask.
        if (installation.Broker is null || waiting.Any(one => !IsSetAside(one.Where))) return waiting;
        var start = new ProcessStartInfo(installation.Broker, ["-q", "list_queues", "--no-table-headers", "name", "messages"]) { RedirectStandardOutput = true };
        using var tool = Process.Start(start)!;
        var lines = (await tool.StandardOutput.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await tool.WaitForExitAsync(cancellationToken);
        if (tool.ExitCode != 0 || lines.Length == 0) waiting.Add(("broker, which did not say what waits there", 1));
        waiting.AddRange(lines.Select(line => line.Split('\t'))
            .Select(parts => (Where: $"queue {parts[0]}", Count: long.Parse(parts[1], CultureInfo.InvariantCulture)))
            .Where(one => one.Count > 0));
        return waiting;
    }

    /// <summary>What a service has heard and could not deal with yet.</summary>
    private static async Task<List<(string Where, long Count)>> SetAsideAsync(Database database, CancellationToken cancellationToken)
    {
        if (!await database.HasTableAsync("SetAside", cancellationToken)) return [];
        return [.. (await database.ReadAsync(
                """SELECT "Consumer", "FailedAt" IS NOT NULL AS "Failed", count(*) AS "Count" FROM "SetAside" GROUP BY "Consumer", "FailedAt" IS NOT NULL""", cancellationToken))
            .Select(row => ($"{(row.Is("Failed") ? "failed " : "")}messages that {row["Consumer"]} set aside", long.Parse(row["Count"], CultureInfo.InvariantCulture)))];
    }

    private static bool IsSetAside(string where) =>
        where.StartsWith("failed ", StringComparison.Ordinal) || where.EndsWith("_error", StringComparison.Ordinal) || where.EndsWith("_skipped", StringComparison.Ordinal);

    private static bool HasMessages(Database database) => database.Name != "accounts";

    // --- what was promised -----------------------------------------------------------------------------------------------------

    private void Promises(Tables tables)
    {
        var bySubject = tables.Submissions.Values.ToLookup(row => row["Subject"]);
        foreach (var promise in promises)
        {
            var id = $"{promise.Id:d}";
            if (tables.Submissions.GetValueOrDefault(id) is not { } row)
            {
                Find(FindingKind.Missing, id, $"{promise.Act} was answered at {promise.AnsweredAt:HH:mm:ss.fff}, and Intake has no such submission");
                continue;
            }

            switch (promise.Act)
            {
                case Promise.Registered:
                    if (promise.Reference is not null) Agree(id, id, "reference", ("the answer", promise.Reference), ("Intake", row["Reference"]));
                    if (promise.Subject is not null && bySubject[promise.Subject].Count() != 1)
                        Find(FindingKind.Repeated, id, $"the letter was registered {bySubject[promise.Subject].Count()} times");
                    if (promise.DueOn is not null && !tables.KeptOf[id].Any(deadline =>
                        deadline["Limit"] == promise.Limit && deadline["DueOn"] == promise.DueOn))
                    {
                        Find(FindingKind.Disagreeing, id, $"no deadline {promise.Limit} ends on {promise.DueOn}, as was answered");
                    }

                    break;
                case Promise.Classified:
                    if (tables.Files.GetValueOrDefault(id) is { } file)
                    {
                        Agree(id, id, "classification", ("the answer", $"InResolution {promise.Department}"),
                            ("Routing", $"{file["State"]} {file["HolderDepartment"]}"));
                    }

                    break;
                default:
                    var named = promise.Task ?? "";
                    var taskId = Guid.TryParseExact(named[(named.LastIndexOf('.') + 1)..], "n", out var parsed) ? $"{parsed:d}" : named;
                    var task = tables.Tasks.GetValueOrDefault(taskId);
                    if (task is null) Find(FindingKind.Missing, $"task {taskId}", "its completion was answered, and no Resolution has it", id);
                    else Agree($"task {taskId}", id, "completion", ("the answer", $"Completed {promise.Outcome}"), ("Resolution", $"{task["State"]} {task["Outcome"]}"));
                    break;
            }
        }
    }

    // --- one submission in every service ---------------------------------------------------------------------------------------

    private void Submission(Row row, Tables tables)
    {
        var id = row["Id"];
        if (!tables.Letters.ContainsKey(id)) Find(FindingKind.Missing, id, "the vault has no letter");
        var parties = tables.Parties.GetValueOrDefault(id, "0");
        if (parties != row["Submitters"]) Find(FindingKind.Disagreeing, id, $"Intake counts {row["Submitters"]} submitters, the vault {parties}");

        var watched = tables.Watched.GetValueOrDefault(id);
        if (watched is null) Find(FindingKind.Missing, id, "Oversight does not know it");
        if (tables.Files.GetValueOrDefault(id) is not { } file)
        {
            Find(FindingKind.Missing, id, "Routing has no file");
            return;
        }

        if (row["ResponsibleBody"].Length == 0) Find(FindingKind.Missing, id, "nobody is responsible");
        if (watched is not null)
        {
            Agree(id, id, "reference", ("Intake", row["Reference"]), ("Routing", file["Reference"]), ("Oversight", watched["Reference"]));
            Agree(id, id, "responsible body", ("Intake", row["ResponsibleBody"]), ("Routing", file["HolderBody"]), ("Oversight", watched["ResponsibleBody"]));
            Agree(id, id, "responsible department", ("Intake", row["HolderDepartment"]), ("Routing", file["HolderDepartment"]), ("Oversight", watched["Department"]));
            Agree(id, id, "status", ("Intake", Status(row["Status"])), ("Oversight", Status(watched["Status"])));
        }

        Case(id, file, row, tables);
    }

    /// <summary>The words of Intake and those of Oversight for the same standing.</summary>
    private static string Status(string word) => word switch
    {
        "AwaitingRouting" or "registered" => "to be routed",
        "Transferred" or "transferred" => "transferred",
        "WithOutsideBody" or "with-outside-body" => "outside",
        "InResolution" or "in-resolution" => "in resolution",
        "Closed" or "closed" => "closed",
        "Concluded" or "concluded" => "concluded",
        _ => word,
    };

    /// <summary>A submission in resolution has one case, in the one Resolution that serves its department; any other has no open one.</summary>
    private void Case(string id, Row file, Row row, Tables tables)
    {
        var cases = tables.CasesOf[id].ToList();
        if (file["State"] != "InResolution")
        {
            if (cases.Any(one => one["Status"] == "Open")) Find(FindingKind.Disagreeing, id, $"a case is open while Routing says {file["State"]}");
            return;
        }

        var own = cases.Where(one => one["Department"] == file["HolderDepartment"]).ToList();
        if (own.Count == 0)
        {
            if (!tables.IncidentsOf[id].Any()) Find(FindingKind.Missing, id, $"{file["HolderDepartment"]} has no case");
            return;
        }

        if (own.Count > 1) Find(FindingKind.Repeated, id, $"{file["HolderDepartment"]} has {own.Count} cases");
        var place = installation.ResolutionOf(file["HolderDepartment"]);
        if (own[0]["Place"] != place) Find(FindingKind.Disagreeing, id, $"its case is in {own[0]["Place"]}, not in {place}");
        Agree(id, id, "closing", ("Resolution", Status(own[0]["Status"] == "Closed" ? "closed" : "in-resolution")), ("Intake", Status(row["Status"])));
    }

    /// <summary>Nobody may know a submission that Intake does not.</summary>
    private void Strangers(Tables tables)
    {
        foreach (var (where, ids) in new[]
        {
            ("Routing", tables.Files.Keys), ("Oversight", tables.Watched.Keys), ("Resolution", tables.Cases.Select(one => one["SubmissionId"])),
        })
        {
            foreach (var id in ids.Where(id => !tables.Submissions.ContainsKey(id)))
                Find(FindingKind.Disagreeing, id, $"{where} knows it, Intake does not");
        }
    }

    // --- deadlines, tasks, cases -----------------------------------------------------------------------------------------------

    /// <summary>Whoever keeps a deadline, Oversight and the sender's view tell it alike.</summary>
    private void Deadlines(Tables tables)
    {
        foreach (var kept in tables.Kept.Values)
        {
            var (id, submission) = ($"deadline {kept["Limit"]}", kept["SubmissionId"]);
            var state = kept["State"] == "Running" && kept.Is("IsSuspended") ? "suspended" : kept["State"].ToLowerInvariant();
            foreach (var (where, told) in new[] { ("Oversight", tables.WatchedDeadlines), ("the sender's view", tables.Tracked) })
            {
                if (told.GetValueOrDefault(kept["Id"]) is not { } row) Find(FindingKind.Missing, id, $"{where} does not know it", submission);
                else Agree(id, submission, "deadline", ("its keeper", $"{kept["Limit"]} {kept["DueOn"]} {state}"), (where, $"{row["Limit"]} {row["DueOn"]} {row["State"]}"));
            }
        }

        foreach (var (where, told) in new[] { ("Oversight", tables.WatchedDeadlines), ("The sender's view", tables.Tracked) })
        {
            foreach (var row in told.Values.Where(row => !tables.Kept.ContainsKey(row["Id"])))
                Find(FindingKind.Disagreeing, $"deadline {row["Limit"]}", $"{where} knows it, nobody keeps it", row["SubmissionId"]);
        }

        foreach (var twice in tables.Kept.Values.Where(row => row["State"] == "Running")
            .GroupBy(row => (Submission: row["SubmissionId"], Case: row["CaseId"], Limit: row["Limit"])).Where(group => group.Count() > 1))
        {
            Find(FindingKind.Repeated, $"deadline {twice.Key.Limit}", $"runs {twice.Count()} times", twice.Key.Submission);
        }
    }

    private void Tasks(Tables tables)
    {
        foreach (var task in tables.Tasks.Values)
        {
            var (id, submission) = ($"task {task["ActivityId"]}", task["SubmissionId"]);
            if (tables.WatchedTasks.GetValueOrDefault(task["Id"]) is not { } watched)
            {
                Find(FindingKind.Missing, id, "Oversight does not know it", submission);
                continue;
            }

            Agree(id, submission, "task", ("Resolution", $"{task["Department"]} {(task["State"] == "Open" ? "open" : "ended")} {task["Assignee"]}"),
                ("Oversight", $"{watched["Department"]} {(watched.Is("Ended") ? "ended" : "open")} {watched["Assignee"]}"));
        }

        foreach (var watched in tables.WatchedTasks.Values.Where(row => !tables.Tasks.ContainsKey(row["Id"])))
            Find(FindingKind.Disagreeing, $"task {watched["Activity"]}", "Oversight knows it, no Resolution does", watched["SubmissionId"]);
        foreach (var twice in tables.Tasks.Values.Where(row => row["State"] == "Open")
            .GroupBy(row => (Instance: row["InstanceId"], Activity: row["ActivityId"])).Where(group => group.Count() > 1))
        {
            Find(FindingKind.Repeated, $"task {twice.Key.Activity}", $"is open {twice.Count()} times", twice.First()["SubmissionId"]);
        }
    }

    /// <summary>A case is never stuck: somebody has a task, an operator an incident, or a period has to pass.</summary>
    private void Case(Row one, Tables tables)
    {
        var (id, submission) = ($"case {one["Id"]}", one["SubmissionId"]);
        var instances = tables.InstancesOf[one["Id"]].ToList();
        var begun = instances.Count(instance => instance["ParentId"].Length == 0);
        if (begun == 0) Find(FindingKind.Missing, id, "it has no procedure", submission);
        if (begun > 1) Find(FindingKind.Repeated, id, $"its procedure was started {begun} times", submission);

        var open = tables.TasksOf[one["Id"]].Where(task => task["State"] == "Open").ToList();
        var waits = instances.SelectMany(instance => tables.BookmarksOf[instance["Id"]]).ToList();
        foreach (var task in open.Where(task => waits.Count(wait => wait["Kind"] == "Task" && wait["Key"] == task["Id"]) != 1))
            Find(FindingKind.Disagreeing, $"task {task["ActivityId"]}", "is open, but its procedure does not wait for it", submission);
        foreach (var wait in waits.Where(wait => wait["Kind"] == "Task" && open.All(task => task["Id"] != wait["Key"])))
            Find(FindingKind.Disagreeing, id, $"its procedure waits for {wait["ActivityId"]}, which nobody can do", submission);

        if (one["Status"] == "Closed")
        {
            if (open.Count > 0 || waits.Count > 0) Find(FindingKind.Disagreeing, id, $"is closed with {open.Count} open tasks and {waits.Count} waits", submission);
            return;
        }

        var passing = waits.Where(wait => wait["Key"].StartsWith("deadline-passed:", StringComparison.Ordinal))
            .Select(wait => wait["Key"]["deadline-passed:".Length..]).ToHashSet();
        var moves = open.Count > 0
            || tables.IncidentsOf[submission].Any(incident => incident["ResolvedAt"].Length == 0)
            || tables.KeptOf[submission].Any(kept => kept["CaseId"] == one["Id"] && kept["State"] == "Running" && passing.Contains(kept["Limit"]));
        if (!moves) Find(FindingKind.Disagreeing, id, "is stuck: no open task, no incident, no period that has to pass", submission);
    }

    // --- traces ------------------------------------------------------------------------------------------------------------------

    /// <summary>Each thing that exists was added once, and the trail says so.</summary>
    private void Audit(Tables tables)
    {
        foreach (var (place, kind, id, submission) in tables.Audited)
        {
            var times = tables.Added.GetValueOrDefault((place, $"{kind}/{id}"));
            if (times == 1) continue;
            Find(times == 0 ? FindingKind.Missing : FindingKind.Repeated, $"{kind} {id}", $"the audit trail of {place} has its beginning {times} times", submission);
        }
    }

    /// <summary>What is told once is told once: the lines for the sender, and what Oversight notes.</summary>
    private void Happenings(Tables tables)
    {
        foreach (var twice in tables.Steps.GroupBy(row => (Submission: row["SubmissionId"], At: row["At"], Text: row["TextVi"])).Where(group => group.Count() > 1))
            Find(FindingKind.Repeated, "step", $"the sender is told {twice.Count()} times: {twice.Key.Text}", twice.Key.Submission);
        foreach (var twice in tables.Events
            .GroupBy(row => (Submission: row["SubmissionId"], Kind: row["Kind"], What: row["What"], At: row["At"])).Where(group => group.Count() > 1))
        {
            Find(FindingKind.Repeated, $"{twice.Key.Kind} {twice.Key.What}", $"Oversight noted it {twice.Count()} times", twice.Key.Submission);
        }

        // Each of these happens to a case once.
        var openings = tables.Events.Where(row => row["Kind"] == "CaseOpened").ToLookup(row => (row["SubmissionId"], row["Department"]));
        foreach (var one in tables.Cases)
        {
            var opened = openings[(one["SubmissionId"], one["Department"])].Count();
            if (opened != 1)
                Find(opened == 0 ? FindingKind.Missing : FindingKind.Repeated, $"case {one["Id"]}", $"Oversight noted its opening {opened} times", one["SubmissionId"]);
        }
    }

    // --- the sender ----------------------------------------------------------------------------------------------------------------

    /// <summary>Whoever was given a key sees the submission with it, and nobody sees it without.</summary>
    private async Task TrackingAsync(Tables tables, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = installation.Address, Timeout = TimeSpan.FromSeconds(30) };
        await Parallel.ForEachAsync(promises.Where(promise => promise is { Act: Promise.Registered, TrackingKey: not null, Reference: not null }),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (promise, token) =>
            {
                var id = $"{promise.Id:d}";
                var (status, answer) = await TrackAsync(client, promise.Reference!, promise.TrackingKey!, token);
                var (refused, _) = await TrackAsync(client, promise.Reference!, "2222-2222-2222-2222", token);
                lock (findings)
                {
                    if (refused != HttpStatusCode.NotFound) Find(FindingKind.Disagreeing, id, $"a wrong key is answered {(int)refused}");
                    if (status != HttpStatusCode.OK)
                    {
                        Find(FindingKind.Missing, id, $"its sender is answered {(int)status}");
                        return;
                    }

                    Agree(id, id, "reference", ("the answer", promise.Reference!), ("tracking", answer.GetProperty("reference").GetString()!));
                    Agree(id, id, "deadlines",
                        ("their keepers", string.Join(", ", tables.KeptOf[id].Select(row => $"{row["Limit"]} {row["DueOn"]}").Order(StringComparer.Ordinal))),
                        ("tracking", string.Join(", ", answer.GetProperty("deadlines").EnumerateArray()
                            .Select(deadline => $"{deadline.GetProperty("code").GetString()} {deadline.GetProperty("dueOn").GetString()}").Order(StringComparer.Ordinal))));
                }
            });
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> TrackAsync(
        HttpClient client, string reference, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tracking/{reference}");
        request.Headers.Add("X-Tracking-Key", key);
        using var answer = await client.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK) return (answer.StatusCode, default);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).RootElement);
    }
}
