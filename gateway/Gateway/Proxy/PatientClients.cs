using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>Connections to the services: made within a time that leaves some for another instance.</summary>
internal sealed class PatientClients(IOptions<ProxyOptions> options, ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = options.Value.ConnectWithin;
        // An address may come to mean another machine.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
    }
}
