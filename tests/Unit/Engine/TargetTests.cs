using Microsoft.Extensions.Options;
using Shared.Deadlines;
using Shared.Departments;
using Xunit;

namespace Unit.Engine;

/// <summary>The day a department sets itself, stricter than the law's.</summary>
public sealed class TargetTests : IDisposable
{
    private static readonly DateOnly Monday = new(2026, 7, 6);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("donthu-targets-");
    private readonly DeadlineTargets targets;

    public TargetTests()
    {
        var department = folder.CreateSubdirectory("so-khcn");
        File.WriteAllText(Path.Combine(department.FullName, "department.json"), """
            { "code": "so-khcn", "name": { "vi": "Sở", "en": "Department" }, "competentBody": "Giám đốc Sở", "office": "department-director",
              "territory": "tỉnh Phú Thọ", "targets": { "TC.RESOLVE": 20 } }
            """);
        targets = new DeadlineTargets(
            new DepartmentDirectory(Options.Create(new DepartmentOptions { Directory = folder.FullName })), new ClockInForce(Law.Clock));
    }

    [Fact]
    public void Target_IsCountedLikeTheLawsPeriod_AndOnlyWhereTheDepartmentSetOne()
    {
        // Twenty days from 6 July: Sunday the 26th, so Monday the 27th.
        Assert.Equal(new DateOnly(2026, 7, 27), targets.For("so-khcn", Law.Clock.Start("TC.RESOLVE", Monday), Law.Clock));
        Assert.Null(targets.For("so-khcn", Law.Clock.Start("KN1.ACCEPT", Monday), Law.Clock));
        Assert.Null(targets.For("elsewhere", Law.Clock.Start("TC.RESOLVE", Monday), Law.Clock));
    }

    [Fact]
    public void Target_StandsStillWhileTheClockOfTheLawDoes()
    {
        // Four days were counted until the 10th; the other sixteen go on after the 20th.
        var resumed = Law.Clock.Start("TC.RESOLVE", Monday)
            .Suspend(Law.Clock, new DateOnly(2026, 7, 10), "Chờ giám định", null).Resume(Law.Clock, new DateOnly(2026, 7, 20), null);
        Assert.Equal(new DateOnly(2026, 8, 5), targets.For("so-khcn", resumed, Law.Clock));
    }

    [Fact]
    public void Target_ThatHadPassedBeforeThePause_StaysPassed()
    {
        var late = Law.Clock.Start("TC.RESOLVE", Monday)
            .Suspend(Law.Clock, new DateOnly(2026, 7, 30), "Chờ giám định", null).Resume(Law.Clock, new DateOnly(2026, 8, 20), null);
        Assert.Equal(new DateOnly(2026, 7, 27), targets.For("so-khcn", late, Law.Clock));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
