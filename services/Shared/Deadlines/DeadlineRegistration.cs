using Clock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Shared.Hosting;
using Shared.Persistence;

namespace Shared.Deadlines;

/// <summary>Gives a service the clock, and the deadlines it keeps their watch.</summary>
public static class DeadlineRegistration
{
    /// <summary>
    /// Adds the clock: <see cref="StatutoryClock"/> for one unit of work, <see cref="TimeLimitBook"/> for the rules alone, which
    /// do not change while a process runs.
    /// </summary>
    public static IServiceCollection AddStatutoryClock(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ClockInForce(StatutoryClock.Load(provider.GetRequiredService<LawDirectory>().Root)));
        services.TryAddSingleton(provider => provider.GetRequiredService<ClockInForce>().Current.Limits);
        services.TryAddScoped(provider => provider.GetRequiredService<ClockInForce>().Current);
        return services;
    }

    /// <summary>Adds the sweeper over the deadlines of <typeparamref name="TContext"/> and what follows the calendar for them.</summary>
    public static IServiceCollection AddDeadlines<TContext, TEvents>(this IServiceCollection services)
        where TContext : ServiceDbContext
        where TEvents : class, IDeadlineEvents<TContext>
    {
        services.AddStatutoryClock();
        services.TryAddSingleton<DeadlineTargets>();
        services.AddScoped<IDeadlineEvents<TContext>, TEvents>();
        services.AddSingleton<CalendarFollower<TContext>>();
        services.AddSingleton<DeadlineSweeper<TContext>>();
        services.AddHostedService(provider => provider.GetRequiredService<CalendarFollower<TContext>>());
        services.AddHostedService(provider => provider.GetRequiredService<DeadlineSweeper<TContext>>());
        return services;
    }

    /// <summary>Maps deadlines and the calendar they were counted by into a service's context.</summary>
    public static ModelBuilder AddDeadlines(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new DeadlineRowConfiguration());
        modelBuilder.ApplyConfiguration(new CalendarEditionConfiguration());
        modelBuilder.ApplyConfiguration(new CalendarPreviewConfiguration());
        return modelBuilder;
    }

    /// <summary>Keeps an edition of the calendar that was announced; the deadlines follow in the background.</summary>
    public static async Task KeepEditionAsync(this ServiceDbContext db, CalendarEdition edition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(edition);
        if (await db.FindAsync<CalendarEdition>([edition.Revision], cancellationToken) is null) db.Add(edition);
    }

    /// <summary>Keeps a question what a calendar would do; it is answered in the background.</summary>
    public static async Task KeepPreviewAsync(this ServiceDbContext db, CalendarPreview preview, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(preview);
        if (await db.FindAsync<CalendarPreview>([preview.PreviewId, preview.Department], cancellationToken) is null) db.Add(preview);
    }
}
