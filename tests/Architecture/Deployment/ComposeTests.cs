using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;
using static Architecture.Deployment.ComposeFile;

namespace Architecture.Deployment;

/// <summary>What docker-compose.yml and the container file name exists, is read by somebody, and is as narrow as it says.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] Departments = [.. Repository.Files("department.json", "deploy/departments").Select(path => path.Split('/')[2])];

    [Fact]
    public void EnvironmentAndSecrets_OfEveryProgram_AreSettingsItsOptionsHave()
    {
        Assert.True(KnownSettings.All.Count() > 20, "Too few settings were found in the sources.");
        Assert.True(Programs.Count() >= 8);

        Check.NoViolations(Programs.SelectMany(program =>
            program.Environment.Select(pair => KnownSettings.Fault(pair.Key, pair.Value))
                .Concat(program.Secrets.Keys.Select(key => KnownSettings.Fault(key, null)))
                .OfType<string>().Select(fault => $"{program.Name}: {fault}")));
    }

    [Theory]
    [InlineData("DonThu__Database__Povider", "Sqlite")]
    [InlineData("DonThu__Database__Provider", "MySql")]
    [InlineData("DonThu__Database__WaitAtStart", "a while")]
    [InlineData("DonThu__Database__Provider__0", "Sqlite")]
    [InlineData("ConnectionStrings__Letters", null)]
    [InlineData("ReverseProxy__Clusters__intake__Address", "http://intake:8080/")]
    public void Setting_NobodyReadsSo_IsAFault(string variable, string? value) => Assert.NotNull(KnownSettings.Fault(variable, value));

    [Fact]
    public void EveryProgram_IsGivenTheSecretsItNeeds()
    {
        var split = Programs.Where(program => program.Name != "all-in-one").ToList();
        Check.NoViolations(split.SelectMany(program =>
        {
            var folder = ProjectOf(program);
            var sources = string.Concat(Repository.Files("*.cs", folder).Select(Repository.Read));
            var needed = KnownSettings.Databases[folder].Select(name => $"ConnectionStrings__{name}").Append("DonThu__Protection__Secrets__0").ToList();
            if (sources.Contains("AddMessageTransport", StringComparison.Ordinal)) needed.Add("DonThu__Messaging__BrokerUri");
            if (folder == "services/Intake") needed.Add("DonThu__Identities__MasterKey");
            if (folder == "gateway/Gateway") needed.AddRange(["DonThu__SigningKeys__Signing", "DonThu__SigningKeys__Encryption", "DonThu__FirstAccounts__AdministratorPassword"]);
            return needed.Except(program.Secrets.Keys).Select(name => $"{program.Name} is not given {name}")
                .Concat(program.Secrets.Keys.Except(needed).Select(name => $"{program.Name} is given {name}, which is none of its affairs"));
        }));

        // Who a denouncer is can be read by nobody else.
        Assert.Equal(["intake"], Services.Values.Where(service => service.Secrets.Values.Any(name => name is "identities-key" or "database-identities")).Select(service => service.Name));
    }

    [Fact]
    public void EverythingNamed_IsDefinedAndUsed()
    {
        var secrets = Services.Values.SelectMany(service => service.Secrets.Values).Distinct().ToList();
        var networks = Services.Values.SelectMany(service => service.Strings("networks")).Distinct().ToList();
        var mounts = Services.Values.SelectMany(service => service.Strings("volumes").Select(volume => volume.Split(':')[0])).Distinct().ToList();
        var volumes = mounts.Where(source => !source.StartsWith('.')).ToList();

        Check.NoViolations(
            Differences("secret", secrets, Names("secrets"))
            .Concat(Differences("network", networks, Names("networks")))
            .Concat(Differences("volume", volumes, Names("volumes")))
            .Concat(mounts.Where(source => source.StartsWith('.') && !Path.Exists(Path.Combine(Repository.Root, source)))
                .Select(source => $"{source} is mounted and not there"))
            .Concat(Services.Values.SelectMany(service => Map(service.Yaml.GetValueOrDefault("depends_on")).Keys.Cast<string>()
                .Where(other => !Services.ContainsKey(other)).Select(other => $"{service.Name} waits for {other}, which is no service"))));
    }

    [Fact]
    public void EveryProgramOfTheRepository_HasAnImageBuiltFromTheOneContainerFile()
    {
        var programs = Repository.Shipped.Where(project => File.Exists(Path.Combine(Repository.Root, project.Folder, "Program.cs")) && project.Name != "Clock.Verify")
            .Select(project => project.Folder).Order(StringComparer.Ordinal).ToList();
        var built = Programs.Where(program => program.Yaml.ContainsKey("build")).ToList();
        Assert.Equal(programs, built.Select(ProjectOf).Order(StringComparer.Ordinal));

        Check.NoViolations(built.SelectMany(program =>
        {
            var build = Map(program.Yaml["build"]);
            var arguments = Map(build["args"]);
            var faults = new List<string>();
            if ((string)build["dockerfile"] != "deploy/images/Containerfile") faults.Add($"{program.Name} is built from {build["dockerfile"]}");
            if (!File.Exists(Path.Combine(Repository.Root, $"{arguments["PROJECT"]}/{arguments["PROGRAM"]}.csproj"))) faults.Add($"{program.Name} has no project");
            return faults;
        }));
        Assert.Empty(Programs.Select(program => program.Image).Except(built.Select(program => program.Image)));
    }

    [Fact]
    public void EveryProgram_MayDoNoMoreThanItMust()
    {
        Check.NoViolations(Programs.SelectMany(program =>
        {
            var faults = new List<string>();
            if ((string?)program.Yaml.GetValueOrDefault("read_only") != "true") faults.Add("may write to its root file system");
            if (!NumericUser().IsMatch((string?)program.Yaml.GetValueOrDefault("user") ?? "")) faults.Add("has no numeric user");
            if (!program.Strings("cap_drop").SequenceEqual(["ALL"])) faults.Add("keeps capabilities");
            if (!program.Strings("security_opt").Contains("no-new-privileges:true")) faults.Add("may gain privileges");
            if (program.Yaml.ContainsKey("privileged")) faults.Add("is privileged");
            if (List(Map(program.Yaml["healthcheck"])["test"]) is not ["CMD", "/app/program", "health"]) faults.Add("is not asked for its health");
            if (!program.Yaml.ContainsKey("stop_grace_period")) faults.Add("is given no time to end");
            return faults.Select(fault => $"{program.Name} {fault}");
        }).Concat(Services.Values.SelectMany(service => service.Strings("ports").Select(Default).Where(port => !port.StartsWith("127.0.0.1:", StringComparison.Ordinal))
            .Select(port => $"{service.Name} is open to everybody at {port}")))
        .Concat(Services.Values.Where(service => !PinnedImage().IsMatch(service.Image)).Select(service => $"{service.Name}: {service.Image} is no fixed version")));

        var container = Repository.Read("deploy/images/Containerfile");
        Assert.Matches(@"\nUSER [1-9][0-9]*:[1-9][0-9]*\n", container);
        Assert.Contains("CMD [\"/app/program\", \"health\"]", container, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryDepartment_IsServedByOneResolutionWhichTheGatewayKnows()
    {
        Assert.NotEmpty(Departments);
        var served = Programs.Where(program => ProjectOf(program) == "services/Resolution").SelectMany(program => program.Served).ToList();
        Assert.Equal(Departments.Order(StringComparer.Ordinal), served.Order(StringComparer.Ordinal));

        var gateway = Services["gateway"].Environment;
        var hosts = gateway.Where(pair => pair.Key.EndsWith("__Address", StringComparison.Ordinal)).Select(pair => new Uri(pair.Value!).Host);
        Check.NoViolations(KnownSettings.Proxy.Faults(gateway).Concat(hosts.Except(Services.Keys).Select(host => $"{host} is no service")));
    }

    [Fact]
    public void SecretsScript_ForEitherDatabase_MakesEverythingComposeAsksForAndKeepsIt()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is not installed.");
        var folder = Directory.CreateTempSubdirectory("donthu-secrets-").FullName;
        try
        {
            Make("postgresql");
            var missing = SecretFiles.Values.Select(Path.GetFileName).Where(file => new FileInfo(Path.Combine(folder, "secrets", file!)) is not { Exists: true, Length: > 0 });
            Assert.Empty(missing);
            var key = File.ReadAllText(Path.Combine(folder, "secrets", "identities-key"));
            Assert.Equal(32, Convert.FromBase64String(key.Trim()).Length);
            foreach (var program in Programs.Where(program => program.Secrets.Count > 0))
            {
                foreach (var (target, source) in program.Secrets.Where(pair => pair.Key.StartsWith("ConnectionStrings__", StringComparison.Ordinal)))
                {
                    var connection = new Npgsql.NpgsqlConnectionStringBuilder(Secret(source));
                    Assert.Equal("postgresql", connection.Host);
                    Assert.EndsWith(target["ConnectionStrings__".Length..].ToLowerInvariant(), connection.Database!.Split("_xa_")[0], StringComparison.Ordinal);
                }
            }

            Assert.StartsWith("amqp://donthu:", Secret("broker-uri"), StringComparison.Ordinal);
            Assert.Equal("broker", new Uri(Secret("broker-uri")).Host);
            Assert.Contains("COMPOSE_PROFILES=postgresql", File.ReadAllText(Path.Combine(folder, "env")), StringComparison.Ordinal);

            var logins = File.ReadAllText(Path.Combine(folder, "secrets", "database-logins"));
            Make("sql-server");
            Assert.Equal("sql-server", new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(Secret("database-intake")).DataSource);
            Assert.Equal(key, File.ReadAllText(Path.Combine(folder, "secrets", "identities-key")));
            Assert.Equal(logins, File.ReadAllText(Path.Combine(folder, "secrets", "database-logins")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Secret(string name) => File.ReadAllText(Path.Combine(folder, "secrets", Path.GetFileName(SecretFiles[name]))).Trim();

        void Make(string database)
        {
            var (code, output) = Run("bash", [Path.Combine(Repository.Root, "deploy/make-secrets.sh"), database], new()
            {
                ["DONTHU_SECRETS"] = Path.Combine(folder, "secrets"),
                ["DONTHU_ENV_FILE"] = Path.Combine(folder, "env"),
            });
            Assert.True(code == 0, output);
        }
    }

    [Theory]
    [InlineData("sql-server", "SqlServer")]
    [InlineData("postgresql", "PostgreSql")]
    [InlineData("all-in-one", "Sqlite")]
    public void Compose_ItsOwnCheck_Passes(string profile, string provider)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/docker-compose"), "docker-compose is not installed.");
        var (code, output) = Run("/usr/bin/docker-compose", ["--file", Path.Combine(Repository.Root, "docker-compose.yml"), "config"], new()
        {
            ["COMPOSE_PROFILES"] = profile,
            ["DONTHU_DATABASE"] = provider,
        });
        Assert.True(code == 0, output);
        Assert.DoesNotContain("WARNING", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"DonThu__Database__Provider: {provider}", output, StringComparison.Ordinal);
    }

    internal static (int Code, string Output) Run(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static string ProjectOf(ComposeFile.Service program)
    {
        var built = program.Yaml.ContainsKey("build")
            ? program
            : Programs.Single(other => other.Image == program.Image && other.Yaml.ContainsKey("build"));
        return (string)Map(Map(built.Yaml["build"])["args"])["PROJECT"];
    }

    private static IEnumerable<string> Differences(string what, IReadOnlyList<string> used, IReadOnlyList<string> defined) =>
        used.Except(defined).Select(name => $"{what} {name} is used and not defined")
            .Concat(defined.Except(used).Select(name => $"{what} {name} is defined and not used"));

    [GeneratedRegex("^[1-9][0-9]*:[1-9][0-9]*$")]
    private static partial Regex NumericUser();

    [GeneratedRegex("^[^:]+:v?[0-9][^:]*$")]
    private static partial Regex PinnedImage();
}
