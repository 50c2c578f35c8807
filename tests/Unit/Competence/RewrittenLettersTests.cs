using System.Globalization;
using System.Text;
using Intake.Domain.Reading;
using Procedures.Competence;
using Xunit;

namespace Unit.CompetenceTests;

/// <summary>
/// The same sixty letters as worse writers would send them. The hit rate may fall; being sure of a wrong body may not begin.
/// </summary>
public sealed class RewrittenLettersTests(ITestOutputHelper output)
{
    private static readonly CompetenceRules Rules =
        CompetenceRules.Load(Path.Combine(SixtyLetters.RepositoryRoot, "workflows", "Procedures", "Competence"));

    public static TheoryData<string> Rewritings() =>
        ["without marks", "decomposed", "capitals", "no subject", "no respondent", "no territory", "received by a commune", "first half only"];

    [Theory]
    [MemberData(nameof(Rewritings))]
    public void Propose_LetterWrittenWorse_IsNotSureOfAWrongBody(string rewriting)
    {
        var results = SixtyLetters.All.Select(sample =>
        {
            var proposal = Rules.Propose(LetterReader.Read(Rewrite(sample.Letter, rewriting)).Values, sample.Letter.ReceivedOn);
            var expected = sample.Kind == "mixed" ? null : Office.Parse(sample.CompetentBody);
            var right = expected?.IsSameAs(proposal.CompetentOffice) ?? proposal.CompetentOffice is null;
            return (Sample: sample, Proposal: proposal, Right: right);
        }).ToArray();

        output.WriteLine(
            $"{rewriting}: kind {results.Count(r => r.Proposal.Kind == r.Sample.Kind)}/60, body {results.Count(r => r.Right)}/60,"
            + $" sure {results.Count(r => r.Proposal.Sure)}/60");
        var wrong = results.Where(r => r.Proposal.Sure && !r.Right && !r.Sample.IsDoubtful)
            .Select(r => $"{r.Sample.Id}: {r.Proposal.CompetentOffice} ({r.Proposal.RuleId})");
        Assert.Empty(wrong);
    }

    private static Letter Rewrite(Letter letter, string rewriting) => rewriting switch
    {
        "without marks" => letter with
        {
            Subject = WithoutMarks(letter.Subject),
            Content = WithoutMarks(letter.Content),
            Against = letter.Against is null ? null : WithoutMarks(letter.Against),
        },
        "decomposed" => letter with
        {
            Subject = letter.Subject.Normalize(NormalizationForm.FormD),
            Content = letter.Content.Normalize(NormalizationForm.FormD),
            Against = letter.Against?.Normalize(NormalizationForm.FormD),
            Territory = letter.Territory?.Normalize(NormalizationForm.FormD),
        },
        "capitals" => letter with
        {
            Subject = letter.Subject.ToUpperInvariant(),
            Content = letter.Content.ToUpperInvariant(),
            Against = letter.Against?.ToUpperInvariant(),
        },
        "no subject" => letter with { Subject = "" },
        "no respondent" => letter with { Against = null },
        "no territory" => letter with { Territory = null },
        "received by a commune" => letter with { ReceivedBy = "UBND xã Nương Thượng" },
        _ => letter with { Content = letter.Content[..(letter.Content.Length / 2)] },
    };

    private static string WithoutMarks(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
            .Replace('đ', 'd').Replace('Đ', 'D');
}
