using System.Globalization;

namespace Clock.Verify;

/// <summary>Counts a receipt again from the documents of the law alone and compares every statement it makes.</summary>
internal sealed class ReceiptCheck
{
    private static readonly BilingualText None = new("không có", "none");
    private readonly StatutoryClock _clock;
    private readonly Receipt _receipt;
    private readonly BilingualText? _period;
    private readonly List<Finding> _findings = [];

    private ReceiptCheck(Receipt receipt, StatutoryClock clock, BilingualText? period) =>
        (_receipt, _clock, _period) = (receipt, clock, period);

    public static IReadOnlyList<Finding> Of(Receipt receipt, StatutoryClock clock)
    {
        var findings = new List<Finding>();
        for (var index = 0; index < receipt.Restarts.Count; index++)
        {
            var restart = receipt.Restarts[index];
            var period = new BilingualText($"kỳ {index + 1}", $"period {index + 1}");
            findings.AddRange(new ReceiptCheck(restart.Before, clock, period).Check());
            var next = index + 1 < receipt.Restarts.Count ? receipt.Restarts[index + 1].Before.StartsOn : receipt.StartsOn;
            findings.Add(Same(new($"{period.Vi}: tính lại từ đầu", $"{period.En}: counted anew"), Text(restart.On), Text(next)));
        }

        findings.AddRange(new ReceiptCheck(receipt, clock, period: null).Check());
        return findings;
    }

    private List<Finding> Check()
    {
        if (_clock.Limits.Versions(_receipt.Code).FirstOrDefault(limit => limit.InForceFrom == _receipt.RuleInForceFrom) is not { } limit)
        {
            Add(FindingResult.Disagrees, "phiên bản quy định", "version of the rule", Text(_receipt.RuleInForceFrom), None);
            return _findings;
        }

        CheckRule(limit);
        CheckVersion();
        try
        {
            CheckExtensions(limit);
            CheckSuspensions(limit);
            CheckCount(_clock.Recount(_receipt with { Extensions = [.. _receipt.Extensions], Suspensions = [.. _receipt.Suspensions] }).Receipt);
        }
        catch (Exception fault) when (fault is ClockRuleException or ArgumentOutOfRangeException)
        {
            Add(FindingResult.Disagrees, "ngày hết hạn", "due date", Text(_receipt.DueOn), new("không tính được", "cannot be counted"));
        }

        CheckStop();
        if (_receipt.CalendarRevision != _clock.Calendar.Revision)
        {
            var edition = _receipt.CalendarRevision.ToString(CultureInfo.InvariantCulture);
            Add(FindingResult.Remark, "lịch nghỉ", "calendar", new($"biên nhận tính theo lần ban hành {edition}, văn bản dùng để tính lại là lần khác",
                $"the receipt was counted by edition {edition}, the documents used here are another"), None);
        }

        return _findings;
    }

    private void CheckRule(TimeLimit limit)
    {
        Compare("văn bản", "law", $"{_receipt.Law}, {_receipt.Article}", $"{limit.Basis.Law}, {limit.Basis.Article}");
        Compare("tên", "name", $"{_receipt.NameVi} / {_receipt.NameEn}", $"{limit.Name.Vi} / {limit.Name.En}");
        Same("độ dài", "length", Number(_receipt.Length), Number(limit.Length ?? 0));
        Same("đơn vị", "unit", Text(_receipt.Unit), Text(limit.Unit));
        Same("loại thời hạn", "kind of limit", Text(_receipt.Kind), Text(limit.Kind));
        Same("đã đối chiếu với văn bản", "checked against its text", Text(_receipt.Confirmed), Text(limit.Confirmed));
    }

    private void CheckVersion()
    {
        foreach (var applied in _receipt.Transitions)
        {
            var rule = _clock.Transitions.All.FirstOrDefault(rule => rule.Code == applied.Code);
            var found = _clock.Transitions.Find(_receipt.Code, _receipt.StartsOn, applied.On, applied.AcceptedOn) == rule
                || _clock.Transitions.FindSuspension(_receipt.Code, _receipt.StartsOn, applied.On) == rule
                || (rule is { Applies: TransitionChoice.NewText } && _receipt.StartsOn == rule.From && rule.Limits.Contains(_receipt.Code));
            Same("quy định chuyển tiếp", "transitional rule", Plain($"{applied.Code}, {applied.Law}, {applied.Article}"),
                rule is not null && found ? Plain($"{rule.Code}, {rule.Law}, {rule.Article}") : None);
        }

        foreach (var order in _receipt.Overrides)
        {
            var known = _clock.Limits.Versions(_receipt.Code).Any(limit => limit.InForceFrom == order.RuleInForceFrom);
            var complete = !string.IsNullOrWhiteSpace(order.Reason) && !string.IsNullOrWhiteSpace(order.By);
            Same("yêu cầu áp dụng phiên bản", "order to use a version", Text(order.RuleInForceFrom),
                known && complete ? Text(order.RuleInForceFrom) : None);
        }

        Same("phiên bản quy định", "version of the rule", Text(_receipt.RuleInForceFrom), ChosenVersion() is { } version ? Text(version) : None);
    }

