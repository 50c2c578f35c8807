using System.Globalization;
using System.Text.Json;
using Clock;
using Xunit;

namespace Unit.ClockTests;

public sealed class ReceiptTests
{
    [Fact]
    public void Receipt_OfWorkingDays_NamesEveryDaySkipped()
    {
        var receipt = Law.Clock.Start("KN1.ACCEPT", Law.Day("2026-11-20")).Receipt;

        Assert.Equal(7, receipt.Counted);
        Assert.Equal(["2026-11-21", "2026-11-22", "2026-11-24", "2026-11-28", "2026-11-29"],
            receipt.Skipped.Select(day => $"{day.On:yyyy-MM-dd}"));
        Assert.Equal(["thứ Bảy", "Chủ nhật", "Ngày Văn hóa Việt Nam", "thứ Bảy", "Chủ nhật"],
            receipt.Skipped.Select(day => day.ReasonVi));
        Assert.Null(receipt.MovedEnd);
    }

    [Fact]
    public void Receipt_OfCalendarDays_TellsWhyTheEndMoved()
    {
        var receipt = Law.Clock.Start("KN1.RESOLVE", Law.Day("2026-08-01")).Receipt;

        Assert.NotNull(receipt.MovedEnd);
        Assert.Equal((Law.Day("2026-08-31"), Law.Day("2026-09-03")), (receipt.MovedEnd.From, receipt.MovedEnd.To));
        Assert.Equal(3, receipt.MovedEnd.Over.Count);
        Assert.Equal(30, receipt.Counted);
        Assert.Empty(receipt.Skipped);
    }

    [Fact]
    public void Receipt_AcrossAYearNotAnnounced_NamesWhatIsProjected()
    {
        var receipt = Law.Clock.Start("KN1.ACCEPT", Law.Day("2027-02-03")).Receipt;

        Assert.Equal([2027], receipt.UnpublishedYears);
        Assert.Equal(["2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11"],
            receipt.Projected.Select(day => $"{day:yyyy-MM-dd}"));
        Assert.True(receipt.RestsOnUnconfirmed);
    }

    [Fact]
    public void Sentence_Vietnamese() => Assert.Equal(
        "Thời hạn “Giải quyết khiếu nại lần đầu” là 30 ngày kể từ ngày 03/08/2026 (không tính ngày này), hết vào 24 giờ ngày "
        + "03/09/2026, theo Luật Khiếu nại 02/2011/QH13, Điều 28. Cách tính: ngày cuối rơi vào ngày nghỉ (02/09/2026 – Quốc khánh) "
        + "nên thời hạn hết vào ngày làm việc tiếp theo 03/09/2026 (Bộ luật Dân sự 91/2015/QH13, Điều 148.5).",
        Law.Clock.Start("KN1.RESOLVE", Law.Day("2026-08-03")).Receipt.Sentence("vi"));

