using System.Globalization;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Shared.Departments;
using Shared.Messaging;
using Shared.Persistence;

namespace Shared.Hosting;

/// <summary>What every host of DonThu has: telemetry, health, problems in the caller's language, sign-in, one way to write JSON.</summary>
public static class ServiceDefaults
{
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.Configuration.AddSecretFiles();
        builder.AddTelemetry(service);
        builder.Logging.KeepAddressesOut();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.TryAddScoped<CurrentActor>();
        services.TryAddSingleton<DataDirectory>();
        services.AddProtectionKeys();
        services.AddServiceCommands();
        services.TryAddSingleton<ProblemTexts>();
        services.TryAddSingleton<LawDirectory>();
        services.AddOptions<DepartmentOptions>().BindConfiguration(DepartmentOptions.Section);
        services.TryAddSingleton<DepartmentDirectory>();
        services.AddExceptionHandler<ProblemHandler>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = ProblemDefaults.Complete);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.Encoder = WireJson.Options.Encoder;
            foreach (var converter in WireJson.Options.Converters) json.SerializerOptions.Converters.Add(converter);
            json.SerializerOptions.AllowDuplicateProperties = false;
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.Configure<RequestLocalizationOptions>(ConfigureLanguages);
        services.AddHealthChecks().AddCheck<DatabasesReachable>("databases", tags: ["ready"]);
        AddSignIn(services);
        return builder;
    }

    /// <summary>The order in which every request passes through: language, errors, sign-in.</summary>
    /// <param name="beforeSignIn">What must have its say before anybody is asked who they are, and still answer with a problem.</param>
    public static WebApplication UseServiceDefaults(this WebApplication app, Action<WebApplication>? beforeSignIn = null)
    {
        app.UseRequestLocalization();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        beforeSignIn?.Invoke(app);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
        return app;
    }

    private static void ConfigureLanguages(RequestLocalizationOptions languages)
    {
        var known = new[] { new CultureInfo("vi"), new CultureInfo("en") };
        languages.DefaultRequestCulture = new RequestCulture(known[0]);
        languages.SupportedCultures = known;
        languages.SupportedUICultures = known;
        languages.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        languages.ApplyCurrentCultureToResponseHeaders = true;
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddOptions<IssuerOptions>().BindConfiguration(IssuerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<IssuerOptions>, TimeProvider>((bearer, signIn, time) =>
            {
                bearer.MapInboundClaims = false;
                bearer.RequireHttpsMetadata = false; // between processes of one installation; the outside speaks HTTPS to the proxy before the gateway
                bearer.Authority = string.IsNullOrWhiteSpace(signIn.Value.Authority) ? null : signIn.Value.Authority;
                bearer.TimeProvider = time;
                bearer.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = signIn.Value.Name,
                    ValidAudience = IssuerOptions.Audience,
                    NameClaimType = "name",
                    ClockSkew = TimeSpan.FromSeconds(30),
                };
            });
        services.AddAuthorization(Policies.Add);
    }

    private sealed class DatabasesReachable(IServiceScopeFactory scopes, IEnumerable<MigrationTarget> targets) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var target in targets)
            {
                var db = (DbContext)scope.ServiceProvider.GetRequiredService(target.Context);
                if (!await db.Database.CanConnectAsync(cancellationToken)) return HealthCheckResult.Unhealthy($"{target.Database} is not reachable.");
            }

            return HealthCheckResult.Healthy();
        }
    }
}
