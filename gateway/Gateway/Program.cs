using Gateway;
using Shared.Hosting;
using Shared.Persistence;
using Yarp.ReverseProxy;

if (await HealthProbe.RunAsync(args)) return;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "routes.json"), optional: false);
builder.Configuration.AddEnvironmentVariables();
builder.AddServiceDefaults("gateway");
builder.AddGateway();
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));

var app = builder.Build();
if (await app.RunCommandAsync(args)) return;
await app.Services.MigrateDatabasesAsync();
await app.Services.EnsureFirstAccountsAsync();
app.UseServiceDefaults();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapReverseProxy(proxy =>
{
    proxy.UseDepartmentClusters(app.Services.GetRequiredService<IProxyStateLookup>());
    proxy.UseLoadBalancing();
    proxy.UsePassiveHealthChecks();
});
app.MapGateway();
await app.RunAsync();
