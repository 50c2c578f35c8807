using System.Diagnostics;
using Clock;
using Clock.Verify;
using Xunit;

namespace Unit.ClockTests;

/// <summary>A receipt counted again without any database.</summary>
public sealed class VerifyTests
{
    private static readonly StatutoryClock Clock = Law.Clock;

    public static TheoryData<string> Agreeing => new(Receipts().Keys);

    public static TheoryData<string> Forged => new(Forgeries().Keys);

    [Theory]
    [MemberData(nameof(Agreeing))]
    public void Run_AReceiptOfTheClock_Agrees(string name)
    {
        var (verdict, said) = Run(Receipts()[name].ToJson(), "vi");

        Assert.True(verdict == Verdict.Agrees, said);
        Assert.Contains("Biên nhận khớp với văn bản pháp luật.", said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public void Run_AForgedReceipt_DisagreesAndSaysWhere(string name)
    {
        var (receipt, where) = Forgeries()[name];

        var (verdict, said) = Run(receipt.ToJson(), "en");

        Assert.Equal(Verdict.Disagrees, verdict);
        Assert.Contains(said.Split('\n'), line => line.Contains("DISAGREES", StringComparison.Ordinal) && line.Contains(where, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_AReceiptOfEveryLimit_Agrees()
    {
        foreach (var limit in Clock.Limits.All.Where(limit => limit.Kind != LimitKind.Event))
        {
            var startsOn = limit.InForceTo is { } to ? to.AddDays(-40) : Law.Day("2026-08-03");
            var (verdict, said) = Run(Clock.Start(limit, startsOn).Receipt.ToJson(), "vi");
            Assert.True(verdict == Verdict.Agrees, said);
        }
    }

    [Fact]
    public void Run_AForgedDueDate_SaysBothDaysInTheLanguageOfTheCaller()
    {
        var receipt = Clock.Start("KN1.RESOLVE", Law.Day("2026-08-03")).Receipt with { DueOn = Law.Day("2026-09-30") };

        Assert.Contains("KHÔNG KHỚP ngày hết hạn: biên nhận ghi 30/09/2026, tính lại là 03/09/2026", Run(receipt.ToJson(), "vi").Said, StringComparison.Ordinal);
        Assert.Contains("DISAGREES  due date: the receipt says 30 September 2026, counting gives 3 September 2026", Run(receipt.ToJson(), "en").Said,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AnotherEditionOfTheCalendar_IsNoted()
    {
        var edition = Clock.With(Clock.Calendar.With([], revision: 4));

        var (verdict, said) = Run(edition.Start("KN1.RESOLVE", Law.Day("2026-08-03")).Receipt.ToJson(), "en");

        Assert.Equal(Verdict.Agrees, verdict);
        Assert.Contains("note       calendar: the receipt was counted by edition 4", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1, 2")]
    public void Run_WhatIsNoReceipt_CannotBeRead(string text) => Assert.Equal(Verdict.CannotBeRead, Run(text, "vi").Verdict);

    [Fact]
    public void Run_AListWithAHole_CannotBeRead()
    {
        var json = Clock.Start("KN1.ACCEPT", Law.Day("2026-08-03")).Receipt.ToJson();
        Assert.Contains("\"extensions\":[]", json, StringComparison.Ordinal);

        Assert.Equal(Verdict.CannotBeRead, Run(json.Replace("\"extensions\":[]", "\"extensions\":[null]", StringComparison.Ordinal), "vi").Verdict);
    }

    [Fact]
    public void Run_UsedWrongly_CannotBeRead()
    {
        string[][] wrong = [[], ["--law"], ["--loud", "-"], ["a.json", "b.json"], ["/no/such/file.json"], ["--law", "/no/such/folder", "-"]];

        Assert.All(wrong, args =>
            Assert.Equal(Verdict.CannotBeRead, Verification.Run(args, "vi", TextReader.Null, TextWriter.Null, TextWriter.Null)));
    }

    [Theory]
    [InlineData(false, 0, "The receipt agrees with the documents of the law.")]
    [InlineData(true, 1, "The receipt does not agree: 1 point.")]
    public async Task TheProgram_AnswersByItsExitCode(bool forged, int exitCode, string said)
    {
        var receipt = Clock.Start("KN1.ACCEPT", Law.Day("2026-11-20")).Receipt;
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, (forged ? receipt with { Counted = 8 } : receipt).ToJson(), TestContext.Current.CancellationToken);
            var (code, output) = await Program(file, "--language", "en");

            Assert.Equal(exitCode, code);
            Assert.Contains(said, output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task TheProgram_WithoutAReceipt_SaysHowItIsUsed() => Assert.Equal(2, (await Program()).ExitCode);

    private static Dictionary<string, Receipt> Receipts()
    {
        var order = new SupervisorOrder(Law.Day("2026-07-06"), "officer:1042", "nhận sát ngày luật mới");
        var special = Clock.Limits.Find("TC.EXTEND.SPECIAL", Law.Day("2026-08-03"));
        var resolve = Clock.Start("KN1.RESOLVE", Law.Day("2026-08-03"));
        return new()
        {
            ["working days"] = Clock.Start("KN1.ACCEPT", Law.Day("2026-11-20")).Receipt,
            ["moved end"] = resolve.Receipt,
            ["projected"] = Clock.Start("KN1.ACCEPT", Law.Day("2027-02-03")).Receipt,
            ["counted back"] = Clock.Start("TCD.SCHEDULE.POST.BEFORE", Law.Day("2026-11-27")).Receipt,
            ["extended and suspended"] = resolve.Extend(Clock, Law.Day("2026-08-05"), "phức tạp", "1")
                .Suspend(Clock, Law.Day("2026-08-10"), "chờ", "2").Resume(Clock, Law.Day("2026-12-01"), "3").Receipt,
            ["suspended now"] = resolve.Suspend(Clock, Law.Day("2026-08-10"), "chờ", "2").Receipt,
            ["chain of extensions"] = Clock.Start("TC.RESOLVE", Law.Day("2026-08-03"))
                .ExtendBy(Clock, special, Law.Day("2026-09-01"), "đặc biệt", "1").ExtendBy(Clock, special, Law.Day("2026-10-01"), "đặc biệt", "2").Receipt,
            ["restarted and late"] = resolve.Extend(Clock, Law.Day("2026-08-05"), "phức tạp", "1").Restart(Clock, Law.Day("2026-09-21"), "lại", "2")
                .Restart(Clock, Law.Day("2026-09-28"), "lại", "3").Stop(Law.Day("2026-10-31"), DeadlineOutcome.Late).Receipt,
            ["fallen away"] = resolve.Stop(Law.Day("2026-12-01"), DeadlineOutcome.FallenAway, "rút").Receipt,
            ["not yet accepted"] = Clock.Start("KN1.ACCEPT", Law.Day("2026-06-25"), Law.Day("2026-07-06")).Receipt,
            ["ground from before"] = Clock.Start("KN.SUSPEND.ISSUE", Law.Day("2026-06-20"), Law.Day("2026-07-02")).Receipt,
            ["old complaint suspended"] = Clock.Start("KN1.RESOLVE", Law.Day("2026-06-15")).Suspend(Clock, Law.Day("2026-07-02"), "chờ", "1").Receipt,
            ["dialogue of an old complaint"] = Clock.Start("KN.DIALOGUE.NOTICE.BEFORE", Law.Day("2026-07-20"), Law.Day("2026-07-08"), Law.Day("2026-06-10")).Receipt,
            ["ordered"] = Clock.Start("KN1.ACCEPT", Law.Day("2026-06-29")).Override(Clock, Law.Day("2026-07-01"), order).Receipt,
            ["started by order"] = Clock.StartUnder("KN1.ACCEPT", Law.Day("2012-07-01"), Law.Day("2026-07-02"), order).Receipt,
        };
    }

    private static Dictionary<string, (Receipt Receipt, string Where)> Forgeries()
    {
        var real = Receipts();
        var working = real["working days"];
        var moved = real["moved end"];
        var extended = real["extended and suspended"];
        var restarted = real["restarted and late"];
        return new()
        {
            ["due date"] = (working with { DueOn = Law.Day("2026-12-03") }, "due date"),
            ["days counted"] = (working with { Counted = 8 }, "days counted"),
            ["a day left out"] = (working with { Skipped = [.. working.Skipped.Skip(1)] }, "21 November 2026"),
            ["a day made up"] = (working with { Skipped = [.. working.Skipped, new(Law.Day("2026-11-25"), "ngày nghỉ", "day off")] }, "25 November 2026"),
            ["a day twice"] = (working with { Skipped = [.. working.Skipped, working.Skipped[0]] }, "day not counted"),
            ["another reason"] = (working with { Skipped = [.. working.Skipped.Select(day => day with { ReasonEn = "flood" })] }, "flood"),
            ["end not moved"] = (moved with { MovedEnd = null }, "last day on a day off"),
            ["end moved elsewhere"] = (moved with { MovedEnd = moved.MovedEnd! with { To = Law.Day("2026-09-04") } }, "last day moved to"),
            ["version"] = (working with { RuleInForceFrom = Law.Day("2012-07-01") }, "version of the rule"),
            ["no such version"] = (working with { RuleInForceFrom = Law.Day("2001-01-01") }, "version of the rule"),
            ["no such rule"] = (working with { Code = "NO.SUCH" }, "version of the rule"),
            ["article"] = (working with { Article = "Điều 99" }, "law"),
            ["length"] = (working with { Length = 9 }, "length"),
            ["unit"] = (working with { Unit = LimitUnit.CalendarDay }, "the receipt says days, counting gives working days"),
            ["kind"] = (working with { Kind = LimitKind.Minimum }, "kind of limit"),
            ["confirmed"] = (working with { Confirmed = false }, "checked against its text"),
            ["projected days hidden"] = (real["projected"] with { Projected = [] }, "projected days off"),
            ["years hidden"] = (real["projected"] with { UnpublishedYears = [] }, "years without an official calendar"),
            ["extended too far"] = (extended with { Extensions = [extended.Extensions[0] with { TotalLength = 90 }] }, "extension"),
            ["extended twice"] = (extended with { Extensions = [extended.Extensions[0], extended.Extensions[0]] }, "extension"),
            ["extended too late"] = (extended with { Suspensions = [], Extensions = [extended.Extensions[0] with { On = Law.Day("2026-09-10") }] }, "day of the extension"),
            ["suspensions overlap"] = (extended with { Suspensions = [extended.Suspensions[0], extended.Suspensions[0]] }, "suspension"),
            ["suspended without a ground in law"] = (working with { Suspensions = [new(Law.Day("2026-11-23"), "bận", null, Law.Day("2026-11-30"))] }, "suspension"),
            ["a period before"] = (restarted with { Restarts = [restarted.Restarts[0] with { Before = moved with { Counted = 3 } }, restarted.Restarts[1]] }, "period 1"),
            ["a restart on another day"] = (restarted with { Restarts = [restarted.Restarts[0], restarted.Restarts[1] with { On = Law.Day("2026-09-25") }] }, "counted anew"),
            ["late made good"] = (restarted with { Stopped = restarted.Stopped! with { Outcome = DeadlineOutcome.Fulfilled, DaysLate = 0 } }, "end"),
            ["transitional rule made up"] = (working with { Transitions = real["not yet accepted"].Transitions }, "transitional rule"),
            ["order without a reason"] = (real["ordered"] with { Overrides = [real["ordered"].Overrides[0] with { Reason = "" }] }, "order to use a version"),
            ["order of another version"] = (real["ordered"] with { Overrides = [] }, "version of the rule"),
        };
    }

    private static (Verdict Verdict, string Said) Run(string json, string language)
    {
        var output = new StringWriter();
        var verdict = Verification.Run(["--law", Law.Directory, "-"], language, new StringReader(json), output, output);
        return (verdict, output.ToString());
    }

    private static async Task<(int ExitCode, string Output)> Program(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Clock.Verify.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output);
    }
}
