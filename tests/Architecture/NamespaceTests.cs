using Xunit;

namespace Architecture;

/// <summary>Who may use whom inside the assemblies: rules 4, 5, 6, 8 and 9 of the layout.</summary>
public sealed class NamespaceTests
{
    private static readonly string[] DriverAssemblies =
    [
        "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.SqlServer", "Microsoft.Data", "Npgsql",
        "RabbitMQ", "MassTransit.RabbitMqTransport",
    ];

    private static readonly string[] NotForDomain =
        ["Microsoft.EntityFrameworkCore", "MassTransit", "Microsoft.AspNetCore", "Shared.Persistence", "Shared.Messaging"];

    private static readonly string[] Publishers =
    [
        "MassTransit.IBus", "MassTransit.IBusControl", "MassTransit.IPublishEndpoint", "MassTransit.IPublishEndpointProvider",
        "MassTransit.ISendEndpoint", "MassTransit.ISendEndpointProvider", "MassTransit.Mediator.IMediator",
        "MassTransit.ConsumeContext", "MassTransit.ConsumeContext`1",
    ];

    private static readonly (string Type, string Member)[] ClockReads =
    [
        ("System.DateTime", "Now"), ("System.DateTime", "UtcNow"), ("System.DateTime", "Today"),
        ("System.DateTimeOffset", "Now"), ("System.DateTimeOffset", "UtcNow"),
    ];

    [Fact]
    public void DriverType_UsedOutsideShared_IsForbidden()
    {
        var used = Built.Uses.Where(use => DriverAssemblies.Any(use.To.Assembly.IsWithin)).ToList();
        foreach (var driver in new[] { "Microsoft.EntityFrameworkCore.Sqlite", "Npgsql", "MassTransit.RabbitMqTransport" })
            Assert.Contains(used, use => use.From.Assembly == "Shared" && use.To.Assembly.IsWithin(driver));

        Check.NoViolations(used.Where(use => use.From.Assembly != "Shared" && !Built.IsMigration(use.From)).Select(use => use.ToString()));
    }

    [Fact]
    public void Domain_UsesAFrameworkOrTheOuterLayers_IsForbidden()
    {
        var violations = new List<string>();
        foreach (var service in Built.Services)
        {
            var uses = Built.Uses.Where(use => use.From.Assembly == service && use.From.Namespace.IsWithin(service + ".Domain")).ToList();
            Assert.True(uses.Count > 0, $"{service} has no Domain.");
            string[] forbidden = [.. NotForDomain, service + ".Features", service + ".Persistence"];
            violations.AddRange(uses
                .Where(use => forbidden.Any(use.To.Namespace.IsWithin) && use.To.ToString() != "Shared.Persistence.IAudited")
                .Select(use => use.ToString()));
        }

        Check.NoViolations(violations);
    }

    [Fact]
    public void Feature_UsesAnotherFeature_IsForbidden()
    {
        foreach (var service in Built.Services)
            Assert.True(Features(service).Count > 1, $"{service} has too few features to compare.");

        Check.NoViolations(Built.Uses
            .Where(use => use.From.Assembly == use.To.Assembly
                && FeatureOf(use.From) is { } one && FeatureOf(use.To) is { } other && one != other)
            .Select(use => use.ToString()));
    }

    [Fact]
    public void Persistence_UsesAFeature_IsForbidden()
    {
        var uses = Built.Uses.Where(use => use.From.Namespace.IsWithin(use.From.Assembly + ".Persistence")).ToList();
        Assert.All(Built.Services, service => Assert.Contains(uses, use => use.From.Assembly == service));

        Check.NoViolations(uses.Where(use => use.To.Namespace.IsWithin(use.From.Assembly + ".Features")).Select(use => use.ToString()));
    }

    [Fact]
    public void Identities_UsedOtherThanThroughTheVault_IsForbidden()
    {
        const string Space = "Intake.Identities";
        var vault = Built.Load("Intake").GetType($"{Space}.IIdentityVault", throwOnError: true)!;
        var open = vault.GetMethods()
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            .SelectMany(WithArguments).Where(type => type.Namespace == Space).Append(vault)
            .Select(type => type.FullName!).ToHashSet();
        var fromOutside = Built.Uses.Where(use => use.To.Namespace.IsWithin(Space) && !use.From.Namespace.IsWithin(Space)).ToList();
        Assert.Contains(fromOutside, use => use.To.ToString() == vault.FullName);

        Check.NoViolations(fromOutside
            .Where(use => use.From.ToString() != "Intake.IntakeModule" && !open.Contains(use.To.ToString()))
            .Select(use => use.ToString()));
    }

    [Fact]
    public void ClockRead_OutsideTimeProvider_IsForbidden()
    {
        Assert.Contains(Built.Uses, use => use.To.ToString() == "System.TimeProvider" && use.Member == "GetUtcNow");
        Assert.Contains(Built.Uses, use => use.To.ToString() == "System.DateTimeOffset" && use.Member?.StartsWith("get_", StringComparison.Ordinal) == true);

        Check.NoViolations(Built.Uses
            .Where(use => ClockReads.Any(read => use.To.ToString() == read.Type && use.Member == "get_" + read.Member))
            .Select(use => use.ToString()));
    }

    [Fact]
    public void ClockRead_IsABannedSymbol()
    {
        var banned = Repository.Read("BannedSymbols.txt").Split('\n').Select(line => line.Split(';')[0].Trim()).ToHashSet();
        Assert.NotEmpty(ClockReads);

        Check.NoViolations(ClockReads.Select(read => $"P:{read.Type}.{read.Member}").Where(symbol => !banned.Contains(symbol))
            .Select(symbol => $"BannedSymbols.txt lacks {symbol}"));
    }

    [Fact]
    public void Publishing_OutsideShared_IsForbidden()
    {
        var used = Built.Uses.Where(use => Publishers.Contains(use.To.ToString())).ToList();
        Assert.Contains(used, use => use.From.ToString() == "Shared.Messaging.RabbitMqTransport");
        Assert.Contains(used, use => use.From.ToString() == "Shared.Messaging.InProcessTransport");

        Check.NoViolations(used.Where(use => use.From.Assembly != "Shared").Select(use => use.ToString()));
    }

    private static HashSet<string> Features(string service) =>
        [.. Built.Uses.Where(use => use.From.Assembly == service).Select(use => FeatureOf(use.From)).OfType<string>()];

    private static string? FeatureOf(TypeName type)
    {
        var prefix = type.Assembly + ".Features.";
        return type.Namespace.StartsWith(prefix, StringComparison.Ordinal) ? type.Namespace[prefix.Length..].Split('.')[0] : null;
    }

    private static IEnumerable<Type> WithArguments(Type type) => type.HasElementType
        ? WithArguments(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(WithArguments).Append(type);
}
