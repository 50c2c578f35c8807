using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shared.Hosting;
using Shared.Persistence;

namespace Shared.Deadlines;

/// <summary>What a service does when the due date of one of its deadlines has passed.</summary>
public interface IDeadlinePassed<TContext> where TContext : ServiceDbContext
{
    /// <summary>The legal day of an instant; the service asks its clock.</summary>
    DateOnly LegalDay(DateTimeOffset instant);

    /// <summary>Changes the context; the sweeper marks the deadline and saves everything together.</summary>
    Task HandleAsync(TContext db, DeadlineRow deadline, DateOnly today, CancellationToken cancellationToken);
}

/// <summary>
/// Finds deadlines whose due date has passed, by index, and announces each due date once. It keeps nothing in memory: after a stop
/// of any length it goes on where the rows say. Two instances may meet on a row; its concurrency token lets one of them win.
/// </summary>
internal sealed partial class DeadlineSweeper<TContext>(
    IServiceScopeFactory scopes, TimeProvider time, ILogger<DeadlineSweeper<TContext>> logger) : BackgroundService
    where TContext : ServiceDbContext
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                SweepFailed(typeof(TContext).Name, exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(
            tick => tick.IsCompletedSuccessfully && tick.Result, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
    }

    /// <summary>Announces everything that is due by now and returns how many deadlines that were.</summary>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var announced = 0;
        var skipped = new HashSet<Guid>();
        while (true)
        {
            var due = await FindDueAsync(skipped, cancellationToken);
            if (due.Count == 0) return announced;
            foreach (var id in due)
            {
                if (await AnnounceAsync(id, cancellationToken)) announced++;
                else skipped.Add(id);
            }
        }
    }

    private async Task<List<Guid>> FindDueAsync(HashSet<Guid> skipped, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var today = scope.ServiceProvider.GetRequiredService<IDeadlinePassed<TContext>>().LegalDay(time.GetUtcNow());
        return await scope.ServiceProvider.GetRequiredService<TContext>().Set<DeadlineRow>().AsNoTracking()
            .Where(deadline => deadline.State == DeadlineState.Running && deadline.DueOn < today
                && (deadline.AnnouncedDueOn == null || deadline.AnnouncedDueOn < deadline.DueOn)
                && !skipped.Contains(deadline.Id))
            .OrderBy(deadline => deadline.DueOn).ThenBy(deadline => deadline.Id)
            .Select(deadline => deadline.Id)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
    }

    private async Task<bool> AnnounceAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().ActAs("system:deadlines");
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        var passed = scope.ServiceProvider.GetRequiredService<IDeadlinePassed<TContext>>();
        var deadline = await db.Set<DeadlineRow>().SingleAsync(row => row.Id == id, cancellationToken);
        var today = passed.LegalDay(time.GetUtcNow());
        if (deadline.State != DeadlineState.Running || deadline.DueOn >= today) return false;

        try
        {
            deadline.MarkAnnounced();
            await passed.HandleAsync(db, deadline, today, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another instance, or an officer, was first; what they did stands.
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One bad row must not keep the others from being announced.
            AnnouncementFailed(id, exception.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(9101, LogLevel.Error, "The deadlines of {Context} could not be swept ({Cause}).")]
    private partial void SweepFailed(string context, string cause);

    [LoggerMessage(9102, LogLevel.Error, "Deadline {DeadlineId} could not be announced ({Cause}).")]
    private partial void AnnouncementFailed(Guid deadlineId, string cause);
}

public static class DeadlineRegistration
{
    /// <summary>Adds the sweeper over the deadlines of <typeparamref name="TContext"/>.</summary>
    public static IServiceCollection AddDeadlineSweeper<TContext, THandler>(this IServiceCollection services)
        where TContext : ServiceDbContext
        where THandler : class, IDeadlinePassed<TContext>
    {
        services.AddScoped<IDeadlinePassed<TContext>, THandler>();
        services.AddSingleton<DeadlineSweeper<TContext>>();
        services.AddHostedService(provider => provider.GetRequiredService<DeadlineSweeper<TContext>>());
        return services;
    }
}
