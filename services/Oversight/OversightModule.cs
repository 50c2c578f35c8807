using Contracts.Shared;
using Oversight.Features.GetOverview;
using Oversight.Features.ListOverdue;
using Oversight.Features.MeasureDeadlines;
using Oversight.Persistence;
using Shared.Messaging;
using Shared.Persistence;

namespace Oversight;

/// <summary>Oversight hears everything, decides nothing, and shows who is responsible for what is late.</summary>
public static class OversightModule
{
    public static WebApplicationBuilder AddOversight(this WebApplicationBuilder builder)
    {
        builder.AddServiceDatabase<OversightDbContext, SqliteOversightDbContext, PostgreSqlOversightDbContext, SqlServerOversightDbContext>("Oversight");
        builder.Services.AddOutbox<OversightDbContext>();
        builder.Services.AddHostedService<MeasureDeadlines>();
        builder.Services.AddServiceConsumers("oversight", typeof(OversightModule).Assembly, typeof(DeadlineStarted).Assembly);
        return builder;
    }

    public static IEndpointRouteBuilder MapOversight(this IEndpointRouteBuilder routes)
    {
        GetOverview.Map(routes);
        ListOverdue.Map(routes);
        return routes;
    }
}
