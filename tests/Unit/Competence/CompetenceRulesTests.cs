using Intake.Domain.Reading;
using Procedures.Competence;
using Xunit;

namespace Unit.CompetenceTests;

public sealed class CompetenceRulesTests
{
    private static readonly string Folder = Path.Combine(SixtyLetters.RepositoryRoot, "workflows", "Procedures", "Competence");
    private static readonly CompetenceRules Rules = CompetenceRules.Load(Folder);

    public static TheoryData<string, string> RulesWithExamples() =>
        [.. Rules.Documents.SelectMany(d => d.Competence.Select(r =>
            new TheoryDataRow<string, string>(d.InForceFrom.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), r.Id)))];

    [Theory]
    [MemberData(nameof(RulesWithExamples))]
    public void Propose_ExampleBesideTheRule_FiresThatRule(string inForceFrom, string id)
    {
        var document = Rules.Documents.Single(d => d.InForceFrom == DateOnly.ParseExact(inForceFrom, "yyyy-MM-dd", null));
        var rule = document.Competence.Single(r => r.Id == id);
        foreach (var example in rule.Examples)
        {
            var facts = new Dictionary<string, string>(document.ExamplesStartFrom);
            foreach (var (name, value) in example.Facts)
                facts[name] = value;

            var proposal = Rules.Propose(facts, document.InForceFrom);

            Assert.Equal(id, proposal.RuleId);
            Assert.Equal(rule.Instance, proposal.Instance);
            if (example.Office is null)
                Assert.Null(proposal.CompetentOffice);
            else
                Assert.True(Office.Parse(example.Office)!.IsSameAs(proposal.CompetentOffice), $"{proposal.CompetentOffice} instead of {example.Office}");
            Assert.True(rule.Sure == proposal.Sure, string.Join("; ", proposal.AskClerkBecause.Select(a => a.En)));
        }
    }

    [Fact]
    public void Documents_FactsTheyAskFor_AreAllOnIntakesList()
    {
        string[] derived = ["proposal.kind", "proposal.instance", "proposal.office", "proposal.holderIsCompetent"];
        var asked = Rules.Documents.SelectMany(d => d.Kinds.Select(k => k.When)
            .Concat(d.Competence.Select(r => r.When))
            .Concat(d.Doubts.Select(x => x.When))
            .Concat(d.Handling.Select(h => h.When))
            .SelectMany(c => c.Facts())
            .Concat(d.ExamplesStartFrom.Keys)
            .Concat(d.Competence.SelectMany(r => (r.Office?.TerritoryFrom ?? []).Concat(r.Office?.DepartmentFrom ?? []))));

        Assert.Empty(asked.Distinct().Except(FactNames.All).Except(derived));
    }

    [Theory]
    [InlineData("2025-06-30", "district-chairperson", "Luật Khiếu nại 02/2011/QH13 (bản trước 136/2025/QH15), Điều 18")]
    [InlineData("2025-07-01", "provincial-chairperson", "Luật Khiếu nại 02/2011/QH13 (theo Nghị định 141/2025/NĐ-CP), Điều 21.2")]
    [InlineData("2026-06-30", "provincial-chairperson", "Luật Khiếu nại 02/2011/QH13 (theo Nghị định 141/2025/NĐ-CP), Điều 21.2")]
    [InlineData("2026-07-01", "provincial-chairperson", "Luật Khiếu nại 02/2011/QH13 (sđ 136/2025/QH15), Điều 21.2")]
    public void Propose_SecondComplaintAboutCommune_GoesByTheDate(string on, string office, string basis)
    {
        var proposal = Rules.Propose(
            Facts(("kind.strongest", "complaint"), ("respondent.office", "commune-chairperson"), ("prior.firstDecision", "true")),
            DateOnly.ParseExact(on, "yyyy-MM-dd", null));

        Assert.Equal(office, proposal.CompetentOffice?.Code);
        Assert.Equal(basis, proposal.LegalBasis);
        Assert.Equal("second", proposal.Instance);
    }

    [Fact]
    public void Propose_BeforeAnyRules_NeedsAClerk()
    {
        var proposal = Rules.Propose(Facts(("kind.strongest", "complaint")), new DateOnly(2010, 1, 1));

        Assert.Equal("unknown", proposal.Kind);
        Assert.False(proposal.Sure);
    }

    [Fact]
    public void Propose_RulesBasedOnNd141_AreNotConfirmed()
    {
        var proposal = Rules.Propose(
            Facts(("kind.strongest", "complaint"), ("respondent.office", "commune-chairperson")), new DateOnly(2026, 6, 1));

        Assert.False(proposal.Confirmed);
    }

    [Fact]
    public void Propose_NoRuleFits_GivesKindButNoOffice()
    {
        var proposal = Rules.Propose(Facts(("kind.strongest", "complaint"), ("respondent.office", "unknown")), new DateOnly(2026, 8, 1));

        Assert.Equal("complaint", proposal.Kind);
        Assert.Null(proposal.CompetentOffice);
        Assert.False(proposal.Sure);
        Assert.NotEmpty(proposal.AskClerkBecause);
    }

    [Fact]
    public void Propose_TerritoryNotKnown_GivesNoOffice()
    {
        var facts = Facts(("kind.strongest", "complaint"), ("respondent.office", "commune-chairperson"));
        facts.Remove("territory");

        var proposal = Rules.Propose(facts, new DateOnly(2026, 8, 1));

        Assert.Null(proposal.CompetentOffice);
        Assert.False(proposal.Sure);
    }

    [Fact]
    public void Propose_RespondentFormer_IsNotSure()
    {
        var proposal = Rules.Propose(
            Facts(("kind.strongest", "denunciation"), ("respondent.office", "commune-official"), ("respondent.former", "true")),
            new DateOnly(2026, 8, 1));

        Assert.Equal("commune-chairperson", proposal.CompetentOffice?.Code);
        Assert.False(proposal.Sure);
    }

    [Theory]
    [InlineData("complaint", "guide")]
    [InlineData("denunciation", "transfer")]
    public void Propose_HolderIsNotCompetent_GuidesComplaintsAndTransfersDenunciations(string kind, string action)
    {
        var proposal = Rules.Propose(
            Facts(("kind.strongest", kind), ("respondent.office", "commune-official"), ("receivedBy.office", "department-director"), ("receivedBy.field", "science-technology")),
            new DateOnly(2026, 8, 1));

        Assert.Equal(action, proposal.SuggestedAction);
    }

    [Fact]
    public void Propose_TwoRulesLeadToDifferentOffices_IsAConflictForAClerk()
    {
        var folder = Directory.CreateTempSubdirectory("competence");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "2026-07-01.json"), Document("2026-07-01", Rule("one", "court"), Rule("two", "procuracy")));

            var proposal = CompetenceRules.Load(folder.FullName).Propose(Facts(("kind.strongest", "complaint")), new DateOnly(2026, 8, 1));

            Assert.Equal("complaint", proposal.Kind);
            Assert.Null(proposal.CompetentOffice);
            Assert.False(proposal.Sure);
            Assert.Equal(["court", "procuracy"], proposal.RunnersUp.Select(o => o.Code));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Load_FaultyDocuments_ReportsEveryFault()
    {
        var folder = Directory.CreateTempSubdirectory("competence");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "2026-01-01.json"), Document("2026-07-01", Rule("one", "court"), Rule("one", "court")));
            File.WriteAllText(
                Path.Combine(folder.FullName, "2027-01-01.json"),
                Document("2027-01-01", Rule("one", "court").Replace("\"present\"", "\"startsWith\"", StringComparison.Ordinal)));

            var wrong = Assert.Throws<InvalidDataException>(() => CompetenceRules.Load(folder.FullName));

            Assert.Contains("not the date", wrong.Message, StringComparison.Ordinal);
            Assert.Contains("used twice", wrong.Message, StringComparison.Ordinal);
            Assert.Contains("startsWith", wrong.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Facts(params (string Name, string Value)[] told)
    {
        var facts = new Dictionary<string, string>(Rules.Documents[^1].ExamplesStartFrom);
        foreach (var (name, value) in told)
            facts[name] = value;
        return facts;
    }

    private static string Document(string inForceFrom, params string[] rules) => $$"""
        { "inForceFrom": "{{inForceFrom}}", "title": { "vi": "", "en": "" }, "source": "", "examplesStartFrom": {},
          "kinds": [ { "id": "kind", "when": { "fact": "kind.strongest", "equals": "complaint" }, "kind": "complaint", "sure": true } ],
          "competence": [ {{string.Join(", ", rules)}} ], "doubts": [], "handling": [] }
        """;

    private static string Rule(string id, string office) => $$"""
        { "id": "{{id}}", "kinds": ["complaint"], "when": { "fact": "kind.strongest", "present": true },
          "office": { "code": "{{office}}" }, "legalBasis": { "law": "LKN", "article": "1" }, "confirmed": true, "sure": true,
          "explanation": { "vi": "", "en": "" }, "examples": [ { "facts": {}, "office": null } ] }
        """;
}
