using System.Diagnostics;
using Clock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Resolution.Persistence;
using Shared.Deadlines;

namespace Benchmarks;

/// <summary>
/// P7: a holiday is announced late, in the middle of the days on which a million open deadlines began; every one it touches is counted
/// again. Aim: at most 120 s, the service answering meanwhile – a small unit of work, written and read back, is timed all along.
/// </summary>
internal static class CalendarRun
{
    private const int Turns = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // Mondays: each turn adopts one more.
    private static readonly DateOnly FirstHoliday = new(2026, 10, 19);

    /// <param name="open">How many deadlines; fewer for a quick look.</param>
    public static async Task RunAsync(int open)
    {
        foreach (var database in ResolutionUnderTest.Databases)
        {
            await using var service = await ResolutionUnderTest.StartAsync(database);
            service.Time.MoveTo(OpenDeadlines.Today);
            var clock = service.Services.GetRequiredService<ClockInForce>();
            await service.LoadAsync(OpenDeadlines.Many(clock.Current, open, OpenDeadlines.Today));
            for (var turn = 1; turn <= Turns; turn++)
            {
                var edition = Edition(turn, clock.Current.Calendar, FirstHoliday.AddDays(7 * (turn - 1)));
                clock.Adopt(edition.Revision, edition.Calendars);
                await FollowAsync(service, edition, database);
            }
        }
    }

    private static async Task FollowAsync(ResolutionUnderTest service, CalendarEdition edition, string database)
    {
        var follower = service.Services.GetRequiredService<CalendarFollower<ResolutionDbContext>>();
        using var done = new CancellationTokenSource();
        var answers = Task.Run(() => WorkAsync(service, done.Token));
        var (moved, before) = (0, await ToldAsync(service));
        var busy = Environment.CpuUsage.TotalTime;
        var time = await Runs.TimeAsync(async () =>
        {
            // A batch somebody else wrote to is taken up by the next round, as in production.
            do moved += await follower.RedateAsync(edition, CancellationToken.None);
            while (await service.AskAsync(db => db.Deadlines.AnyAsync(
                row => row.State == DeadlineState.Running && row.CalendarRevision < edition.Revision)));
        });
        busy = Environment.CpuUsage.TotalTime - busy;
        await done.CancelAsync();
        var latencies = await answers;
        Console.WriteLine(
            $"{database}: edition {edition.Revision} followed in {time.TotalSeconds:0.0} s (processor {busy.TotalSeconds:0.0} s), {moved:N0} moved, {await ToldAsync(service) - before:N0} told; "
            + $"answers meanwhile ({latencies.Count:N0}): median {latencies.Median():0.0} ms, p95 {latencies.Percentile(95):0.0} ms, longest {latencies.Max():0} ms");
    }

    private static Task<int> ToldAsync(ResolutionUnderTest service) => service.AskAsync(db => db.Outbox.CountAsync());

    private static async Task<List<double>> WorkAsync(ResolutionUnderTest service, CancellationToken done)
    {
        var latencies = new List<double>();
        while (!done.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            var subject = $"benchmark/{Guid.CreateVersion7()}";
            await service.AskAsync(async db =>
            {
                db.Audit("benchmark.worked", subject);
                await db.SaveChangesAsync(CancellationToken.None);
                return await db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Subject == subject, CancellationToken.None);
            });
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(Pause, CancellationToken.None);
        }

        return latencies;
    }

    private static CalendarEdition Edition(int revision, LegalCalendar calendar, DateOnly holiday)
    {
        var year = calendar.Year(holiday.Year);
        var changed = year with
        {
            Days = [.. year.Days, new CalendarDay(holiday, "Ngày nghỉ mới", "New holiday", DayKind.Holiday, "Thông báo 1/TB", Confirmed: true)],
        };
        return new CalendarEdition(revision, [changed.ToJson()], holiday, holiday, "Thông báo 1/TB", DateTimeOffset.UnixEpoch);
    }
}
