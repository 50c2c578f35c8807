using Gateway;
using Intake;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;

var builder = WebApplication.CreateBuilder(args);
if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://127.0.0.1:8080");
builder.WebHost.UseStaticWebAssets();
builder.AddServiceDefaults("donthu");
builder.AddIntake();
builder.AddGateway();
builder.AddMessageTransport();

var app = builder.Build();
await app.Services.MigrateDatabasesAsync();
await app.Services.EnsureFirstAccountsAsync();
app.UseServiceDefaults();
app.UseAntiforgery();
app.MapStaticAssets();
var api = app.MapGroup("/api/v1");
api.MapIntake();
app.MapGateway();
await app.RunAsync();