    private DateOnly? ChosenVersion()
    {
        if (_receipt.Overrides is [.., var order])
            return order.RuleInForceFrom;
        try
        {
            return _receipt.Transitions is [.., var applied]
                ? _clock.VersionFor(_receipt.Code, _receipt.StartsOn, applied.On, applied.AcceptedOn).Limit.InForceFrom
                : _clock.Limits.Find(_receipt.Code, _receipt.StartsOn).InForceFrom;
        }
        catch (UnknownTimeLimitException)
        {
            return null;
        }
    }

    private void CheckExtensions(TimeLimit limit)
    {
        var current = limit.Length ?? 0;
        for (var index = 0; index < _receipt.Extensions.Count; index++)
        {
            var extension = _receipt.Extensions[index];
            var allowed = extension.By is null
                ? index == 0 && limit.Extends.Count == 0 ? limit.Extension?.TotalLength : null
                : _clock.Limits.Versions(extension.By).Where(by => by.Extends.Contains(limit.Code) && by.Unit == limit.Unit)
                    .Select(by => (int?)Math.Min(current + (by.Length ?? 0), by.Extension?.TotalLength ?? 0))
                    .FirstOrDefault(total => total == extension.TotalLength);
            Same("gia hạn", "extension", Number(extension.TotalLength), allowed > current ? Number(allowed.Value) : None);
            current = extension.TotalLength;

            // Where the calendar or the version has changed since, the last day of that time is not known any more.
            if (_receipt.Redatings.Count > 0 || _receipt.Overrides.Count > 0)
                continue;
            var before = _clock.Recount(_receipt with
            {
                Extensions = [.. _receipt.Extensions.Take(index)],
                Suspensions = [.. _receipt.Suspensions.Where(suspension => suspension.On < extension.On)],
            });
            if (extension.On > before.DueOn || extension.On < _receipt.StartsOn)
            {
                Add(FindingResult.Disagrees, "ngày gia hạn", "day of the extension", Text(extension.On),
                    new($"từ {Text(_receipt.StartsOn).Vi} đến {Text(before.DueOn).Vi}", $"from {Text(_receipt.StartsOn).En} to {Text(before.DueOn).En}"));
            }
        }
    }

    private void CheckSuspensions(TimeLimit limit)
    {
        var from = _receipt.StartsOn;
        foreach (var suspension in _receipt.Suspensions)
        {
            var lawful = limit.Suspension is { } ground && suspension.On >= ground.InForceFrom && suspension.On >= from
                && (suspension.ResumedOn is not { } resumed || resumed >= suspension.On);
            Same("tạm đình chỉ", "suspension", Text(suspension.On), lawful ? Text(suspension.On) : None);
            from = suspension.ResumedOn ?? DateOnly.MaxValue;
        }
    }

    private void CheckCount(Receipt counted)
    {
        Same("ngày hết hạn", "due date", Text(_receipt.DueOn), Text(counted.DueOn));
        Same("số ngày đã đếm", "days counted", Number(_receipt.Counted), Number(counted.Counted));
        Days("ngày không tính", "day not counted", _receipt.Skipped, counted.Skipped);
        Same("ngày cuối rơi vào ngày nghỉ", "last day on a day off", Text(_receipt.MovedEnd?.From), Text(counted.MovedEnd?.From));
        Same("ngày cuối được chuyển sang", "last day moved to", Text(_receipt.MovedEnd?.To), Text(counted.MovedEnd?.To));
        Days("ngày nghỉ làm chuyển ngày cuối", "day off that moved the last day", _receipt.MovedEnd?.Over ?? [], counted.MovedEnd?.Over ?? []);
        Same("ngày nghỉ dự kiến", "projected days off", Text(_receipt.Projected), Text(counted.Projected));
        Compare("năm chưa có lịch chính thức", "years without an official calendar",
            string.Join(", ", _receipt.UnpublishedYears), string.Join(", ", counted.UnpublishedYears));
        foreach (var redating in _receipt.Redatings)
        {
            Add(FindingResult.Remark, "hạn đã chuyển do lịch nghỉ thay đổi", "last day moved by a change of the calendar",
                new($"{Text(redating.From).Vi} → {Text(redating.To).Vi} ({redating.Reason})", $"{Text(redating.From).En} → {Text(redating.To).En} ({redating.Reason})"),
                None);
        }
    }

