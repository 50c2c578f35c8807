using Procedures;
using Procedures.Rules;
using Xunit;

namespace Unit.Procedures;

public sealed class RulesTests
{
    [Theory]
    // Luật Khiếu nại, Điều 28.
    [InlineData("RemoteArea", "remote-area", "true", true)]
    [InlineData("RemoteArea", "remote-area", "false", false)]
    [InlineData("RemoteArea", "remote-area", "", false)]
    [InlineData("RemoteArea", "other", "true", false)]
    // Luật Khiếu nại, Điều 8.4.
    [InlineData("GroupComplaint", "submitters", "2", true)]
    [InlineData("GroupComplaint", "submitters", "1", false)]
    [InlineData("GroupComplaint", "submitters", "many", false)]
    // Luật Khiếu nại, Điều 47.
    [InlineData("DisciplinaryDecision", "disciplinary", "true", true)]
    [InlineData("DisciplinaryDecision", "disciplinary", "false", false)]
    // Thông tư 145/2020/TT-BCA, Điều 5.
    [InlineData("CorruptionOrWaste", "corruption-or-waste", "true", true)]
    [InlineData("CorruptionOrWaste", "corruption-or-waste", "false", false)]
    // Luật Tố cáo, Điều 36.2, 36.3.
    [InlineData("CrimeSigns", "crime-signs", "true", true)]
    [InlineData("CrimeSigns", "crime-signs", "false", false)]
    [InlineData("RecommendationsMade", "recommendations", "true", true)]
    [InlineData("RecommendationsMade", "recommendations", "", false)]
    // Luật Tố cáo, Điều 37, 38; Nghị định 31/2019, Điều 5.3.
    [InlineData("OverdueDenunciation", "overdue", "true", true)]
    [InlineData("OverdueDenunciation", "overdue", "false", false)]
    [InlineData("SuperiorResolves", "superior-resolves", "true", true)]
    [InlineData("SuperiorResolves", "superior-resolves", "false", false)]
    [InlineData("TakenOver", "taken-over", "true", true)]
    [InlineData("TakenOver", "superior-resolves", "true", false)]
    // Luật Tố cáo, Điều 50, 51.
    [InlineData("UrgentProtection", "urgent", "true", true)]
    [InlineData("UrgentProtection", "urgent", "false", false)]
    public void Rule_LooksAtItsFact(string rule, string fact, string value, bool expected) =>
        Assert.Equal(expected, NamedRules.Find(rule)!.Holds(new RuleContext(
            new Dictionary<string, string> { [fact] = value }, new DateOnly(2026, 7, 6))));

    [Theory]
    // Nghị định 155/2026, Điều 22.1.
    [InlineData("2026-06-30", false)]
    [InlineData("2026-07-01", true)]
    public void AmendedComplaintLaw_HoldsFromItsFirstDay(string today, bool expected) =>
        Assert.Equal(expected, NamedRules.Find("AmendedComplaintLaw")!.Holds(new RuleContext(
            new Dictionary<string, string>(), DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    // Nghị định 156/2026, Điều 10.1.
    [InlineData("2026-06-30", false)]
    [InlineData("2026-07-01", true)]
    public void AmendedDenunciationDecree_HoldsFromItsFirstDay(string today, bool expected) =>
        Assert.Equal(expected, NamedRules.Find("AmendedDenunciationDecree")!.Holds(new RuleContext(
            new Dictionary<string, string>(), DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("complaint", "first", null, "first-complaint")]
    [InlineData("complaint", "first", "true", "disciplinary-complaint-first")]
    [InlineData("complaint", "second", null, "second-complaint")]
    [InlineData("complaint", "second", "true", "disciplinary-complaint-second")]
    [InlineData("complaint", null, null, "manual-handling")]
    [InlineData("denunciation", null, null, "denunciation")]
    [InlineData("denunciation", "first", null, "denunciation")]
    [InlineData("denunciation", "continued", null, "continued-denunciation")]
    [InlineData("complaint", "continued", null, "manual-handling")]
    [InlineData("petition", null, null, "petition-and-feedback")]
    [InlineData("feedback", null, null, "petition-and-feedback")]
    [InlineData("admin-regulation", null, null, "regulation-feedback")]
    public void Selection_FollowsKindInstanceAndDiscipline(string kind, string? instance, string? disciplinary, string expected) =>
        Assert.Equal(expected, ProcedureSelection.For(
            kind, instance, disciplinary is null ? [] : new Dictionary<string, string> { ["disciplinary"] = disciplinary }));
}
