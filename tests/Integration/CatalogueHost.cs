using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Catalogue;
using Contracts.Catalogue;
using Contracts.Resolution;
using Contracts.Shared;
using MassTransit;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;
using Support;
using Xunit;

namespace Integration;

/// <summary>The Catalogue alone in this process, on SQLite, with somebody who takes note of what it says.</summary>
public sealed class CatalogueHost : IAsyncDisposable
{
    private static readonly SymmetricSecurityKey Key = new(RandomNumberGenerator.GetBytes(32));

    private readonly WebApplication app;
    private readonly bool ownsFolder;

    private CatalogueHost(WebApplication app, string folder, bool ownsFolder)
    {
        this.app = app;
        this.ownsFolder = ownsFolder;
        Folder = folder;
        Client = As(null);
    }

    public string Folder { get; }
    public HttpClient Client { get; }
    internal Heard Heard => app.Services.GetRequiredService<Heard>();
    internal IServiceProvider Services => app.Services;

    /// <summary>The documents of the law this host reads: a copy, so that a test may deliver another.</summary>
    public string Calendars => Path.Combine(Folder, "law", "Calendars");

    public static async Task<CatalogueHost> StartAsync(string? folder = null, CancellationToken cancellationToken = default)
    {
        var owns = folder is null;
        folder ??= Directory.CreateTempSubdirectory("donthu-catalogue-").FullName;
        if (owns) CopyLaw(folder);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration["DonThu:DataDirectory"] = folder;
        builder.Configuration["DonThu:Law:Directory"] = Path.Combine(folder, "law");
        builder.Configuration["DonThu:Departments:Directory"] = Path.Combine(Repository.Root, "deploy", "departments");
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("catalogue");
        builder.AddCatalogue();
        builder.Services.AddSingleton<Heard>();
        builder.Services.AddServiceConsumers("probe", typeof(CatalogueHost).Assembly, typeof(CalendarChanged).Assembly);
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme,
            bearer => bearer.TokenValidationParameters.IssuerSigningKey = Key);
        builder.AddMessageTransport();

        var app = builder.Build();
        await app.Services.MigrateDatabasesAsync(cancellationToken);
        app.UseServiceDefaults();
        app.MapGroup("/api/v1").MapCatalogue();
        await app.StartAsync(cancellationToken);
        return new CatalogueHost(app, folder, owns);
    }

    /// <summary>A client that holds a role, for example <c>procedure-admin@*</c>; nobody when null.</summary>
    public HttpClient As(string? grant, string language = "vi")
    {
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/api/v1/") };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        if (grant is null) return client;

        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "urn:donthu:gateway",
            Audience = IssuerOptions.Audience,
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
            Claims = new Dictionary<string, object> { ["sub"] = "admin-1", ["name"] = "Quản trị thử", [Grant.ClaimType] = grant },
        });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<JsonElement> GetAsync(string path, HttpClient? client = null)
    {
        using var answer = await (client ?? Client).GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        if (ownsFolder) Directory.Delete(Folder, recursive: true);
    }

    private static void CopyLaw(string folder)
    {
        foreach (var part in new[] { "Calendars", "TimeLimits" })
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, "law", part));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "workflows", "Procedures", part), "*.json"))
                File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
        }
    }
}

/// <summary>What a receiver got.</summary>
internal sealed class Heard
{
    private readonly List<object> messages = [];

    public void Take(object message)
    {
        lock (messages) messages.Add(message);
    }

    public IReadOnlyList<T> All<T>()
    {
        lock (messages) return [.. messages.OfType<T>()];
    }
}

internal abstract class Listener<TMessage>(Heard heard) : IConsumer<TMessage> where TMessage : class
{
    public Task Consume(ConsumeContext<TMessage> context)
    {
        heard.Take(context.Message);
        return Task.CompletedTask;
    }
}

internal sealed class CalendarChangedListener(Heard heard) : Listener<CalendarChanged>(heard);

internal sealed class CalendarPreviewListener(Heard heard) : Listener<CalendarPreviewRequested>(heard);

internal sealed class AdoptCalendarListener(Heard heard) : Listener<AdoptCalendar>(heard);

internal sealed class PreviewCalendarListener(Heard heard) : Listener<PreviewCalendar>(heard);

internal sealed class CalendarChangedListenerDefinition : ServiceConsumerDefinition<CalendarChangedListener>;

internal sealed class CalendarPreviewListenerDefinition : ServiceConsumerDefinition<CalendarPreviewListener>;

internal sealed class AdoptCalendarListenerDefinition : ServiceConsumerDefinition<AdoptCalendarListener>;

internal sealed class PreviewCalendarListenerDefinition : ServiceConsumerDefinition<PreviewCalendarListener>;
