using Resolution;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Operations;
using Shared.Persistence;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("resolution");
builder.AddResolution();
builder.AddMessageTransport();

var app = builder.Build();
await app.Services.MigrateDatabasesAsync();
app.UseServiceDefaults();
app.MapOperations();
app.MapGroup("/api/v1").MapResolution();
await app.RunAsync();
