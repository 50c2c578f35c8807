using Clock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Resolution.Persistence;
using Shared.Deadlines;

namespace Benchmarks;

/// <summary>
/// P6: one sweep announces a thousand deadlines that fell due, with ten thousand and with a million open. Aim: the second at most 1.2
/// times the first. Both databases stand side by side and take turns, so that noise falls on both.
/// </summary>
internal static class SweepRun
{
    private const int Due = 1000;
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Turns = 7;

    // Working days, so that a period can end on each; what ended yesterday is swept today. The first warms up.
    private static readonly DateOnly[] DueDays =
        [.. Enumerable.Range(1, 30).Select(OpenDeadlines.Today.AddDays).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Take(Turns + 1)];

    public static async Task RunAsync()
    {
        foreach (var database in ResolutionUnderTest.Databases)
        {
            await using var few = await StartAsync(database, Few);
            await using var many = await StartAsync(database, Many);
            var (fewTimes, manyTimes) = (new List<double>(), new List<double>());
            foreach (var day in DueDays)
            {
                fewTimes.Add(await SweepAsync(few, day));
                manyTimes.Add(await SweepAsync(many, day));
            }

            var (small, large) = (fewTimes.Skip(1).Median(), manyTimes.Skip(1).Median());
            Console.WriteLine($"{database}: {Few:N0} open {small:0} ms ({fewTimes.Skip(1).List()}), {Many:N0} open {large:0} ms ({manyTimes.Skip(1).List()}), ratio {large / small:0.00}");
        }
    }

    private static async Task<ResolutionUnderTest> StartAsync(string database, int open)
    {
        var service = await ResolutionUnderTest.StartAsync(database);
        var clock = service.Services.GetRequiredService<ClockInForce>().Current;
        var loaded = await Runs.TimeAsync(() => service.LoadAsync(
            OpenDeadlines.Many(clock, open, announcedThrough: DueDays[^1].AddDays(1))
                .Concat(DueDays.SelectMany(day => OpenDeadlines.DueOn(clock, day, Due)))));
        Console.WriteLine($"{database}: {open:N0} open deadlines loaded in {loaded.TotalSeconds:0} s");
        return service;
    }

    private static async Task<double> SweepAsync(ResolutionUnderTest service, DateOnly dueOn)
    {
        service.Time.MoveTo(dueOn.AddDays(1));
        var announced = 0;
        var time = await Runs.TimeAsync(async () => announced = await service.Services
            .GetRequiredService<DeadlineSweeper<ResolutionDbContext>>().SweepAsync(CancellationToken.None));
        if (announced != Due) throw new InvalidOperationException($"{announced} thresholds were announced, not {Due}.");
        // Their duties are done now; otherwise they would be announced again as overdue in a later turn.
        await service.AskAsync(db => db.Deadlines.Where(row => row.DueOn == dueOn && row.Department == OpenDeadlines.Apart)
            .ExecuteUpdateAsync(row => row
                .SetProperty(one => one.State, DeadlineState.Late).SetProperty(one => one.NextOn, (DateOnly?)null)));
        return time.TotalMilliseconds;
    }
}
