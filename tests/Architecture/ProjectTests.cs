using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Architecture;

/// <summary>What the project files may name: rules 1 to 4 of the layout.</summary>
public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["services/Contracts"] = [],
        ["workflows/Clock"] = [],
        ["services/Shared"] = ["Contracts", "Clock"],
        ["workflows/Clock.Verify"] = ["Clock"],
        ["workflows/Procedures"] = ["Clock"],
        ["workflows/Engine"] = ["Procedures", "Clock", "Shared"],
        ["workflows/Catalogue"] = ["Contracts", "Shared", "Clock", "Procedures", "Engine"],
        ["workflows/Designer"] = [],
        ["workflows/Elsa"] = ["Procedures", "Clock", "Engine"],
        ["services/Intake"] = ["Contracts", "Shared", "Clock"],
        ["services/Oversight"] = ["Contracts", "Shared", "Clock"],
        ["services/Routing"] = ["Contracts", "Shared", "Clock", "Procedures", "Engine"],
        ["services/Resolution"] = ["Contracts", "Shared", "Clock", "Procedures", "Engine"],
        ["gateway/Portal"] = ["Designer"],
        ["gateway/Gateway"] = ["Portal", "Shared"],
        ["gateway/AllInOne"] = ["Gateway", "Portal", "Intake", "Routing", "Resolution", "Oversight", "Catalogue", "Shared"],
    };

    private static readonly string[] WithoutPackages = ["Contracts", "Clock"];

    private static readonly string[] Drivers =
    [
        "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.SqlServer", "Microsoft.EntityFrameworkCore.InMemory",
        "Microsoft.EntityFrameworkCore.Cosmos", "Microsoft.Data", "Npgsql", "RabbitMQ", "MassTransit",
    ];

    [Fact]
    public void ProjectReference_NotInTheTable_IsForbidden()
    {
        Assert.True(Repository.Shipped.Count() >= 12, "The walk found too few projects.");
        Assert.Contains(Repository.Projects, project => project.IsTest);
        var places = MayReference.Keys.ToDictionary(folder => folder[(folder.IndexOf('/') + 1)..]);

        Check.NoViolations(Repository.Shipped.SelectMany(project =>
        {
            if (!MayReference.TryGetValue(project.Folder, out var allowed)) return [$"{project.Path} is not in the table."];
            return project.Projects
                .Where(reference => !allowed.Any(name => reference == $"{places[name]}/{name}.csproj"))
                .Select(reference => $"{project.Path} references {reference}");
        }));
    }

    [Fact]
    public void BuiltAssembly_UsesAProjectNotInTheTable_IsForbidden()
    {
        var shipped = Repository.Shipped.ToList();
        var ours = Repository.Projects.Select(project => project.Name).ToHashSet();
        Assert.Contains("Contracts", Built.ReferencesOf("Intake"));

        // A project reference lends its own references on, so using a project that is not named compiles.
        Check.NoViolations(shipped.Where(project => Built.Names.Contains(project.Name) && MayReference.ContainsKey(project.Folder))
            .SelectMany(project => Built.ReferencesOf(project.Name)
                .Where(name => ours.Contains(name) && !MayReference[project.Folder].Contains(name))
                .Select(name => $"{project.Name}.dll uses {name}.dll")));
    }

    [Fact]
    public void BuiltAssembly_OfEveryShippedProject_IsLookedAt() =>
        Check.NoViolations(Repository.Shipped.Select(project => project.Name).Except(Built.Names).Except(["Elsa"])
            .Select(name => $"{name}.dll is not beside these tests: the rules do not see it."));

    [Fact]
    public void Service_ReferencesAnotherService_IsForbidden()
    {
        var services = Repository.Shipped.Where(project => Built.Services.Contains(project.Name)).ToList();
        Assert.Equal(Built.Services.Length, services.Count);

        Check.NoViolations(services.SelectMany(service =>
            service.Projects.Select(path => Path.GetFileNameWithoutExtension(path))
                .Concat(Built.ReferencesOf(service.Name))
                .Where(Built.Services.Contains)
                .Select(other => $"{service.Name} references {other}")));
    }

    [Fact]
    public void ContractsAndClock_WithAPackage_AreNotPlain()
    {
        var plain = Repository.Shipped.Where(project => WithoutPackages.Contains(project.Name)).ToList();
        Assert.Equal(WithoutPackages.Length, plain.Count);

        Check.NoViolations(plain.SelectMany(project => project.Packages.Select(package => $"{project.Path} names {package}")
            .Concat(Restored(project).Select(package => $"{project.Folder}/packages.lock.json has {package}"))
            .Concat(Built.ReferencesOf(project.Name)
                .Where(name => !name.IsWithin("System") && name != "netstandard")
                .Select(name => $"{project.Name}.dll uses {name}"))));
    }

    [Fact]
    public void Elsa_OutsideItsOwnProject_IsForbidden()
    {
        var packages = Repository.Projects.Where(project => project.Folder != "workflows/Elsa")
            .SelectMany(project => project.Packages.Select(package => (project.Path, Package: package))).ToList();
        Assert.NotEmpty(packages);
        var solution = XDocument.Parse(Repository.Read("DonThu.slnx")).Descendants("Project")
            .Select(project => (string)project.Attribute("Path")!).ToList();
        Assert.NotEmpty(solution);

        Check.NoViolations(
            packages.Where(entry => entry.Package.IsWithin("Elsa")).Select(entry => $"{entry.Path} names {entry.Package}")
            .Concat(Repository.Projects.Where(project => project.Projects.Any(path => path.StartsWith("workflows/Elsa/", StringComparison.Ordinal)))
                .Select(project => $"{project.Path} references workflows/Elsa"))
            .Concat(solution.Where(path => path.StartsWith("workflows/Elsa/", StringComparison.Ordinal))
                .Select(path => $"DonThu.slnx includes {path}"))
            .Concat(Built.Names.SelectMany(name => Built.ReferencesOf(name).Where(used => used.IsWithin("Elsa"))
                .Select(used => $"{name}.dll uses {used}"))));
    }

    [Fact]
    public void DriverPackage_OutsideShared_IsForbidden()
    {
        var named = Repository.Shipped.SelectMany(project => project.Packages.Select(package => (project, Package: package)))
            .Where(entry => IsDriver(entry.Package)).ToList();
        Assert.Contains(named, entry => entry.project.Name == "Shared");

        Check.NoViolations(named.Where(entry => entry.project.Name != "Shared").Select(entry => $"{entry.project.Path} names {entry.Package}"));
    }

    private static bool IsDriver(string package) =>
        package is not ("MassTransit" or "MassTransit.Abstractions") && Drivers.Any(package.IsWithin);

    private static IEnumerable<string> Restored(ProjectFile project)
    {
        using var json = JsonDocument.Parse(Repository.Read($"{project.Folder}/packages.lock.json"));
        return [.. json.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject()).Select(package => package.Name)];
    }
}
