using System.Globalization;

namespace Clock;

internal static class ReceiptInVietnamese
{
    public static string Of(Receipt receipt) => $"{What(receipt)} {How(receipt)}";

    private static string What(Receipt r)
    {
        var basis = new LegalBasis(r.Law, r.Article);
        var length = r.Extensions.Count > 0 ? r.Extensions[^1].TotalLength : r.Length;
        return r.Kind switch
        {
            LimitKind.AtOnce => $"“{r.NameVi}” phải làm ngay trong ngày {Day(r.DueOn)}, theo {basis}.",
            LimitKind.Before => $"“{r.NameVi}” phải làm trước ngày {Day(r.StartsOn)} ít nhất {length} {Unit(r.Unit)}, "
                + $"chậm nhất là ngày {Day(r.DueOn)}, theo {basis}.",
            LimitKind.Recurring => $"“{r.NameVi}” là việc định kỳ, kỳ này hết vào ngày {Day(r.DueOn)}, theo {basis}.",
            LimitKind.Minimum => $"“{r.NameVi}” kéo dài ít nhất {length} {Unit(r.Unit)} kể từ ngày {Day(r.StartsOn)} "
                + $"(không tính ngày này), đến hết ngày {Day(r.DueOn)}, theo {basis}.",
            _ => $"Thời hạn “{r.NameVi}” là {length} {Unit(r.Unit)} kể từ ngày {Day(r.StartsOn)} (không tính ngày này), "
                + $"hết vào 24 giờ ngày {Day(r.DueOn)}, theo {basis}.",
        };
    }

    private static string How(Receipt r)
    {
        var parts = new List<string>();
        if (r.Skipped.Count > 0)
            parts.Add($"không tính {r.Skipped.Count} ngày nghỉ: {Days(r.Skipped)}");
        foreach (var extension in r.Extensions)
        {
            parts.Add($"gia hạn ngày {Day(extension.On)} lên tổng cộng {extension.TotalLength} {Unit(r.Unit)} vì "
                + extension.Ground + In(extension.Document));
        }

        foreach (var suspension in r.Suspensions)
        {
            parts.Add($"tạm đình chỉ từ sau ngày {Day(suspension.On)} "
                + (suspension.ResumedOn is { } resumed ? $"đến hết ngày {Day(resumed)}" : "đến nay")
                + $" vì {suspension.Ground}{In(suspension.Document)}");
        }

        if (r.MovedEnd is { } moved)
        {
            parts.Add(r.Kind == LimitKind.Before
                ? $"đếm ngược tới ngày nghỉ ({Days(moved.Over)}) nên lấy ngày làm việc liền trước {Day(moved.To)}"
                : $"ngày cuối rơi vào ngày nghỉ ({Days(moved.Over)}) nên thời hạn hết vào ngày làm việc tiếp theo "
                    + $"{Day(moved.To)} (Bộ luật Dân sự 91/2015/QH13, Điều 148.5)");
        }

        if (parts.Count == 0)
        {
            parts.Add(r.Kind is LimitKind.AtOnce or LimitKind.Recurring
                ? "không phải đếm ngày"
                : "mọi ngày trong thời hạn đều được tính");
        }

        foreach (var restart in r.Restarts)
        {
            parts.Add($"tính lại từ đầu từ ngày {Day(restart.On)} vì {restart.Ground}{In(restart.Document)}, trước đó tính từ ngày "
                + $"{Day(restart.Before.StartsOn)} và hết vào ngày {Day(restart.Before.DueOn)}");
        }

        foreach (var transition in r.Transitions)
        {
            parts.Add($"áp dụng quy định chuyển tiếp “{transition.NameVi}” ({new LegalBasis(transition.Law, transition.Article)})"
                + (transition.Confirmed ? "" : ", còn tạm tính vì văn bản không quy định trường hợp này"));
        }

        foreach (var order in r.Overrides)
        {
            parts.Add($"theo yêu cầu ngày {Day(order.On)} của {order.By}{In(order.Document)}, áp dụng quy định có hiệu lực từ ngày "
                + Day(order.RuleInForceFrom)
                + (order.InsteadOf is { } other && other != order.RuleInForceFrom
                    ? $" thay cho quy định có hiệu lực từ ngày {Day(other)}"
                    : "")
                + $" vì {order.Reason}");
        }

        foreach (var redating in r.Redatings)
        {
            parts.Add($"lịch nghỉ thay đổi ({redating.Reason}) nên ngày {Day(redating.On)} hạn được chuyển từ {Day(redating.From)} "
                + $"sang {Day(redating.To)}");
        }

        if (r.Stopped is { } stopped)
        {
            parts.Add(stopped.Outcome switch
            {
                DeadlineOutcome.FallenAway => $"không còn phải thực hiện từ ngày {Day(stopped.On)} vì {stopped.Ground}",
                DeadlineOutcome.Late => $"đã thực hiện ngày {Day(stopped.On)}, quá hạn {stopped.DaysLate} ngày",
                _ => $"đã thực hiện ngày {Day(stopped.On)}, đúng hạn",
            } + In(stopped.Document));
        }

        if (!r.Confirmed)
            parts.Add("còn tạm tính vì quy định chưa được đối chiếu với văn bản gốc");
        if (r.UnpublishedYears.Count > 0)
            parts.Add($"còn tạm tính vì chưa có lịch nghỉ chính thức năm {string.Join(", ", r.UnpublishedYears)}");
        else if (r.Projected.Count > 0)
            parts.Add($"còn tạm tính vì chưa đối chiếu ngày nghỉ {string.Join(", ", r.Projected.Select(Day))}");
        var text = string.Join("; ", parts);
        return $"Cách tính: {text}.";
    }

