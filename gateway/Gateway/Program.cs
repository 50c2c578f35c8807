using Gateway;
using Gateway.FrontDoor;
using Gateway.Proxy;
using Shared.Hosting;
using Shared.Persistence;

if (await HealthProbe.RunAsync(args)) return;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.AddServiceDefaults("gateway");
builder.AddGateway();
builder.AddProxy();

var app = builder.Build();
if (await app.RunCommandAsync(args)) return;
await app.Services.MigrateDatabasesAsync();
await app.Services.EnsureFirstAccountsAsync();
app.UseFrontDoor();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapProxy();
app.MapGateway();
await app.RunAsync();
