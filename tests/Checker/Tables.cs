namespace Checker;

/// <summary>What the services keep, as their tables have it. Two Resolutions are read as one, with the place beside each row.</summary>
internal sealed class Tables
{
    public required IReadOnlyDictionary<string, Row> Submissions { get; init; }
    public required IReadOnlyDictionary<string, Row> Letters { get; init; }

    /// <summary>How many parties the vault has of each submission.</summary>
    public required IReadOnlyDictionary<string, string> Parties { get; init; }
    public required IReadOnlyDictionary<string, Row> Files { get; init; }
    public required IReadOnlyList<Row> Cases { get; init; }
    public required IReadOnlyDictionary<string, Row> Tasks { get; init; }
    public required IReadOnlyList<Row> Instances { get; init; }
    public required IReadOnlyList<Row> Bookmarks { get; init; }
    public required IReadOnlyList<Row> Incidents { get; init; }

    /// <summary>Every deadline, where it is kept.</summary>
    public required IReadOnlyDictionary<string, Row> Kept { get; init; }
    public required IReadOnlyDictionary<string, Row> Tracked { get; init; }
    public required IReadOnlyDictionary<string, Row> Watched { get; init; }
    public required IReadOnlyDictionary<string, Row> WatchedDeadlines { get; init; }
    public required IReadOnlyDictionary<string, Row> WatchedTasks { get; init; }
    public required IReadOnlyList<Row> Steps { get; init; }
    public required IReadOnlyList<Row> Events { get; init; }

    /// <summary>How often the trail of a place has the beginning of a thing.</summary>
    public required IReadOnlyDictionary<(string Place, string Subject), int> Added { get; init; }

    public ILookup<string, Row> CasesOf => casesOf ??= Cases.ToLookup(row => row["SubmissionId"]);
    public ILookup<string, Row> TasksOf => tasksOf ??= Tasks.Values.ToLookup(row => row["CaseId"]);
    public ILookup<string, Row> InstancesOf => instancesOf ??= Instances.ToLookup(row => row["CaseId"]);
    public ILookup<string, Row> BookmarksOf => bookmarksOf ??= Bookmarks.ToLookup(row => row["InstanceId"]);

    public ILookup<string, Row> KeptOf => keptOf ??= Kept.Values.ToLookup(row => row["SubmissionId"]);
    public ILookup<string, Row> IncidentsOf => incidentsOf ??= Incidents.ToLookup(row => row["SubmissionId"]);

    private ILookup<string, Row>? casesOf;
    private ILookup<string, Row>? tasksOf;
    private ILookup<string, Row>? instancesOf;
    private ILookup<string, Row>? bookmarksOf;
    private ILookup<string, Row>? keptOf;
    private ILookup<string, Row>? incidentsOf;

    /// <summary>Everything whose beginning the trail must have: where it is, what it is called there, its id and its submission.</summary>
    public IEnumerable<(string Place, string Kind, string Id, string Submission)> Audited =>
        Submissions.Keys.Select(id => ("intake", "Submission", id, id))
            .Concat(Files.Keys.Select(id => ("routing", "RoutingFile", id, id)))
            .Concat(Cases.Select(row => (row["Place"], "Case", row["Id"], row["SubmissionId"])))
            .Concat(Instances.Select(row => (row["Place"], "ProcedureInstance", row["Id"], row["SubmissionId"])))
            .Concat(Tasks.Values.Select(row => (row["Place"], "OfficerTask", row["Id"], row["SubmissionId"])))
            .Concat(Kept.Values.Select(row => (row["Place"], "DeadlineRow", row["Id"], row["SubmissionId"])));

    public static async Task<Tables> ReadAsync(Installation installation, CancellationToken cancellationToken)
    {
        const string Deadlines = """SELECT "Id", "SubmissionId", "CaseId", "Limit", "DueOn", "State", "IsSuspended" """;
        var added = new Dictionary<(string Place, string Subject), int>();
        foreach (var place in installation.Resolutions.Append("intake").Append("routing"))
        {
            foreach (var row in await installation[place].ReadAsync("""SELECT "Subject" FROM "AuditEntries" WHERE "Action" LIKE '%.Added'""", cancellationToken))
                added[(place, row["Subject"])] = added.GetValueOrDefault((place, row["Subject"])) + 1;
        }

        return new Tables
        {
            Submissions = await ById("intake", """SELECT "Id", "Reference", "Subject", "Status", "ResponsibleBody", "HolderDepartment", "Submitters" FROM "Submissions" """),
            Letters = (await All("identities", """SELECT "SubmissionId" FROM "Letters" """)).ToDictionary(row => row["SubmissionId"]),
            Parties = (await All("identities", """SELECT "SubmissionId", count(*) AS "Count" FROM "Parties" GROUP BY "SubmissionId" """))
                .ToDictionary(row => row["SubmissionId"], row => row["Count"]),
            Files = await ById("routing", """SELECT "Id", "Reference", "State", "HolderBody", "HolderDepartment" FROM "RoutingFiles" """),
            Cases = await Resolutions("""SELECT "Id", "SubmissionId", "Department", "Status", '{place}' AS "Place" FROM "Cases" """),
            Tasks = (await Resolutions(
                """SELECT "Id", "InstanceId", "CaseId", "SubmissionId", "ActivityId", "State", "Outcome", "Department", "Assignee", '{place}' AS "Place" FROM "OfficerTasks" """))
                .ToDictionary(row => row["Id"]),
            Instances = await Resolutions("""SELECT "Id", "ParentId", "CaseId", "SubmissionId", "Status", '{place}' AS "Place" FROM "ProcedureInstances" """),
            Bookmarks = await Resolutions("""SELECT "InstanceId", "ActivityId", "Kind", "Key" FROM "Bookmarks" """),
            Incidents = await Resolutions("""SELECT "Id", "SubmissionId", "ResolvedAt" FROM "Incidents" """),
            Kept = (await All("intake", Deadlines + """, 'intake' AS "Place" FROM "Deadlines" """))
                .Concat(await Resolutions(Deadlines + """, '{place}' AS "Place" FROM "Deadlines" """)).ToDictionary(row => row["Id"]),
            Tracked = await ById("intake", """SELECT "Id", "SubmissionId", "Limit", "DueOn", "State" FROM "TrackedDeadlines" """),
            Watched = await ById("oversight", """SELECT "Id", "Reference", "Status", "Department", "ResponsibleBody" FROM "Submissions" """),
            WatchedDeadlines = await ById("oversight", """SELECT "Id", "SubmissionId", "Limit", "DueOn", "State" FROM "Deadlines" """),
            WatchedTasks = await ById("oversight", """SELECT "Id", "SubmissionId", "Department", "Activity", "Assignee", "Ended" FROM "Tasks" """),
            Steps = await All("intake", """SELECT "SubmissionId", "At", "TextVi" FROM "TrackingSteps" """),
            Events = await All("oversight", """SELECT "SubmissionId", "Kind", "Department", "What", "At" FROM "Events" """),
            Added = added,
        };

        Task<IReadOnlyList<Row>> All(string name, string sql) => installation[name].ReadAsync(sql, cancellationToken);

        async Task<IReadOnlyDictionary<string, Row>> ById(string name, string sql) => (await All(name, sql)).ToDictionary(row => row["Id"]);

        async Task<IReadOnlyList<Row>> Resolutions(string sql)
        {
            var rows = new List<Row>();
            foreach (var name in installation.Resolutions)
                rows.AddRange(await All(name, sql.Replace("{place}", name, StringComparison.Ordinal)));
            return rows;
        }
    }
}