    private static string Days(IEnumerable<SkippedDay> days) =>
        string.Join(", ", days.Select(day => $"{Day(day.On)} – {day.ReasonVi}"));

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string In(string? document) => document is null ? "" : $" ({document})";

    private static string Unit(LimitUnit unit) => unit switch
    {
        LimitUnit.WorkingDay => "ngày làm việc",
        LimitUnit.Month => "tháng",
        _ => "ngày",
    };
}

internal static class ReceiptInEnglish
{
    public static string Of(Receipt receipt) => $"{What(receipt)} {How(receipt)}";

    private static string What(Receipt r)
    {
        var basis = new LegalBasis(r.Law, r.Article);
        var length = r.Extensions.Count > 0 ? r.Extensions[^1].TotalLength : r.Length;
        return r.Kind switch
        {
            LimitKind.AtOnce => $"“{r.NameEn}” is due at once, on {Day(r.DueOn)}, under {basis}.",
            LimitKind.Before => $"“{r.NameEn}” is due at least {length} {Unit(r.Unit, length)} before {Day(r.StartsOn)}, "
                + $"no later than {Day(r.DueOn)}, under {basis}.",
            LimitKind.Recurring => $"“{r.NameEn}” returns regularly, and its current period ends on {Day(r.DueOn)}, under {basis}.",
            LimitKind.Minimum => $"“{r.NameEn}” lasts at least {length} {Unit(r.Unit, length)} from {Day(r.StartsOn)} (which is not "
                + $"counted), to the end of {Day(r.DueOn)}, under {basis}.",
            _ => $"The time limit “{r.NameEn}” is {length} {Unit(r.Unit, length)} from {Day(r.StartsOn)} (which is not counted) and "
                + $"ends at 24:00 on {Day(r.DueOn)}, under {basis}.",
        };
    }

