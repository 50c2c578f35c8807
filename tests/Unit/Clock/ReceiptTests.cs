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

    [Fact]
    public void Json_StoredBeforeRestartsAndOrdersWereKnown_IsStillRead()
    {
        const string stored = """
            {"code":"KN1.RESOLVE","ruleInForceFrom":"2012-07-01","nameVi":"Giải quyết khiếu nại lần đầu","nameEn":"Resolve the first complaint",
            "law":"Luật Khiếu nại 02/2011/QH13","article":"Điều 28","confirmed":true,"kind":"maximum","unit":"calendar-day","length":30,
            "startsOn":"2026-08-03","dueOn":"2026-09-03","counted":30,"restsOnUnconfirmed":false,"skipped":[],
            "movedEnd":{"from":"2026-09-02","to":"2026-09-03","over":[{"on":"2026-09-02","reasonVi":"Quốc khánh","reasonEn":"National Day"}]}}
            """;

        var receipt = Receipt.FromJson(stored);

        Assert.Empty(receipt.Restarts);
        Assert.Empty(receipt.Transitions);
        Assert.Empty(receipt.Overrides);
        Assert.Empty(receipt.Suspensions);
        Assert.Empty(receipt.UnpublishedYears);
        Assert.Null(receipt.Stopped);
        Assert.Equal(Law.Clock.Start("KN1.RESOLVE", Law.Day("2026-08-03")).Receipt.ToJson(), receipt.ToJson());
        Assert.True(Law.Clock.Restore(receipt).Suspend(Law.Clock, Law.Day("2026-08-10"), "chờ", null).IsSuspended);
    }

    [Fact]
    public void Json_OfEveryAct_ReadBackSaysTheSame()
    {
        var clock = Law.Clock;
        var order = new SupervisorOrder(Law.Day("2026-07-20"), "role:chief-inspector", "đơn nhận sát ngày luật mới");
        var receipt = clock.Start("KN1.ACCEPT", Law.Day("2026-06-25"), Law.Day("2026-07-06"))
            .Restart(clock, Law.Day("2026-07-15"), "bổ sung đơn", "QĐ 5")
            .Override(clock, Law.Day("2012-07-01"), order)
            .Stop(Law.Day("2026-07-29"), DeadlineOutcome.Fulfilled, document: "TB 6").Receipt;

        using var json = JsonDocument.Parse(receipt.ToJson());
        var root = json.RootElement;

        Assert.Equal(receipt.ToJson(), Receipt.FromJson(receipt.ToJson()).ToJson());
        Assert.Equal("late", root.GetProperty("stopped").GetProperty("outcome").GetString());
        Assert.Equal(2, root.GetProperty("stopped").GetProperty("daysLate").GetInt32());
        Assert.Equal("role:chief-inspector", root.GetProperty("overrides")[0].GetProperty("by").GetString());
        Assert.Equal("KN.2026.NOT-YET-ACCEPTED",
            root.GetProperty("restarts")[0].GetProperty("before").GetProperty("transitions")[0].GetProperty("code").GetString());
    }

    [Fact]
    public void Sentence_TellsOfRestartRedatingAndEnd()
    {
        var clock = Law.Clock;
        var stopped = Announced(clock).Redate(
            clock.Start("KN1.RESOLVE", Law.Day("2026-08-03")).Restart(clock, Law.Day("2026-08-17"), "cấp trên thụ lý lại", "QĐ 5").Receipt,
            Law.Day("2026-08-20"), "Công văn 99/VPCP").Stop(Law.Day("2026-09-20"), DeadlineOutcome.Late, document: "QĐ 8").Receipt;

        Assert.Equal(
            "Thời hạn “Giải quyết khiếu nại lần đầu” là 30 ngày kể từ ngày 17/08/2026 (không tính ngày này), hết vào 24 giờ ngày 17/09/2026, "
            + "theo Luật Khiếu nại 02/2011/QH13, Điều 28. Cách tính: ngày cuối rơi vào ngày nghỉ (16/09/2026 – ngày thử) nên thời hạn hết "
            + "vào ngày làm việc tiếp theo 17/09/2026 (Bộ luật Dân sự 91/2015/QH13, Điều 148.5); tính lại từ đầu từ ngày 17/08/2026 vì "
            + "cấp trên thụ lý lại (QĐ 5), trước đó tính từ ngày 03/08/2026 và hết vào ngày 03/09/2026; lịch nghỉ thay đổi "
            + "(Công văn 99/VPCP) nên ngày 20/08/2026 hạn được chuyển từ 16/09/2026 sang 17/09/2026; đã thực hiện ngày 20/09/2026, "
            + "quá hạn 3 ngày (QĐ 8).",
            stopped.Sentence("vi"));
        Assert.EndsWith(
            "; counted anew from 17 August 2026 because cấp trên thụ lý lại (QĐ 5), before that from 3 August 2026 to the end of "
            + "3 September 2026; the calendar changed (Công văn 99/VPCP), so on 20 August 2026 the last day moved from 16 September 2026 to "
            + "17 September 2026; done on 20 September 2026, 3 days late (QĐ 8).",
            stopped.Sentence("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Redate_NotesTheMoveAndTheEdition_AndNothingWhenNothingMoves()
    {
        var clock = Law.Clock;
        var moved = clock.Start("KN1.RESOLVE", Law.Day("2026-08-17")).Receipt;  // to 16 September
        var other = clock.Start("KN1.RESOLVE", Law.Day("2026-08-24")).Receipt;  // to 23 September

        var redated = Announced(clock).Redate(moved, Law.Day("2026-08-20"), "Công văn 99/VPCP");
        var same = Announced(clock).Redate(other, Law.Day("2026-08-20"), "Công văn 99/VPCP");
        var back = clock.Redate(redated.Receipt, Law.Day("2026-08-25"), "bãi bỏ");

        Assert.Equal(new Redating(Law.Day("2026-08-20"), Law.Day("2026-09-16"), Law.Day("2026-09-17"), 7, "Công văn 99/VPCP"),
            Assert.Single(redated.Receipt.Redatings));
        Assert.Equal(7, redated.Receipt.CalendarRevision);
        Assert.Empty(same.Receipt.Redatings);
        Assert.Equal((7, other.DueOn), (same.Receipt.CalendarRevision, same.DueOn));
        Assert.Equal(["2026-09-17", "2026-09-16"], back.Receipt.Redatings.Select(entry => $"{entry.To:yyyy-MM-dd}"));
    }

    private static StatutoryClock Announced(StatutoryClock clock)
    {
        var year = clock.Calendar.Year(2026);
        return clock.With(clock.Calendar.With(
            [year with { Days = [.. year.Days, new CalendarDay(Law.Day("2026-09-16"), "ngày thử", "a test day", DayKind.Holiday, "thử", true)] }],
            revision: 7));
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
