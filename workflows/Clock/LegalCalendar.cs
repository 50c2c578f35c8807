namespace Clock;

/// <summary>
/// Which days are worked in public bodies: Monday to Friday without holidays and days swapped off, and the Saturdays or
/// Sundays worked in exchange. Immutable; safe to share.
/// </summary>
public sealed class LegalCalendar
{
    /// <summary>The first day the calendar knows.</summary>
    public static readonly DateOnly FirstDay = new(1990, 1, 1);

    /// <summary>The last day the calendar knows.</summary>
    public static readonly DateOnly LastDay = new(2120, 12, 31);

    private static readonly BilingualText Saturday = new("thứ Bảy", "Saturday");
    private static readonly BilingualText Sunday = new("Chủ nhật", "Sunday");
    private static readonly BilingualText Weekday = new("ngày làm việc", "working day");

    private readonly Dictionary<int, CalendarYear> _years;
    private readonly Dictionary<DateOnly, DayStatus> _special = [];
    private readonly HashSet<int> _published = [];

    // Two tables answer every question without a walk: how many working days lie before a day, and which day the n-th is.
    private readonly int[] _workingDaysBefore;
    private readonly int[] _workingDays;

    /// <summary>Builds the calendar. Years not given are projected.</summary>
    /// <param name="years">The special days by year.</param>
    /// <param name="revision">Which edition of the calendar this is; 0 for the documents a program was delivered with.</param>
    /// <exception cref="LawDocumentException">A day is outside its year or given twice, or a swap is on the wrong weekday.</exception>
    public LegalCalendar(IEnumerable<CalendarYear> years, int revision = 0)
    {
        ArgumentNullException.ThrowIfNull(years);
        var given = _years = Check(years);
        Revision = revision;
        for (var year = FirstDay.Year; year <= LastDay.Year; year++)
        {
            var published = given.TryGetValue(year, out var calendar) && calendar.Published;
            if (published)
                _published.Add(year);
            foreach (var day in calendar?.Days ?? ProjectedHolidays.Of(year))
            {
                _special.Add(day.Date, new DayStatus(day.Date, day.Kind, new BilingualText(day.NameVi, day.NameEn), day.Source,
                    day.Confirmed, Projected: !published && !day.Confirmed));
            }
        }

        var length = LastDay.DayNumber - FirstDay.DayNumber + 1;
        _workingDaysBefore = new int[length + 1];
        var workingDays = new List<int>(length * 5 / 7);
        for (var index = 0; index < length; index++)
        {
            _workingDaysBefore[index] = workingDays.Count;
            if (Of(FirstDay.AddDays(index)).IsWorkingDay)
                workingDays.Add(index);
        }

        _workingDaysBefore[length] = workingDays.Count;
        _workingDays = [.. workingDays];
    }

    /// <summary>Reads the calendar from the documents <c>&lt;year&gt;.json</c> of a directory.</summary>
    /// <exception cref="LawDocumentException">A document cannot be read or contradicts itself; names every fault.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static LegalCalendar Load(string directory) =>
        new(LawDocuments.ReadAll(directory, LawDocumentContext.Default.CalendarYear).Select(read => read.Document));

    /// <summary>The same calendar with some years replaced or added.</summary>
    /// <param name="years">The years that change, whole.</param>
    /// <param name="revision">The number of the new edition.</param>
    /// <exception cref="LawDocumentException">A day is outside its year or given twice, or a swap is on the wrong weekday.</exception>
    public LegalCalendar With(IEnumerable<CalendarYear> years, int revision)
    {
        ArgumentNullException.ThrowIfNull(years);
        var changed = years.ToList();
        return new(_years.Values.Where(year => changed.TrueForAll(other => other.Year != year.Year)).Concat(changed), revision);
    }

    /// <summary>The first and the last day on which this calendar says something else than another; null when they agree.</summary>
    public (DateOnly From, DateOnly Through)? DifferenceTo(LegalCalendar other)
    {
        ArgumentNullException.ThrowIfNull(other);
        DateOnly? from = null, through = null;
        for (var day = FirstDay; day <= LastDay; day = day.AddDays(1))
        {
            if (Of(day) == other.Of(day))
                continue;
            from ??= day;
            through = day;
        }

        return from is { } first && through is { } last ? (first, last) : null;
    }

    /// <summary>Which edition of the calendar this is; 0 for the documents a program was delivered with.</summary>
    public int Revision { get; }

    /// <summary>The years that were given, announced or not, in order. All others are projected.</summary>
    public IReadOnlyList<CalendarYear> Years => [.. _years.Values.OrderBy(year => year.Year)];

    /// <summary>The days of a year as the calendar takes them: as given, or as projected from the law.</summary>
    public CalendarYear Year(int year) =>
        _years.GetValueOrDefault(year) ?? new CalendarYear(year, Published: false, ProjectedHolidays.Of(year));

    /// <summary>The years whose calendar the State has announced.</summary>
    public IReadOnlyCollection<int> PublishedYears => _published;

