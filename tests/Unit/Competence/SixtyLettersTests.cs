using Intake.Domain.Reading;
using Procedures.Competence;
using Xunit;

namespace Unit.CompetenceTests;

public sealed class SixtyLettersTests(ITestOutputHelper output)
{
    private sealed record Outcome(SampleLetter Sample, CompetenceProposal Proposal, bool KindRight, bool BodyRight);

    private static readonly CompetenceRules Rules =
        CompetenceRules.Load(Path.Combine(SixtyLetters.RepositoryRoot, "workflows", "Procedures", "Competence"));

    private static readonly IReadOnlyList<Outcome> Outcomes = [.. SixtyLetters.All.Select(Propose)];

    [Fact]
    public void Propose_SixtyLetters_GivesKindAndBodyOfAtLeastSeventyPercent()
    {
        var certain = Outcomes.Where(o => !o.Sample.IsDoubtful).ToArray();
        Report("all sixty", Outcomes);
        Report("without doubtful labels", certain);
        foreach (var miss in Outcomes.Where(o => !o.KindRight || !o.BodyRight))
        {
            var p = miss.Proposal;
            output.WriteLine(
                $"{miss.Sample.Id}{(miss.Sample.IsDoubtful ? " (doubtful label)" : "")}: expected {miss.Sample.Kind} – {miss.Sample.CompetentBody};"
                + $" proposed {p.Kind} – {p.CompetentOffice?.Name ?? "(clerk)"}, {(p.Sure ? "sure" : "not sure")}, {p.RuleId};"
                + $" {string.Join(" | ", p.AskClerkBecause.Select(a => a.En))}");
        }
        foreach (var miss in Outcomes.Where(o => o.Sample.Action != o.Proposal.SuggestedAction))
            output.WriteLine($"{miss.Sample.Id}: action {miss.Sample.Action} expected, {miss.Proposal.SuggestedAction ?? "(clerk)"} suggested");
        output.WriteLine("not sure: " + string.Join(", ", Outcomes.Where(o => !o.Proposal.Sure).Select(o => o.Sample.Id)));

        var both = Outcomes.Count(o => o.KindRight && o.BodyRight);
        Assert.True(both * 100 >= 70 * Outcomes.Count, $"{both} of {Outcomes.Count} right in kind and body");
    }

    [Fact]
    public void Propose_SureButWrongBody_NeverHappensWhereTheLabelIsCertain()
    {
        var wrong = Outcomes.Where(o => o.Proposal.Sure && !o.BodyRight).ToArray();
        foreach (var miss in wrong)
            output.WriteLine($"{miss.Sample.Id}: sure of {miss.Proposal.CompetentOffice?.Name}, label says {miss.Sample.CompetentBody}");

        Assert.Empty(wrong.Where(o => !o.Sample.IsDoubtful).Select(o => o.Sample.Id));
    }

    [Fact]
    public void Propose_Complaints_InstanceAgreesWhereSure()
    {
        var wrong = Outcomes
            .Where(o => o.Proposal.Sure && o.Sample.Kind == "complaint" && o.Proposal.Instance != o.Sample.Instance)
            .Select(o => $"{o.Sample.Id}: {o.Sample.Instance} expected, {o.Proposal.Instance} proposed");

        Assert.Empty(wrong);
    }

    private static Outcome Propose(SampleLetter sample)
    {
        var facts = LetterReader.Read(sample.Letter);
        var proposal = Rules.Propose(facts.Values, sample.Letter.ReceivedOn);
        return new Outcome(sample, proposal, proposal.Kind == sample.Kind, IsRightBody(sample, proposal));
    }

    private static bool IsRightBody(SampleLetter sample, CompetenceProposal proposal)
    {
        // A mixed letter has a body for each matter, and a label that names none expects none: both are for a clerk.
        if (sample.Kind == "mixed" || Office.Parse(sample.CompetentBody) is not { } expected)
            return proposal.CompetentOffice is null && !proposal.Sure;
        return expected.IsSameAs(proposal.CompetentOffice);
    }

    private void Report(string title, IReadOnlyList<Outcome> outcomes)
    {
        string Rate(Func<Outcome, bool> right) => $"{outcomes.Count(right)}/{outcomes.Count} ({100.0 * outcomes.Count(right) / outcomes.Count:0.0} %)";
        output.WriteLine(
            $"{title}: kind {Rate(o => o.KindRight)}, body {Rate(o => o.BodyRight)}, both {Rate(o => o.KindRight && o.BodyRight)},"
            + $" sure {Rate(o => o.Proposal.Sure)}, sure and right {Rate(o => o.Proposal.Sure && o.BodyRight && o.KindRight)},"
            + $" instance {Rate(o => o.Sample.Instance == o.Proposal.Instance)}, action {Rate(o => o.Sample.Action == o.Proposal.SuggestedAction)}");
    }
}
