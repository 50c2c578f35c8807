using Clock;
using Microsoft.EntityFrameworkCore;
using Oversight.Persistence;
using Shared.Departments;

namespace Oversight.Features.MeasureDeadlines;

/// <summary>
/// Counts by department what is due soon and what is overdue, for those who watch the installation. Its cost follows what is due, not
/// what is open. Where nobody collects measurements, nothing is asked of the database.
/// </summary>
internal sealed partial class MeasureDeadlines(
    IServiceScopeFactory scopes, DepartmentDirectory directory, TimeProvider time, ILogger<MeasureDeadlines> logger) : BackgroundService
{
    /// <summary>A horizon for attention, counted in plain days; no date of the law.</summary>
    private const int DaysAhead = 3;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                if (OversightTelemetry.Overdue.Enabled || OversightTelemetry.Due.Enabled) await TryMeasureAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    internal async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OversightDbContext>();
        var today = LegalDay.Today(time);
        var until = today.AddDays(DaysAhead);
        var counted = await db.Deadlines.AsNoTracking()
            .Where(row => row.State == "running" && row.IsDuty && row.DueOn <= until)
            .GroupBy(row => new { row.Department, Overdue = row.DueOn < today })
            .Select(group => new { group.Key.Department, group.Key.Overdue, Count = group.LongCount() })
            .ToListAsync(cancellationToken);

        // A department with nothing to show shows zero: an alert can then tell “none” from “not measured”.
        OversightTelemetry.Show([.. directory.All.Select(department => department.Code).Union(counted.Select(figure => figure.Department))
            .Select(code => new OversightTelemetry.Figures(
                code,
                counted.Where(figure => figure.Department == code && !figure.Overdue).Sum(figure => figure.Count),
                counted.Where(figure => figure.Department == code && figure.Overdue).Sum(figure => figure.Count)))]);
    }

    private async Task TryMeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MeasureAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // No figure rather than an old one that looks new.
            OversightTelemetry.Show([]);
            MeasuringFailed(exception.GetType().Name);
        }
    }

    [LoggerMessage(4101, LogLevel.Warning, "Deadlines could not be counted ({Cause}); the figures are left out until the next round.")]
    private partial void MeasuringFailed(string cause);
}