    private void CheckStop()
    {
        if (_receipt.Stopped is not { } stopped)
            return;
        var late = _receipt.Kind == LimitKind.Minimum || _receipt.Suspensions is [.., { ResumedOn: null }]
            ? 0
            : Math.Max(0, stopped.On.DayNumber - _receipt.DueOn.DayNumber);
        var outcome = stopped.Outcome == DeadlineOutcome.FallenAway ? DeadlineOutcome.FallenAway
            : late > 0 ? DeadlineOutcome.Late : DeadlineOutcome.Fulfilled;
        Same("kết thúc", "end", Outcome(stopped.Outcome, stopped.DaysLate), Outcome(outcome, outcome == DeadlineOutcome.Late ? late : 0));
    }

    private static BilingualText Outcome(DeadlineOutcome outcome, int late) => outcome switch
    {
        DeadlineOutcome.FallenAway => new("không còn phải thực hiện", "fallen away"),
        DeadlineOutcome.Late => new($"quá hạn {late} ngày", $"{late} days late"),
        _ => new("đúng hạn", "in time"),
    };

    private void Days(string vi, string en, IReadOnlyList<SkippedDay> stored, IReadOnlyList<SkippedDay> counted)
    {
        foreach (var day in stored)
            Same(vi, en, Text(day), counted.FirstOrDefault(other => other.On == day.On) is { } other ? Text(other) : None);
        foreach (var day in counted.Where(day => stored.All(other => other.On != day.On)))
            Same(vi, en, None, Text(day));
        if (stored.Count != stored.Select(day => day.On).Distinct().Count())
            Add(FindingResult.Disagrees, vi, en, Number(stored.Count), Number(counted.Count));
    }

    private void Compare(string vi, string en, string stored, string counted) => Same(vi, en, Plain(stored), Plain(counted));

    private void Same(string vi, string en, BilingualText stored, BilingualText counted) => _findings.Add(Same(What(vi, en), stored, counted));

    private static Finding Same(BilingualText what, BilingualText stored, BilingualText counted) =>
        new(stored == counted ? FindingResult.Agrees : FindingResult.Disagrees, what, stored, counted);

    private void Add(FindingResult result, string vi, string en, BilingualText stored, BilingualText counted) =>
        _findings.Add(new(result, What(vi, en), stored, counted));

    private BilingualText What(string vi, string en) => _period is null ? new(vi, en) : new($"{_period.Vi}: {vi}", $"{_period.En}: {en}");

    private static BilingualText Plain(string text) => text.Length == 0 ? None : new(text, text);

    private static BilingualText Number(int number) => Plain(number.ToString(CultureInfo.InvariantCulture));

    private static BilingualText Text(bool yes) => yes ? new("rồi", "yes") : new("chưa", "no");

    private static BilingualText Text(LimitUnit unit) => unit switch
    {
        LimitUnit.CalendarDay => new("ngày", "days"),
        LimitUnit.WorkingDay => new("ngày làm việc", "working days"),
        LimitUnit.Month => new("tháng", "months"),
        _ => Number((int)unit),
    };

    private static BilingualText Text(LimitKind kind) => kind switch
    {
        LimitKind.Maximum => new("tối đa", "at most"),
        LimitKind.Minimum => new("tối thiểu", "at least"),
        LimitKind.Before => new("đếm ngược", "counted back"),
        LimitKind.Recurring => new("định kỳ", "recurring"),
        LimitKind.AtOnce => new("làm ngay", "at once"),
        LimitKind.Event => new("theo sự kiện", "bound to an event"),
        _ => Number((int)kind),
    };

    private static BilingualText Text(DateOnly? day) => day is { } on
        ? new(on.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), on.ToString("d MMMM yyyy", CultureInfo.InvariantCulture))
        : None;

    private static BilingualText Text(SkippedDay day) => new($"{Text(day.On).Vi} – {day.ReasonVi}", $"{Text(day.On).En} – {day.ReasonEn}");

    private static BilingualText Text(IReadOnlyList<DateOnly> days) => days.Count == 0
        ? None
        : new(string.Join(", ", days.Select(day => Text(day).Vi)), string.Join(", ", days.Select(day => Text(day).En)));
}
