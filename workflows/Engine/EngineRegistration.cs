using Clock;
using Engine.Execution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Procedures;
using Shared.Deadlines;
using Shared.Hosting;

namespace Engine;

public static class EngineRegistration
{
    /// <summary>
    /// Adds the runner and its activities. The host adds the <see cref="ProcedureBook"/>, the <see cref="StatutoryClock"/>, a
    /// <see cref="TimeProvider"/>, the <see cref="CurrentActor"/> and what the service tells the outside, its
    /// <see cref="IProcedureEffects"/>.
    /// </summary>
    public static IServiceCollection AddProcedureEngine(this IServiceCollection services)
    {
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        foreach (var activity in ActivityRegistry.All.Values) services.AddTransient(activity);
        services.AddScoped(provider => new ProcedureRunner(
            provider.GetRequiredService<ProcedureBook>(),
            provider.GetRequiredService<StatutoryClock>(),
            provider.GetRequiredService<CurrentActor>(),
            new BurstServices(
                provider,
                provider.GetRequiredService<IProcedureEffects>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IOptions<EngineOptions>>().Value,
                provider.GetService<IBurstWatcher>(),
                (department, deadline) => provider.GetService<DeadlineTargets>()
                    ?.For(department, deadline, provider.GetRequiredService<StatutoryClock>())),
            provider.GetRequiredService<ILogger<ProcedureRunner>>()));
        services.AddScoped<TaskDesk>();
        return services;
    }
}