    private static string How(Receipt r)
    {
        var parts = new List<string>();
        if (r.Skipped.Count > 0)
            parts.Add($"{r.Skipped.Count} {(r.Skipped.Count == 1 ? "day off is" : "days off are")} not counted: {Days(r.Skipped)}");
        foreach (var extension in r.Extensions)
        {
            parts.Add($"extended on {Day(extension.On)} to {extension.TotalLength} {Unit(r.Unit, extension.TotalLength)} in all because "
                + extension.Ground + In(extension.Document));
        }

        foreach (var suspension in r.Suspensions)
        {
            parts.Add($"suspended after {Day(suspension.On)} "
                + (suspension.ResumedOn is { } resumed ? $"to the end of {Day(resumed)}" : "until now")
                + $" because {suspension.Ground}{In(suspension.Document)}");
        }

        if (r.MovedEnd is { } moved)
        {
            parts.Add(r.Kind == LimitKind.Before
                ? $"counting back ends on a day off ({Days(moved.Over)}), so the working day before it is taken, {Day(moved.To)}"
                : $"the last day is a day off ({Days(moved.Over)}), so the period ends on the next working day, "
                    + $"{Day(moved.To)} (Civil Code 91/2015/QH13, Article 148.5)");
        }

        if (parts.Count == 0)
            parts.Add(r.Kind is LimitKind.AtOnce or LimitKind.Recurring ? "no days are counted" : "every day of the period is counted");
        foreach (var restart in r.Restarts)
        {
            parts.Add($"counted anew from {Day(restart.On)} because {restart.Ground}{In(restart.Document)}, before that from "
                + $"{Day(restart.Before.StartsOn)} to the end of {Day(restart.Before.DueOn)}");
        }

        foreach (var transition in r.Transitions)
        {
            parts.Add($"the transitional rule “{transition.NameEn}” applies ({new LegalBasis(transition.Law, transition.Article)})"
                + (transition.Confirmed ? "" : ", provisional because no text settles this case"));
        }

        foreach (var order in r.Overrides)
        {
            parts.Add($"ordered on {Day(order.On)} by {order.By}{In(order.Document)} to follow the rule in force since "
                + Day(order.RuleInForceFrom)
                + (order.InsteadOf is { } other && other != order.RuleInForceFrom ? $" instead of the one since {Day(other)}" : "")
                + $" because {order.Reason}");
        }

        foreach (var redating in r.Redatings)
        {
            parts.Add($"the calendar changed ({redating.Reason}), so on {Day(redating.On)} the last day moved from {Day(redating.From)} "
                + $"to {Day(redating.To)}");
        }

        if (r.Stopped is { } stopped)
        {
            parts.Add(stopped.Outcome switch
            {
                DeadlineOutcome.FallenAway => $"no longer to be done since {Day(stopped.On)} because {stopped.Ground}",
                DeadlineOutcome.Late => $"done on {Day(stopped.On)}, {stopped.DaysLate} {(stopped.DaysLate == 1 ? "day" : "days")} late",
                _ => $"done on {Day(stopped.On)}, in time",
            } + In(stopped.Document));
        }

        if (!r.Confirmed)
            parts.Add("provisional, because the rule has not been checked against its original text");
        if (r.UnpublishedYears.Count > 0)
            parts.Add($"provisional, because there is no official calendar yet for {string.Join(", ", r.UnpublishedYears)}");
        else if (r.Projected.Count > 0)
            parts.Add($"provisional, because these days off are not confirmed: {string.Join(", ", r.Projected.Select(Day))}");
        var text = string.Join("; ", parts);
        return $"How it is counted: {text}.";
    }

    private static string Days(IEnumerable<SkippedDay> days) =>
        string.Join(", ", days.Select(day => $"{Day(day.On)} – {day.ReasonEn}"));

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string In(string? document) => document is null ? "" : $" ({document})";

    private static string Unit(LimitUnit unit, int length) => (unit switch
    {
        LimitUnit.WorkingDay => "working day",
        LimitUnit.Month => "month",
        _ => "day",
    }) + (length == 1 ? "" : "s");
}
