using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Support;

namespace Integration.FrontDoor;

/// <summary>A service behind the front door, played: answers as a test tells it, and remembers what it was asked.</summary>
internal sealed class PlayedService : IAsyncDisposable
{
    private readonly string name;
    private WebApplication? app;

    private PlayedService(string name, int port)
    {
        this.name = name;
        Address = $"http://127.0.0.1:{port}/";
    }

    public string Address { get; }

    /// <summary>What was asked, without the looks whether it is ready.</summary>
    public ConcurrentQueue<Asked> Requests { get; } = new();

    public int Looks { get; private set; }

    /// <summary>Whether it says that it is ready.</summary>
    public bool IsReady { get; set; } = true;

    /// <summary>How it answers. Left alone it says its name.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    public static async Task<PlayedService> StartAsync(string name)
    {
        var service = new PlayedService(name, RunningHost.FreePort());
        await service.StartAsync();
        return service;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Address);
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
    }

    /// <summary>Gone: nobody takes a connection at its address any more.</summary>
    public async Task StopAsync()
    {
        if (app is not null) await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/health/ready")
        {
            Looks++;
            http.Response.StatusCode = IsReady ? 200 : 503;
            return;
        }

        Requests.Enqueue(new Asked(http.Request.Method, http.Request.Path + http.Request.QueryString,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (Answer is not null) await Answer(http);
        else await http.Response.WriteAsync(name);
    }

    internal sealed record Asked(string Method, string Address, IReadOnlyDictionary<string, string> Headers);
}
