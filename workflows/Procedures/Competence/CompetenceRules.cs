using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Procedures.Competence;

/// <summary>
/// The rules of competence (thẩm quyền), by the date they are in force from. They are documents beside this class: a change in
/// the law adds one, it does not edit those before.
/// </summary>
public sealed class CompetenceRules
{
    private static readonly string[] Kinds =
        ["complaint", "denunciation", "petition", "feedback", "admin-regulation", "judicial", "mixed", "unknown"];
    private static readonly string?[] Actions = ["accept", "transfer", "guide", "split", "refuse", "file", null];

    private static readonly BilingualText NothingFits = new(
        "Không có quy tắc thẩm quyền nào phù hợp; cần cán bộ xác định cơ quan có thẩm quyền.",
        "No rule of competence fits; a clerk must find the competent body.");
    private static readonly BilingualText TwoFit = new(
        "Có từ hai quy tắc dẫn đến các cơ quan khác nhau; cần cán bộ xác định.",
        "Two or more rules lead to different bodies; a clerk must decide.");
    private static readonly BilingualText PlaceUnknown = new(
        "Chưa rõ địa bàn hoặc cơ quan chuyên môn của cơ quan có thẩm quyền.",
        "The territory or department of the competent body is not known.");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private CompetenceRules(IReadOnlyList<CompetenceDocument> documents) => Documents = documents;

    internal IReadOnlyList<CompetenceDocument> Documents { get; }

