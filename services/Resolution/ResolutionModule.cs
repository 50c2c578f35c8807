using System.Resources;
using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Procedures;
using Resolution.Features.BringEvent;
using Resolution.Features.ContinueIncident;
using Resolution.Features.DeclareAbsence;
using Resolution.Features.EndAbsence;
using Resolution.Features.EscalateTasks;
using Resolution.Features.ExtendDeadline;
using Resolution.Features.GetCase;
using Resolution.Features.HandOverTask;
using Resolution.Features.ListAbsences;
using Resolution.Features.ListCases;
using Resolution.Features.ListColleagues;
using Resolution.Features.ListIncidents;
using Resolution.Features.ListTasks;
using Resolution.Features.MoveCase;
using Resolution.Features.MoveCases;
using Resolution.Features.OverrideVersion;
using Resolution.Features.ProposeForTask;
using Resolution.Features.RetryIncident;
using Resolution.Features.WorkOnTask;
using Resolution.Persistence;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;

namespace Resolution;

/// <summary>Resolution carries cases through their procedures, for one department or several.</summary>
public static class ResolutionModule
{
    public static WebApplicationBuilder AddResolution(this WebApplicationBuilder builder)
    {
        builder.AddServiceDatabase<ResolutionDbContext, SqliteResolutionDbContext, PostgreSqlResolutionDbContext, SqlServerResolutionDbContext>("Resolution");
        var services = builder.Services;
        services.AddDataProtection();
        services.AddDeadlines<ResolutionDbContext, CaseDeadlineEvents>();
        services.TryAddSingleton(provider => ProcedureBook.Load(
            provider.GetRequiredService<LawDirectory>().Of("Definitions"), provider.GetRequiredService<TimeLimitBook>()));
        services.AddScoped<IProcedureEffects, CaseEffects>();
        services.AddProcedureEngine();
        services.AddSingleton<CaseIncidents>();
        services.AddSingleton<ColleagueFilter>();
        services.AddScoped<Colleagues>();
        services.AddScoped<StandIns>();
        services.AddScoped<TaskAccess>();
        services.AddScoped<IncidentAccess>();
        services.AddScoped<CaseOpening>();
        services.AddSingleton<TaskEscalator>();
        services.AddHostedService(provider => provider.GetRequiredService<TaskEscalator>());
        services.AddScoped<CaseDeadlineEvents>();
        services.AddOutbox<ResolutionDbContext>();
        services.AddServiceConsumers("resolution", typeof(ResolutionModule).Assembly, typeof(CaseOpened).Assembly);
        services.AddProblemTexts(new ResourceManager("Resolution.Problems", typeof(ResolutionModule).Assembly));
        services.AddValidation();
        return builder;
    }

    public static IEndpointRouteBuilder MapResolution(this IEndpointRouteBuilder routes)
    {
        var slices = routes.MapGroup("").AddEndpointFilter<CaseIncidentFilter>()
            .AddEndpointFilter(routes.ServiceProvider.GetRequiredService<ColleagueFilter>());
        ListTasks.Map(slices);
        WorkOnTask.Map(slices);
        HandOverTask.Map(slices);
        ProposeForTask.Map(slices);
        ListColleagues.Map(slices);
        ListAbsences.Map(slices);
        DeclareAbsence.Map(slices);
        EndAbsence.Map(slices);
        ListIncidents.Map(slices);
        RetryIncident.Map(slices);
        ContinueIncident.Map(slices);
        ListCases.Map(slices);
        GetCase.Map(slices);
        ExtendDeadline.Map(slices);
        OverrideVersion.Map(slices);
        BringEvent.Map(slices);
        MoveCase.Map(slices);
        MoveCases.Map(slices);
        return routes;
    }
}
