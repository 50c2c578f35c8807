using System.Resources;
using Catalogue.Domain;
using Catalogue.Features.AnnounceCalendars;
using Catalogue.Features.CalculateDeadline;
using Catalogue.Features.ChangeCalendar;
using Catalogue.Features.GetCalendar;
using Catalogue.Features.GetTimeLimit;
using Catalogue.Features.ListCalendars;
using Catalogue.Features.ListEditions;
using Catalogue.Features.ListTimeLimits;
using Catalogue.Persistence;
using Contracts.Catalogue;
using OpenTelemetry.Metrics;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;

namespace Catalogue;

/// <summary>The Catalogue owns the documents of the law: it shows time limits and calendars, counts for anybody, and announces changes.</summary>
public static class CatalogueModule
{
    public static WebApplicationBuilder AddCatalogue(this WebApplicationBuilder builder)
    {
        builder.AddServiceDatabase<CatalogueDbContext, SqliteCatalogueDbContext, PostgreSqlCatalogueDbContext, SqlServerCatalogueDbContext>("Catalogue");

        var services = builder.Services;
        services.AddSingleton<CatalogueClock>();
        services.AddSingleton(provider => LimitProcedures.Load(provider.GetRequiredService<LawDirectory>().Of("TimeLimits")));
        services.AddScoped<CalendarLedger>();
        services.AddOutbox<CatalogueDbContext>();
        services.AddHostedService<CalendarStartup>();
        services.AddServiceConsumers("catalogue", typeof(CatalogueModule).Assembly, typeof(CalendarChanged).Assembly);
        services.AddProblemTexts(new ResourceManager("Catalogue.Problems", typeof(CatalogueModule).Assembly));
        services.AddAuthorizationBuilder().AddPolicy(CataloguePolicies.ChangeLaw, CataloguePolicies.MayChangeLaw);
        services.AddValidation();
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(CatalogueTelemetry.Name));
        return builder;
    }

    public static IEndpointRouteBuilder MapCatalogue(this IEndpointRouteBuilder routes)
    {
        ListTimeLimits.Map(routes);
        GetTimeLimit.Map(routes);
        CalculateDeadline.Map(routes);
        ListCalendars.Map(routes);
        GetCalendar.Map(routes);
        ChangeCalendar.Map(routes);
        PreviewChange.Map(routes);
        ListEditions.Map(routes);
        return routes;
    }
}