    /// <summary>Loads every <c>&lt;in-force-from&gt;.json</c> of a folder and reports all faults of all documents at once.</summary>
    public static CompetenceRules Load(string directory)
    {
        var documents = new List<CompetenceDocument>();
        var faults = new List<string>();
        foreach (var file in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            try
            {
                var document = JsonSerializer.Deserialize<CompetenceDocument>(File.ReadAllText(file), Json)!;
                documents.Add(document);
                if (name != document.InForceFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                    faults.Add($"{name}: the file's name is not the date its rules are in force from");
                faults.AddRange(Faults(document).Select(fault => $"{name}: {fault}"));
            }
            catch (JsonException wrong)
            {
                faults.Add($"{name}: {wrong.Message}");
            }
        }
        if (documents.Count == 0 && faults.Count == 0)
            faults.Add($"no rules of competence in {directory}");
        if (faults.Count > 0)
            throw new InvalidDataException(string.Join(Environment.NewLine, faults));
        return new CompetenceRules([.. documents.OrderBy(d => d.InForceFrom)]);
    }

    /// <summary>Proposes kind and competent body for the facts of a letter, by the rules in force on a date.</summary>
    public CompetenceProposal Propose(IReadOnlyDictionary<string, string> facts, DateOnly on)
    {
        if (Documents.LastOrDefault(d => d.InForceFrom <= on) is not { } document)
            return new CompetenceProposal { Kind = "unknown", Sure = false, AskClerkBecause = [NothingFits] };

        var asks = new List<BilingualText>();
        var kindRule = document.Kinds.FirstOrDefault(k => k.When.Holds(facts));
        var kind = kindRule?.Kind ?? "unknown";
        if (kindRule is not { Sure: true })
            asks.Add(kindRule?.Ask ?? NothingFits);

        var fitting = document.Competence
            .Where(r => r.Kinds.Contains(kind) && r.When.Holds(facts))
            .Select(r => (Rule: r, Office: Fill(r.Office, facts)))
            .ToArray();
        var proposal = new CompetenceProposal { Kind = kind, Sure = false, RulesInForceFrom = document.InForceFrom };
        if (fitting.Length == 0)
        {
            asks.Add(NothingFits);
        }
        else
        {
            var (rule, office) = fitting[0];
            var others = fitting.Skip(1).Select(f => f.Office.Office).OfType<Office>()
                .Where(o => !o.IsSameAs(office.Office)).Distinct().ToArray();
            var conflict = !rule.Decisive && others.Length > 0;
            if (conflict)
                asks.Add(TwoFit);
            if (!rule.Sure && rule.Ask is not null)
                asks.Add(rule.Ask);
            if (!office.IsComplete)
                asks.Add(PlaceUnknown);
            proposal = proposal with
            {
                Instance = rule.Instance,
                Disciplinary = rule.Disciplinary,
                CompetentOffice = conflict || !office.IsComplete ? null : office.Office,
                RuleId = rule.Id,
                LegalBasis = rule.LegalBasis.ToString(),
                Confirmed = rule.Confirmed,
                Explanation = rule.Explanation,
                RunnersUp = conflict && office.Office is not null ? [office.Office, .. others] : others,
            };
        }

        asks.AddRange(document.Doubts.Where(d => d.When.Holds(facts)).Select(d => d.Ask));
        var handling = document.Handling.FirstOrDefault(h => h.When.Holds(WithProposal(facts, proposal)));
        return proposal with
        {
            Sure = asks.Count == 0 && proposal.CompetentOffice is not null,
            AskClerkBecause = asks,
            SuggestedAction = handling?.Action,
            ActionLegalBasis = handling?.LegalBasis.ToString(),
        };
    }

    /// <summary>The facts with what handling rules may ask beside them: the proposal, and whether the letter's holder is competent.</summary>
    private static Dictionary<string, string> WithProposal(IReadOnlyDictionary<string, string> facts, CompetenceProposal proposal)
    {
        var all = new Dictionary<string, string>(facts, StringComparer.Ordinal) { ["proposal.kind"] = proposal.Kind };
        if (proposal.Instance is not null)
            all["proposal.instance"] = proposal.Instance;
        if (proposal.CompetentOffice is { } office)
        {
            all["proposal.office"] = office.Code;
            if (facts.TryGetValue("receivedBy.office", out var holder))
            {
                var place = facts.GetValueOrDefault("receivedBy.territory");
                var received = new Office(holder, place, facts.GetValueOrDefault("receivedBy.field"));
                all["proposal.holderIsCompetent"] = received.IsSameAs(office) ? "true" : "false";
            }
        }
        return all;
    }

    private static (Office? Office, bool IsComplete) Fill(OfficeTemplate? template, IReadOnlyDictionary<string, string> facts)
    {
        if (template is null)
            return (null, true);
        string? First(IReadOnlyList<string>? names) => names?.Select(n => facts.GetValueOrDefault(n)).FirstOrDefault(v => v is not null);

        var office = new Office(template.Code, First(template.TerritoryFrom), template.Department ?? First(template.DepartmentFrom));
        return (office, (template.TerritoryFrom is null || office.Territory is not null)
            && (template.DepartmentFrom is null || office.Department is not null));
    }

    private static IEnumerable<string> Faults(CompetenceDocument document)
    {
        var ids = document.Kinds.Select(k => k.Id)
            .Concat(document.Competence.Select(r => r.Id))
            .Concat(document.Doubts.Select(d => d.Id))
            .Concat(document.Handling.Select(h => h.Id));
        foreach (var id in ids.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return $"the id {id.Key} is used twice";

        var conditions = document.Kinds.Select(k => (k.Id, k.When))
            .Concat(document.Competence.Select(r => (r.Id, r.When)))
            .Concat(document.Doubts.Select(d => (d.Id, d.When)))
            .Concat(document.Handling.Select(h => (h.Id, h.When)));
        foreach (var (id, when) in conditions)
        {
            foreach (var fault in when.Faults())
                yield return $"{id}: {fault}";
        }

        foreach (var rule in document.Kinds.Where(k => !Kinds.Contains(k.Kind)))
            yield return $"{rule.Id}: there is no kind {rule.Kind}";
        foreach (var rule in document.Kinds.Where(k => !k.Sure && k.Ask is null))
            yield return $"{rule.Id}: a rule that is not sure says what to ask the clerk";
        foreach (var rule in document.Competence)
        {
            foreach (var kind in rule.Kinds.Except(Kinds))
                yield return $"{rule.Id}: there is no kind {kind}";
            if (!rule.Sure && rule.Ask is null)
                yield return $"{rule.Id}: a rule that is not sure says what to ask the clerk";
            if (rule.Sure && rule.Office is null)
                yield return $"{rule.Id}: a sure rule names an office";
            if (rule.Examples.Count == 0)
                yield return $"{rule.Id}: a rule has at least one example";
        }
        foreach (var rule in document.Handling.Where(h => !Actions.Contains(h.Action)))
            yield return $"{rule.Id}: there is no action {rule.Action}";
    }
}
