using Catalogue;
using Gateway;
using Intake;
using Oversight;
using Resolution;
using Routing;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;

if (await HealthProbe.RunAsync(args)) return;

var builder = WebApplication.CreateBuilder(args);
if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://127.0.0.1:8080");
builder.WebHost.UseStaticWebAssets();
builder.AddServiceDefaults("donthu");
builder.AddIntake();
builder.AddRouting();
builder.AddResolution();
builder.AddOversight();
builder.AddCatalogue();
builder.AddGateway();
builder.AddMessageTransport();

var app = builder.Build();
if (await app.RunCommandAsync(args)) return;
await app.Services.MigrateDatabasesAsync();
await app.Services.EnsureFirstAccountsAsync();
app.UseServiceDefaults();
app.UseAntiforgery();
app.MapStaticAssets();
var api = app.MapGroup("/api/v1");
api.MapIntake();
api.MapRouting();
api.MapResolution();
api.MapOversight();
api.MapCatalogue();
app.MapGateway();
await app.RunAsync();
