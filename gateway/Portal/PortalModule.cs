using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Portal.Access;
using Portal.Clients;
using Portal.Errors;

namespace Portal;

/// <summary>All a host needs to serve the pages.</summary>
public static class PortalModule
{
    /// <summary>
    /// Everybody may come in; whoever has the sign-in cookie is known. Every page and the host's <c>/account/*</c> endpoints are under
    /// this policy, so that the antiforgery token made for a person on one is good on the other.
    /// </summary>
    public static AuthorizationPolicy Visitor { get; } =
        new AuthorizationPolicyBuilder(SignedIn.Scheme).RequireAssertion(_ => true).Build();

    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery();
        // Vietnamese letters go out as they are: entities would triple the size of every page.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LegalDay>();
        services.TryAddScoped<SignedIn>();

        services.AddOptions<PortalOptions>().ValidateDataAnnotations();
        services.TryAddTransient<SignedInHandler>();
        services.AddHttpClient(ApiChannel.Name, (provider, client) =>
        {
            var options = provider.GetRequiredService<IOptions<PortalOptions>>().Value;
            client.BaseAddress = options.ApiBaseAddress!();
            client.Timeout = options.Patience;
        }).AddHttpMessageHandler<SignedInHandler>();
        services.TryAddScoped<ApiChannel>();
        services.TryAddScoped<IntakeClient>();
        services.TryAddScoped<RoutingClient>();
        services.TryAddScoped<ResolutionClient>();
        services.TryAddScoped<OversightClient>();
        services.TryAddScoped<CatalogueClient>();

        // First in line: the services' own handler answers everything with JSON, which a reader of a page cannot use.
        services.Insert(0, ServiceDescriptor.Singleton<IExceptionHandler, PageFailureHandler>());
        return services;
    }

    /// <summary>The pages, and one for every address nobody else answers. Needs authentication, authorization and antiforgery before it.</summary>
    public static IEndpointRouteBuilder MapPortal(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapRazorComponents<App>().RequireAuthorization(Visitor);
        pages.Finally(ExpiredForms.AnswerWithAPage);
        UnknownAddress.Map(routes);
        return routes;
    }
}
