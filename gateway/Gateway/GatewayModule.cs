using Gateway.Accounts;
using Gateway.Features;
using Gateway.FrontDoor;
using Gateway.SignIn;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Portal;
using Portal.Access;
using Shared.Hosting;
using Shared.Persistence;

namespace Gateway;

/// <summary>The front door: sign-in, pages, and what belongs to no single service.</summary>
public static class GatewayModule
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddServiceDatabase<AccountsDbContext, SqliteAccountsDbContext, PostgreSqlAccountsDbContext, SqlServerAccountsDbContext>("Accounts");
        var services = builder.Services;
        services.AddOptions<SigningKeyOptions>().BindConfiguration(SigningKeyOptions.Section);
        services.TryAddSingleton<SigningKeys>();
        services.AddSingleton(new NewKey("signing", SigningKeys.SigningFile, SigningKeys.New));
        services.AddSingleton(new NewKey("encryption", SigningKeys.EncryptionFile, SigningKeys.New));
        services.AddDataProtection();
        services.AddFrontDoor();
        AddAccounts(services);
        AddIssuer(builder);
        AddPages(services);
        return builder;
    }

    public static WebApplication MapGateway(this WebApplication app)
    {
        TokenEndpoint.Map(app);
        PortalSignIn.Map(app);
        var api = app.MapGroup("/api/v1");
        GetMe.Map(api);
        ListDepartments.Map(api);
        app.MapPortal();
        return app;
    }

    /// <summary>Creates the accounts an installation begins with.</summary>
    public static async Task EnsureFirstAccountsAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FirstAccounts>().EnsureAsync(cancellationToken);
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddIdentityCore<Account>(identity =>
            {
                identity.Password.RequiredLength = 12;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequireDigit = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireLowercase = false;
                identity.Lockout.MaxFailedAccessAttempts = 10;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddSignInManager()
            .AddEntityFrameworkStores<AccountsDbContext>();
        services.AddOptions<FirstAccountsOptions>().BindConfiguration(FirstAccountsOptions.Section);
        services.AddScoped<FirstAccounts>();
        services.AddAuthentication().AddCookie(PortalSignIn.Scheme, cookie =>
        {
            cookie.Cookie.Name = "donthu.portal";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/dang-nhap";
            cookie.AccessDeniedPath = "/dang-nhap";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.SlidingExpiration = false;
        });
    }

    private static void AddIssuer(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<AccountsDbContext>())
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("connect/token");
                server.AllowClientCredentialsFlow();
                if (builder.Environment.IsDevelopment()) server.AllowPasswordFlow();
                server.AcceptAnonymousClients();
                server.DisableAccessTokenEncryption();
                server.DisableTokenStorage();
                server.DisableAuthorizationStorage();
                server.SetAccessTokenLifetime(TimeSpan.FromHours(1));
                server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
            });
        services.AddOptions<OpenIddictServerOptions>().Configure<SigningKeys, IOptions<IssuerOptions>>((server, keys, signIn) =>
        {
            server.Issuer = new Uri(signIn.Value.Name, UriKind.Absolute);
            // The first of each is used for new tokens; all are published, respectively tried.
            server.SigningCredentials.AddRange(keys.AllSigning.Select(key => new SigningCredentials(key, SecurityAlgorithms.RsaSha256)));
            server.EncryptionCredentials.AddRange(keys.AllEncryption.Select(key =>
                new EncryptingCredentials(key, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512)));
        });

        // This process holds the keys, so it need not ask itself for them.
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).PostConfigure<SigningKeys>(
            (bearer, keys) => bearer.TokenValidationParameters.IssuerSigningKeys = keys.AllSigning);
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddPortal();
        services.AddScoped<IColleagues, Colleagues>();
        services.AddOptions<PortalOptions>().PostConfigure<IServer, IHttpContextAccessor>((portal, server, http) =>
        {
            portal.ApiBaseAddress ??= () => new Uri(OwnAddress(server), "/api/v1/");
            portal.Prepare ??= call => CallOfAPage.Sign(call, http.HttpContext);
        });
    }

    /// <summary>Where this process is reached from itself.</summary>
    private static Uri OwnAddress(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The host has no address yet.");
        var own = new UriBuilder(address.Replace("*", "127.0.0.1", StringComparison.Ordinal).Replace("+", "127.0.0.1", StringComparison.Ordinal));
        if (own.Host is "0.0.0.0" or "[::]") own.Host = "127.0.0.1";
        return own.Uri;
    }
}
