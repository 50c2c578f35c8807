using Gateway;
using Gateway.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shared.Hosting;
using Shared.Persistence;
using Xunit;

namespace Integration;

/// <summary>How an installation outside development gets its first account.</summary>
[Collection("databases")]
public sealed class FirstAccountsTests
{
    [Fact]
    public async Task Administrator_PasswordGiven_HasItAndNoFileIsWritten()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("donthu-accounts-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder, EnvironmentName = "Production" });
        builder.Configuration["DonThu:DataDirectory"] = folder;
        builder.Configuration["DonThu:FirstAccounts:AdministratorPassword"] = "Dt1-given-by-the-store\n";
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("gateway");
        builder.AddGateway();
        await using (var app = builder.Build())
        {
            await app.Services.MigrateDatabasesAsync(cancellationToken);
            await app.Services.EnsureFirstAccountsAsync(cancellationToken);
            await app.Services.EnsureFirstAccountsAsync(cancellationToken);

            await using var scope = app.Services.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var administrator = await accounts.FindByNameAsync("administrator");
            Assert.True(administrator!.MustChangePassword);
            Assert.True(await accounts.CheckPasswordAsync(administrator, "Dt1-given-by-the-store"));
            Assert.False(File.Exists(Path.Combine(folder, FirstAccounts.AdministratorFile)));
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
