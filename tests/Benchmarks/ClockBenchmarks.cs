using BenchmarkDotNet.Attributes;
using Clock;

namespace Benchmarks;

/// <summary>
/// P5: a due date, alone and with its receipt. Aims: a million a second on one core without allocating, a hundred thousand with the
/// receipt. Each operation is one due date; the days go through 2026, Tết and swapped Saturdays included.
/// </summary>
[Config(typeof(Settings))]
public class ClockBenchmarks
{
    private const int Days = 365;
    private readonly StatutoryClock _clock = StatutoryClock.Load(Path.Combine(AppContext.BaseDirectory, "law"));
    private readonly DateOnly[] _days = [.. Enumerable.Range(0, Days).Select(new DateOnly(2026, 1, 1).AddDays)];
    private TimeLimit _workingDays = null!;
    private TimeLimit _calendarDays = null!;
    private TimeLimit _suspended = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _workingDays = _clock.Limits.Find("KN1.ACCEPT", new DateOnly(2026, 7, 1));
        _calendarDays = _clock.Limits.Find("KN1.RESOLVE", new DateOnly(2026, 7, 1));
        _suspended = _clock.Limits.Find("TC.RESOLVE", new DateOnly(2026, 7, 1));
    }

    [Benchmark(OperationsPerInvoke = Days, Description = "working days, due date alone")]
    public int DueOnWorkingDays() => DueOn(_workingDays);

    [Benchmark(OperationsPerInvoke = Days, Description = "calendar days, due date alone")]
    public int DueOnCalendarDays() => DueOn(_calendarDays);

    [Benchmark(OperationsPerInvoke = Days, Description = "working days, with receipt")]
    public int StartWorkingDays() => Start(_workingDays);

    [Benchmark(OperationsPerInvoke = Days, Description = "calendar days, with receipt")]
    public int StartCalendarDays() => Start(_calendarDays);

    [Benchmark(OperationsPerInvoke = Days, Description = "denunciation suspended and resumed, with receipt")]
    public int Resume()
    {
        var sum = 0;
        foreach (var day in _days)
        {
            sum += _clock.Start(_suspended, day).Suspend(_clock, day.AddDays(5), "a", null)
                .Resume(_clock, day.AddDays(12), null).DueOn.DayNumber;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Days, Description = "working days, with receipt as JSON")]
    public int Json()
    {
        var sum = 0;
        foreach (var day in _days)
            sum += _clock.Start(_workingDays, day).Receipt.ToJson().Length;
        return sum;
    }

    private int DueOn(TimeLimit limit)
    {
        var sum = 0;
        foreach (var day in _days)
            sum += _clock.DueOn(limit, day).DayNumber;
        return sum;
    }

    private int Start(TimeLimit limit)
    {
        var sum = 0;
        foreach (var day in _days)
            sum += _clock.Start(limit, day).DueOn.DayNumber;
        return sum;
    }
}