    [Fact]
    public void Sentence_English() => Assert.Equal(
        "The time limit “Send the decision on the first complaint” is 3 working days from 20 November 2026 (which is not counted) and "
        + "ends at 24:00 on 26 November 2026, under Luật Khiếu nại 02/2011/QH13, Điều 32; NĐ 124/2020 Điều 29.1. How it is counted: "
        + "3 days off are not counted: 21 November 2026 – Saturday, 22 November 2026 – Sunday, 24 November 2026 – Viet Nam Culture Day.",
        Law.Clock.Start("KN1.SEND", Law.Day("2026-11-20")).Receipt.Sentence("en-GB"));

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void Sentence_OfEveryLimit_IsTwoSentencesWithLawAndDay(string language)
    {
        foreach (var limit in Law.Limits.All.Where(limit => limit.Kind != LimitKind.Event))
        {
            var deadline = Law.Clock.Start(limit, Law.Day("2026-08-03"));
            var sentence = deadline.Receipt.Sentence(language);

            Assert.Contains(limit.Name.In(language), sentence, StringComparison.Ordinal);
            Assert.Contains(limit.Basis.ToString(), sentence, StringComparison.Ordinal);
            Assert.Contains(language == "vi" ? $"{deadline.DueOn:dd/MM/yyyy}" : deadline.DueOn.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
                sentence, StringComparison.Ordinal);
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sentence_TellsOfExtensionAndSuspension()
    {
        var clock = Law.Clock;
        var deadline = clock.Start("KN1.RESOLVE", Law.Day("2026-08-03"))
            .Extend(clock, Law.Day("2026-08-05"), "vụ việc phức tạp", "QĐ 5")
            .Suspend(clock, Law.Day("2026-08-10"), "bất khả kháng", "QĐ 7");

        var sentence = deadline.Receipt.Sentence("vi");

        Assert.Contains("gia hạn ngày 05/08/2026 lên tổng cộng 45 ngày vì vụ việc phức tạp (QĐ 5)", sentence, StringComparison.Ordinal);
        Assert.Contains("tạm đình chỉ từ sau ngày 10/08/2026 đến nay vì bất khả kháng (QĐ 7)", sentence, StringComparison.Ordinal);
        Assert.Contains("to the end of 1 September 2026", deadline.Resume(clock, Law.Day("2026-09-01"), null).Receipt.Sentence("en"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Json_IsCamelCaseAndNamesTheRule()
    {
        using var json = JsonDocument.Parse(Law.Clock.Start("KN1.ACCEPT", Law.Day("2026-11-20")).Receipt.ToJson());
        var root = json.RootElement;

        Assert.Equal("thứ Bảy", root.GetProperty("skipped")[0].GetProperty("reasonVi").GetString());
        Assert.Equal("KN1.ACCEPT", root.GetProperty("code").GetString());
        Assert.Equal("2026-07-01", root.GetProperty("ruleInForceFrom").GetString());
        Assert.Equal("working-day", root.GetProperty("unit").GetString());
        Assert.Equal("maximum", root.GetProperty("kind").GetString());
        Assert.Equal("2026-12-02", root.GetProperty("dueOn").GetString());
        Assert.Equal("2026-11-21", root.GetProperty("skipped")[0].GetProperty("on").GetString());
        Assert.Equal("Saturday", root.GetProperty("skipped")[0].GetProperty("reasonEn").GetString());
        Assert.False(root.GetProperty("restsOnUnconfirmed").GetBoolean());
    }

    [Fact]
    public void Json_ReadBack_SaysTheSame()
    {
        var clock = Law.Clock;
        var receipt = clock.Start("KN1.RESOLVE", Law.Day("2026-08-03"))
            .Extend(clock, Law.Day("2026-08-05"), "vụ việc phức tạp", "QĐ 5")
            .Suspend(clock, Law.Day("2026-08-10"), "bất khả kháng", null)
            .Resume(clock, Law.Day("2026-12-01"), "QĐ 9").Receipt;

        var json = receipt.ToJson();
        var read = Receipt.FromJson(json);

        Assert.Contains("vụ việc phức tạp", json, StringComparison.Ordinal);
        Assert.Equal(json, read.ToJson());
        Assert.Equal(receipt.Sentence("vi"), read.Sentence("vi"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("KN1")]
    public void Json_ThatIsNoReceipt_IsRefused(string json) => Assert.Throws<JsonException>(() => Receipt.FromJson(json));

    [Fact]
    public void Restore_KeepsWhatWasStored_RecountFollowsTheCalendar()
    {
        var before = new StatutoryClock(new LegalCalendar([]), Law.Limits); // no calendar announced at all
        var stored = before.Start("KN1.ACCEPT", Law.Day("2026-08-25")).Receipt.ToJson();

        var restored = Law.Clock.Restore(Receipt.FromJson(stored));
        var recounted = Law.Clock.Recount(Receipt.FromJson(stored));

        Assert.True(restored.RestsOnUnconfirmed);
        Assert.Equal(Law.Day("2026-09-07"), restored.DueOn);
        Assert.False(recounted.RestsOnUnconfirmed);
        Assert.Equal(Law.Day("2026-09-08"), recounted.DueOn); // 31 August turned out to be swapped off
    }

    [Fact]
    public void Restore_AVersionThatIsNotInTheBook_IsRefused()
    {
        var receipt = Law.Clock.Start("KN1.ACCEPT", Law.Day("2026-08-25")).Receipt with { RuleInForceFrom = Law.Day("2001-01-01") };

        Assert.Throws<UnknownTimeLimitException>(() => Law.Clock.Restore(receipt));
    }
}
