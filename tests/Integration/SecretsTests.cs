using System.Security.Cryptography;
using Gateway.SignIn;
using Intake.Identities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;
using Xunit;

namespace Integration;

/// <summary>Secrets come from files, several instances share them, and each can be replaced while the old one is still read.</summary>
[Collection("databases")]
public sealed class SecretsTests(Databases databases) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("donthu-secrets-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Setting_InAFile_IsReadAndWinsOverTheEnvironment()
    {
        var secrets = Directory.CreateDirectory(Path.Combine(folder, "secrets")).FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "DonThu__Messaging__BrokerUri"), "amqp://donthu:secret@broker/\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(secrets, "ConnectionStrings__Intake"), "Data Source=from-a-file", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(secrets, "DonThu__Departments__Served__0"), "xa-go-may\n", TestContext.Current.CancellationToken);
        await using var app = Build(new()
        {
            ["DonThu:SecretsDirectory"] = secrets,
            ["DonThu:Messaging:BrokerUri"] = "amqp://elsewhere/",
        });

        Assert.Equal("amqp://donthu:secret@broker/", app.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.BrokerUri);
        Assert.Equal("Data Source=from-a-file", app.Configuration.GetConnectionString("Intake"));
        Assert.Equal(["xa-go-may"], app.Services.GetRequiredService<DepartmentDirectory>().Served.Select(department => department.Code));
    }

    [Fact]
    public void Folder_NamedButMissing_IsAFault() =>
        Assert.Throws<DirectoryNotFoundException>(() => Build(new() { ["DonThu:SecretsDirectory"] = Path.Combine(folder, "nowhere") }));

    [Theory]
    [InlineData(null, null, "http://127.0.0.1:8080/health/ready")]
    [InlineData(null, "9000;9001", "http://127.0.0.1:9000/health/ready")]
    [InlineData("http://*:8085", null, "http://127.0.0.1:8085/health/ready")]
    [InlineData("https://+:8443;http://0.0.0.0:8081/", "9000", "http://127.0.0.1:8081/health/ready")]
    [InlineData("http://[::]:8082", null, "http://127.0.0.1:8082/health/ready")]
    public void HealthProbe_OfAProgram_AsksWhereItListens(string? urls, string? ports, string expected) =>
        Assert.Equal(expected, HealthProbe.Address(name => name switch
        {
            "ASPNETCORE_URLS" => urls,
            "ASPNETCORE_HTTP_PORTS" => ports,
            _ => null,
        }).ToString());

    [Fact]
    public async Task HealthProbe_NobodyListens_IsNotReady() =>
        Assert.False(await HealthProbe.IsReadyAsync(new Uri("http://127.0.0.1:1/health/ready"), TimeSpan.FromSeconds(5)));

    [Fact]
    public async Task Protection_BySecrets_IsTheSameInEveryInstanceAndRotates()
    {
        string old = NewSecret(), @new = NewSecret();
        await using var first = Build(Protection("first", old));
        await using var second = Build(Protection("second", old));
        await using var rotated = Build(Protection("rotated", @new, old));
        await using var later = Build(Protection("later", @new));

        var sealedBefore = Protector(first).Protect("answer");
        Assert.Equal("answer", Protector(second).Unprotect(sealedBefore));
        Assert.Equal("answer", Protector(rotated).Unprotect(sealedBefore));
        Assert.Equal("answer", Protector(later).Unprotect(Protector(rotated).Protect("answer")));
        Assert.Throws<CryptographicException>(() => Protector(later).Unprotect(sealedBefore));
        Assert.False(Directory.Exists(Path.Combine(folder, "data", "first", "keys")), "Nothing is to be written where keys are given.");
    }

    [Fact]
    public async Task Protection_NoSecrets_IsKeptInTheDataDirectory()
    {
        string sealedBefore;
        await using (var before = Build(Protection("kept"))) sealedBefore = Protector(before).Protect("answer");
        await using var after = Build(Protection("kept"));
        Assert.Equal("answer", Protector(after).Unprotect(sealedBefore));
    }

    [Fact]
    public async Task Protection_ShortSecret_IsAFaultThatDoesNotQuoteIt()
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await using var app = Build(Protection("short", secret));
        var fault = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IOptions<ProtectionOptions>>().Value);
        Assert.Contains("DonThu:Protection:Secrets:0", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SigningKeys_SeveralGiven_TheFirstSignsAndAllAreKnown()
    {
        string old = Pem(), @new = Pem();
        var before = Keys(new SigningKeyOptions { Signing = old, Encryption = old, FurtherSigning = [@new] });
        var after = Keys(new SigningKeyOptions { Signing = @new, Encryption = @new, FurtherSigning = [old], FurtherEncryption = [old] });

        Assert.Equal(before.AllSigning[1].KeyId, after.Signing.KeyId);
        Assert.Equal([after.Signing.KeyId, before.Signing.KeyId], after.AllSigning.Select(key => key.KeyId));
        Assert.Equal(2, after.AllEncryption.Count);
        Assert.Contains("PEM", Assert.Throws<OptionsValidationException>(() => Keys(new SigningKeyOptions { Signing = "no key" })).Message, StringComparison.Ordinal);

        static string Pem() => System.Text.Encoding.ASCII.GetString(SigningKeys.New());
        SigningKeys Keys(SigningKeyOptions options)
        {
            using var services = Build([]).Services as ServiceProvider;
            return new SigningKeys(Options.Create(options), services!.GetRequiredService<DataDirectory>());
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task MasterKey_Replaced_OldLettersAreReadAndRewrapped(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        string old = NewSecret(), @new = NewSecret();
        var directory = host.Services.GetRequiredService<DataDirectory>();
        IdentityKeys Keys(string current, params string[] further) =>
            new(Options.Create(new IdentityVaultOptions { MasterKey = current, FurtherMasterKeys = further }), directory);
        async Task<string?> ReadAsync(IdentityKeys keys, Guid id)
        {
            await using var scope = host.Services.CreateAsyncScope();
            var vault = new IdentityVault(scope.ServiceProvider.GetRequiredService<IdentitiesDbContext>(), keys);
            return (await vault.OpenLetterAsync(id, "xa-go-may", cancellationToken))?.Content;
        }

        // More letters than one batch takes.
        var letters = Enumerable.Range(0, 203).Select(_ => Guid.NewGuid()).ToList();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var vault = new IdentityVault(scope.ServiceProvider.GetRequiredService<IdentitiesDbContext>(), Keys(old));
            foreach (var id in letters) await vault.SealAsync(id, new SealedLetter($"letter {id}", null), [], cancellationToken);
        }

        var both = Keys(@new, old);
        Assert.Equal($"letter {letters[0]}", await ReadAsync(both, letters[0]));

        var said = new StringWriter();
        var rewrap = new RewrapIdentities(host.Services.GetRequiredService<IServiceScopeFactory>(), both);
        await rewrap.RunAsync([], said, cancellationToken);
        Assert.StartsWith($"203 letters are now under master key {both.KeyId}.", said.ToString(), StringComparison.Ordinal);

        var later = Keys(@new);
        foreach (var id in letters.Take(3).Append(letters[^1])) Assert.Equal($"letter {id}", await ReadAsync(later, id));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(Keys(old), letters[0]));

        said = new StringWriter();
        await new RewrapIdentities(host.Services.GetRequiredService<IServiceScopeFactory>(), both).RunAsync([], said, cancellationToken);
        Assert.StartsWith("0 letters", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RewrapIdentities_KeyOfSomeLettersNotGiven_SaysSoAndFails()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await ServiceHost.StartAsync(Shared.Persistence.DatabaseProvider.Sqlite, null, cancellationToken);
        var directory = host.Services.GetRequiredService<DataDirectory>();
        IdentityKeys Keys() => new(Options.Create(new IdentityVaultOptions { MasterKey = NewSecret() }), directory);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var vault = new IdentityVault(scope.ServiceProvider.GetRequiredService<IdentitiesDbContext>(), Keys());
            await vault.SealAsync(Guid.NewGuid(), new SealedLetter("letter", null), [], cancellationToken);
        }

        var said = new StringWriter();
        var code = await new RewrapIdentities(host.Services.GetRequiredService<IServiceScopeFactory>(), Keys()).RunAsync([], said, cancellationToken);
        Assert.Equal(1, code);
        Assert.Contains("1 letters are under master key", said.ToString(), StringComparison.Ordinal);
    }

    private Dictionary<string, string?> Protection(string data, params string[] secrets) => new(
        secrets.Select((secret, place) => new KeyValuePair<string, string?>($"DonThu:Protection:Secrets:{place}", secret)))
    {
        ["DonThu:DataDirectory"] = Path.Combine(folder, "data", data),
    };

    private WebApplication Build(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder });
        settings.TryAdd("DonThu:DataDirectory", Path.Combine(folder, "data"));
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddServiceDefaults("test");
        builder.AddMessageTransport();
        return builder.Build();
    }

    private static IDataProtector Protector(WebApplication app) =>
        app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("donthu.remembered-answers");

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
