using Oversight;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Operations;
using Shared.Persistence;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("oversight");
builder.AddOversight();
builder.AddMessageTransport();

var app = builder.Build();
await app.Services.MigrateDatabasesAsync();
app.UseServiceDefaults();
app.MapOperations();
app.MapGroup("/api/v1").MapOversight();
await app.RunAsync();
