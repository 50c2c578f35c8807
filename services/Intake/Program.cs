using Intake;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Operations;
using Shared.Persistence;

if (await HealthProbe.RunAsync(args)) return;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("intake");
builder.AddIntake();
builder.AddMessageTransport();

var app = builder.Build();
if (await app.RunCommandAsync(args)) return;
await app.Services.MigrateDatabasesAsync();
app.UseServiceDefaults();
app.MapOperations();
app.MapGroup("/api/v1").MapIntake();
await app.RunAsync();
