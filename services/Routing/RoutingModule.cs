using System.Resources;
using Contracts.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Procedures.Competence;
using Routing.Features.AnswerTransfer;
using Routing.Features.ClassifySubmission;
using Routing.Features.ConcludeSubmission;
using Routing.Features.GetCompetence;
using Routing.Features.ReturnSubmission;
using Routing.Features.TransferSubmission;
using Routing.Persistence;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;

namespace Routing;

/// <summary>Routing finds the body competent for each submission and keeps track of every handing over.</summary>
public static class RoutingModule
{
    public static WebApplicationBuilder AddRouting(this WebApplicationBuilder builder)
    {
        builder.AddServiceDatabase<RoutingDbContext, SqliteRoutingDbContext, PostgreSqlRoutingDbContext, SqlServerRoutingDbContext>("Routing");
        var services = builder.Services;
        services.AddDataProtection();
        services.TryAddSingleton(provider => CompetenceRules.Load(provider.GetRequiredService<LawDirectory>().Of("Competence")));
        services.AddOutbox<RoutingDbContext>();
        services.AddServiceConsumers("routing", typeof(RoutingModule).Assembly, typeof(CaseRouted).Assembly);
        services.AddProblemTexts(new ResourceManager("Routing.Problems", typeof(RoutingModule).Assembly));
        services.AddValidation();
        return builder;
    }

    public static IEndpointRouteBuilder MapRouting(this IEndpointRouteBuilder routes)
    {
        GetCompetence.Map(routes);
        ClassifySubmission.Map(routes);
        TransferSubmission.Map(routes);
        ReturnSubmission.Map(routes);
        AnswerTransfer.Map(routes);
        ConcludeSubmission.Map(routes);
        return routes;
    }
}
