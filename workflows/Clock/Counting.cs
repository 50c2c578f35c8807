namespace Clock;

/// <summary>One count of one period, noting on the way everything its receipt will say.</summary>
internal struct Counting(LegalCalendar calendar, DateOnly startsOn, IReadOnlyList<DeadlineSuspension> suspensions)
{
    private DateOnly _dueOn;
    private int _counted;
    private List<SkippedDay>? _skipped;
    private List<DateOnly>? _projected;
    private List<int>? _unpublished;
    private MovedEnd? _moved;

    /// <summary>Ends on a day that needs no counting and is not moved.</summary>
    public void EndOn(DateOnly day)
    {
        _dueOn = day;
        _counted = day.DayNumber - startsOn.DayNumber;
    }

    /// <summary>Ends on a day so far ahead, pushed back by suspensions and off days off (Bộ luật Dân sự, Điều 148.5).</summary>
    public void Through(DateOnly nominal)
    {
        _counted = nominal.DayNumber - startsOn.DayNumber;
        foreach (var suspension in suspensions)
        {
            // The day of the suspension still counts, the day of the decision to go on does not, like any first day.
            if (suspension.ResumedOn is { } resumed)
                nominal = nominal.AddDays(resumed.DayNumber - Math.Min(suspension.On.DayNumber, nominal.DayNumber));
        }

        MoveEnd(nominal, calendar.OnOrNextWorkingDay(nominal));
    }

    /// <summary>Ends on the n-th working day.</summary>
    public void WorkingDays(int length)
    {
        _counted = length;
        var from = startsOn;
        var left = length;
        _dueOn = calendar.AddWorkingDays(from, left);
        foreach (var suspension in suspensions)
        {
            if (suspension.ResumedOn is not { } resumed)
                break;
            NoteDaysOff(from, suspension.On);
            left -= calendar.WorkingDaysBetween(from, suspension.On);
            from = resumed;
            _dueOn = left > 0 ? calendar.AddWorkingDays(from, left) : calendar.OnOrNextWorkingDay(from);
        }

        NoteDaysOff(from, _dueOn);
    }

    /// <summary>Ends on the n-th working day before the event.</summary>
    public void WorkingDaysBack(int length)
    {
        _counted = length;
        _dueOn = calendar.AddWorkingDays(startsOn, -length);
        NoteDaysOff(_dueOn.AddDays(-1), startsOn.AddDays(-1));
    }

    /// <summary>Ends so many days before the event, or on the working day before.</summary>
    public void CalendarDaysBack(int length)
    {
        _counted = length;
        var nominal = startsOn.AddDays(-length);
        MoveEnd(nominal, calendar.OnOrPreviousWorkingDay(nominal));
    }

    public readonly Receipt ToReceipt(TimeLimit limit, IReadOnlyList<DeadlineExtension> extensions) => new()
    {
        Code = limit.Code,
        RuleInForceFrom = limit.InForceFrom,
        NameVi = limit.Name.Vi,
        NameEn = limit.Name.En,
        Law = limit.Basis.Law,
        Article = limit.Basis.Article,
        Confirmed = limit.Confirmed,
        Kind = limit.Kind,
        Unit = limit.Unit,
        Length = limit.Length ?? 0,
        StartsOn = startsOn,
        DueOn = _dueOn,
        Counted = _counted,
        Skipped = _skipped ?? [],
        MovedEnd = _moved,
        Extensions = extensions,
        Suspensions = suspensions,
        CalendarRevision = calendar.Revision,
        Projected = _projected ?? [],
        UnpublishedYears = _unpublished ?? [],
    };

    private void MoveEnd(DateOnly nominal, DateOnly dueOn)
    {
        _dueOn = dueOn;
        Note(dueOn);
        if (nominal == dueOn)
            return;
        var over = new List<SkippedDay>();
        var (first, last) = nominal < dueOn ? (nominal, dueOn.AddDays(-1)) : (dueOn.AddDays(1), nominal);
        for (var day = first; day <= last; day = day.AddDays(1))
            over.Add(Skip(day));
        _moved = new MovedEnd(nominal, dueOn, over);
    }

    // Whether a day counts depends on the calendar for every day of a period of working days, not only for the days off.
    private void NoteDaysOff(DateOnly after, DateOnly through)
    {
        for (var day = after.AddDays(1); day <= through; day = day.AddDays(1))
        {
            if (calendar.IsWorkingDay(day))
                Note(day);
            else
                (_skipped ??= []).Add(Skip(day));
        }
    }

    private SkippedDay Skip(DateOnly day)
    {
        var status = Note(day);
        return new SkippedDay(day, status.Reason.Vi, status.Reason.En);
    }

    private DayStatus Note(DateOnly day)
    {
        var status = calendar.Of(day);
        if (!calendar.IsPublished(day.Year) && _unpublished?.Contains(day.Year) != true)
            (_unpublished ??= []).Add(day.Year);
        if (!status.Confirmed && status.Kind is not (DayKind.Working or DayKind.Rest))
            (_projected ??= []).Add(day);
        return status;
    }
}
