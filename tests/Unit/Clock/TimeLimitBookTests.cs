using Clock;
using Xunit;

namespace Unit.ClockTests;

public sealed class TimeLimitBookTests
{
    [Fact]
    public void Load_ReadsEveryRuleAndVersion()
    {
        Assert.Equal(108, Law.Limits.All.Count);
        Assert.Equal(102, Law.Limits.All.Select(limit => limit.Code).Distinct().Count());
    }

    [Theory]
    [InlineData("KN1.ACCEPT", "2026-06-30", 10, LimitUnit.CalendarDay)]
    [InlineData("KN1.ACCEPT", "2026-07-01", 7, LimitUnit.WorkingDay)]
    [InlineData("KN2.ACCEPT", "2026-06-30", 10, LimitUnit.CalendarDay)]
    [InlineData("KN2.ACCEPT", "2026-07-01", 7, LimitUnit.WorkingDay)]
    [InlineData("KNKL.ACCEPT", "2026-06-30", 10, LimitUnit.CalendarDay)]
    [InlineData("KNKL.ACCEPT", "2026-07-01", 7, LimitUnit.WorkingDay)]
    public void Find_AroundTheAmendmentOf2026_ChoosesTheVersionOfTheDay(string code, string on, int length, LimitUnit unit)
    {
        var limit = Law.Limits.Find(code, Law.Day(on));

        Assert.Equal((length, unit), (limit.Length, limit.Unit));
    }

    [Fact]
    public void Find_NoVersionInForce_Throws()
    {
        var unknown = Assert.Throws<UnknownTimeLimitException>(() => Law.Limits.Find("KN1.ACCEPT.ND", Law.Day("2026-07-01")));

        Assert.Equal(("KN1.ACCEPT.ND", Law.Day("2026-07-01")), (unknown.Code, unknown.On));
        Assert.False(Law.Limits.TryFind("NO.SUCH", Law.Day("2026-07-01"), out _));
        Assert.Empty(Law.Limits.Versions("NO.SUCH"));
    }

    [Fact]
    public void Basis_ReadsAsACitation() =>
        Assert.Equal("Luật Tố cáo 25/2018/QH14, Điều 24.1", Law.Limits.Find("TC.INITIAL", Law.Day("2026-07-01")).Basis.ToString());

    [Fact]
    public void All_AreCompleteInBothLanguages()
    {
        foreach (var limit in Law.Limits.All)
        {
            Assert.All(new[] { limit.Name, limit.Actor!, limit.StartEvent!, limit.Procedure! },
                text => Assert.False(string.IsNullOrWhiteSpace(text.Vi) || string.IsNullOrWhiteSpace(text.En), limit.Code));
            Assert.False(string.IsNullOrWhiteSpace(limit.Basis.Article), limit.Code);
            Assert.DoesNotContain("http", limit.Basis.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Conflicts_AreNamedFromBothSides()
    {
        var pairs = Law.Limits.All.SelectMany(limit => limit.ConflictsWith.Select(other => (limit.Code, other))).ToHashSet();

        Assert.Equal(6, pairs.Count);
        Assert.All(pairs, pair => Assert.Contains((pair.other, pair.Code), pairs));
    }

    [Fact]
    public void Unconfirmed_AreMarked() =>
        Assert.Equal(["PAKN.GENERAL.RESOLVE", "RETAIN.CASE"], Law.Limits.All.Where(limit => !limit.Confirmed).Select(limit => limit.Code));

    [Fact]
    public void Rules_ThatContradictThemselves_AreRefusedWithEveryFault()
    {
        var limit = Law.Limit(5, LimitUnit.CalendarDay);

        var refused = Assert.Throws<LawDocumentException>(() => new TimeLimitBook(
        [
            limit,
            limit with { InForceFrom = Law.Day("2010-01-01") },                             // in force together with the first
            limit with { Code = "A", Length = null },                                      // no length, but no event
            limit with { Code = "B", Length = 0 },                                         // at once, but called a maximum
            limit with { Code = "C", Extension = new(5, limit.Name), ConflictsWith = ["Z"] }, // lengthens nothing; unknown code
            limit with { Code = "D", Kind = LimitKind.Recurring },                         // does not say how often
        ]));

        Assert.Equal(6, refused.Errors.Count);
    }

    [Fact]
    public void Load_AFieldNobodyKnows_IsRefusedWithTheFile()
    {
        var directory = Directory.CreateTempSubdirectory("donthu-clock-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "odd.json"), """{ "procedure": { "vi": "a", "en": "b" }, "limits": [], "more": 1 }""");

            var refused = Assert.Throws<LawDocumentException>(() => TimeLimitBook.Load(directory.FullName));

            Assert.StartsWith("odd.json:", Assert.Single(refused.Errors), StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
