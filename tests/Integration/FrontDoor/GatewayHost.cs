using System.Net.Http.Headers;
using Gateway;
using Gateway.FrontDoor;
using Gateway.Proxy;
using Gateway.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shared.Departments;
using Shared.Hosting;
using Support;

namespace Integration.FrontDoor;

/// <summary>The front door of a split installation in this process, before played services. Its database is not needed and not made.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private GatewayHost(WebApplication app, string folder)
    {
        this.app = app;
        this.folder = folder;
        Client = As();
    }

    /// <summary>Somebody without an account.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public Uri Address => new(app.Urls.Single());

    /// <param name="settings">As an operator gives them; a cluster's address by its name alone.</param>
    /// <param name="departments">The directory of departments, when it is to change.</param>
    public static async Task<GatewayHost> StartAsync(
        IReadOnlyDictionary<string, string?> settings, Func<IReadOnlyList<Department>>? departments = null, CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("donthu-gateway-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder, EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("gateway");
        builder.AddGateway();
        builder.AddProxy();
        builder.Configuration.AddInMemoryCollection(
        [
            new("DonThu:DataDirectory", folder),
            new("DonThu:Departments:Directory", Path.Combine(Repository.Root, "deploy", "departments")),
            new("DonThu:Proxy:ProbeEvery", "00:00:00.100"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => setting.Key.Contains(':', StringComparison.Ordinal)
            ? setting
            : new($"ReverseProxy:Clusters:{setting.Key}:Destinations:one:Address", setting.Value)));
        if (departments is not null) builder.Services.Replace(ServiceDescriptor.Singleton(new DirectoryClusters(departments)));

        var app = builder.Build();
        app.UseFrontDoor();
        app.UseAntiforgery();
        app.MapProxy();
        app.MapGateway();
        await app.StartAsync(cancellationToken);
        return new GatewayHost(app, folder);
    }

    /// <summary>A client that holds these grants, written as on the wire (<c>clerk@so-khcn</c>); nobody's without any.</summary>
    public HttpClient As(params string[] grants) => As("user-of-a-test", grants);

    public HttpClient As(string person, string[] grants)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        if (grants.Length == 0) return client;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "urn:donthu:gateway",
            Audience = IssuerOptions.Audience,
            SigningCredentials = new SigningCredentials(Services.GetRequiredService<SigningKeys>().Signing, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object> { ["sub"] = person, ["name"] = "Người thử", [Grant.ClaimType] = grants },
        });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