    /// <summary>Whether the State has announced the calendar of the year. In other years every count of days is provisional.</summary>
    public bool IsPublished(int year) => _published.Contains(year);

    /// <summary>Whether public bodies work on the day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is outside <see cref="FirstDay"/>–<see cref="LastDay"/>.</exception>
    public bool IsWorkingDay(DateOnly day)
    {
        var index = IndexOf(day);
        return _workingDaysBefore[index + 1] > _workingDaysBefore[index];
    }

    /// <summary>What the day is, and why.</summary>
    public DayStatus Of(DateOnly day)
    {
        if (_special.TryGetValue(day, out var status))
            return status;

        var published = IsPublished(day.Year);
        return day.DayOfWeek switch
        {
            // Two rest days a week in public bodies; the day off that is not Sunday is Saturday.
            DayOfWeek.Saturday => new(day, DayKind.Rest, Saturday, RestDaySource, published, !published),
            DayOfWeek.Sunday => new(day, DayKind.Rest, Sunday, RestDaySource, published, !published),
            _ => new(day, DayKind.Working, Weekday, null, published, !published),
        };
    }

    /// <summary>The days of a year that are neither plain working days nor plain rest days, in order.</summary>
    public IReadOnlyList<DayStatus> SpecialDays(int year) =>
        [.. _special.Values.Where(day => day.On.Year == year).OrderBy(day => day.On)];

    /// <summary>The day itself when it is worked, else the next day that is.</summary>
    public DateOnly OnOrNextWorkingDay(DateOnly day) => WorkingDay(_workingDaysBefore[IndexOf(day)]);

    /// <summary>The day itself when it is worked, else the last day before it that is.</summary>
    public DateOnly OnOrPreviousWorkingDay(DateOnly day) => WorkingDay(_workingDaysBefore[IndexOf(day) + 1] - 1);

    /// <summary>
    /// The working day so many after a day, which is not counted itself; before it when the number is negative.
    /// </summary>
    /// <param name="day">The day counted from, working or not.</param>
    /// <param name="workingDays">How many; not 0, which would have to say what becomes of a day off.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is 0, or the result is outside the calendar.</exception>
    public DateOnly AddWorkingDays(DateOnly day, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfZero(workingDays);
        var index = IndexOf(day);
        return WorkingDay(workingDays > 0
            ? _workingDaysBefore[index + 1] + workingDays - 1
            : _workingDaysBefore[index] + workingDays);
    }

    /// <summary>How many working days lie after one day, up to and including another; negative when that is earlier.</summary>
    public int WorkingDaysBetween(DateOnly after, DateOnly through) =>
        _workingDaysBefore[IndexOf(through) + 1] - _workingDaysBefore[IndexOf(after) + 1];

    internal static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private const string RestDaySource = "Bộ luật Lao động 45/2019/QH14, Điều 111.1";

    private static int IndexOf(DateOnly day) => day >= FirstDay && day <= LastDay
        ? day.DayNumber - FirstDay.DayNumber
        : throw OutOfRange(day);

    private DateOnly WorkingDay(int number) => (uint)number < (uint)_workingDays.Length
        ? DateOnly.FromDayNumber(FirstDay.DayNumber + _workingDays[number])
        : throw OutOfRange(number < 0 ? DateOnly.MinValue : DateOnly.MaxValue);

    private static ArgumentOutOfRangeException OutOfRange(DateOnly day) =>
        new(nameof(day), day, $"The calendar runs from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}.");

    private static Dictionary<int, CalendarYear> Check(IEnumerable<CalendarYear> years)
    {
        var errors = new List<string>();
        var given = new Dictionary<int, CalendarYear>();
        foreach (var year in years)
        {
            if (year.Year < FirstDay.Year || year.Year > LastDay.Year)
                errors.Add($"Calendar {year.Year}: outside the years {FirstDay.Year}–{LastDay.Year}.");
            if (!given.TryAdd(year.Year, year))
                errors.Add($"Calendar {year.Year}: given twice.");
            foreach (var twice in year.Days.GroupBy(day => day.Date).Where(days => days.Count() > 1))
                errors.Add($"Calendar {year.Year}: {twice.Key:yyyy-MM-dd} is given {twice.Count()} times.");
            foreach (var day in year.Days)
            {
                if (day.Date.Year != year.Year)
                    errors.Add($"Calendar {year.Year}: {day.Date:yyyy-MM-dd} is in another year.");
                if (day.Kind is DayKind.Working or DayKind.Rest)
                    errors.Add($"Calendar {year.Year}: {day.Date:yyyy-MM-dd} is an ordinary day and needs no entry.");
                if (day.Kind == DayKind.SwappedWorking && !IsWeekend(day.Date))
                    errors.Add($"Calendar {year.Year}: {day.Date:yyyy-MM-dd} is worked in exchange but is no rest day.");
                if (day.Kind == DayKind.SwappedOff && IsWeekend(day.Date))
                    errors.Add($"Calendar {year.Year}: {day.Date:yyyy-MM-dd} is swapped off but is a rest day already.");
            }
        }

        return errors.Count == 0 ? given : throw new LawDocumentException(errors);
    }
}
