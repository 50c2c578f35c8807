using Catalogue.Persistence;
using Gateway.Accounts;
using Intake.Identities;
using Intake.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Oversight.Persistence;
using Resolution.Persistence;
using Routing.Persistence;
using Support;
using Xunit;

namespace Integration;

/// <summary>Every database has the schema the model asks for.</summary>
public sealed class MigrationsTests
{
    private static readonly Type[] Contexts =
        [typeof(IntakeDbContext), typeof(IdentitiesDbContext), typeof(RoutingDbContext), typeof(ResolutionDbContext), typeof(OversightDbContext),
         typeof(CatalogueDbContext), typeof(AccountsDbContext)];

    public static TheoryData<string> All => [.. Derived().Select(type => type.Name)];

    public static TheoryData<string> SqlServer =>
        [.. Derived().Where(type => type.Name.StartsWith("SqlServer", StringComparison.Ordinal)).Select(type => type.Name)];

    [Fact]
    public void Providers_EveryContext_HasThree() => Assert.Equal(Contexts.Length * 3, Derived().Count());

    [Theory]
    [MemberData(nameof(All))]
    public void Model_AgainstItsMigrations_HasNoPendingChange(string context)
    {
        using var db = Create(context);
        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), $"{context}: run deploy/add-migration.sh");
    }

    [Theory]
    [MemberData(nameof(SqlServer))]
    public void Script_ForSqlServer_IsParsedByItsOwnParser(string context)
    {
        using var db = Create(context);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        using var reader = new StringReader(script);
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors.Select(error => $"{context} line {error.Line}: {error.Message}"));
        Assert.Contains("CREATE TABLE", script, StringComparison.Ordinal);
        Assert.NotEmpty(((TSqlScript)tree).Batches);
    }

    [Fact]
    public void LoginScript_ForSqlServer_IsParsedByItsOwnParser()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "databases", "sql-server", "make-login.sql"))
            .Replace("$(login)", "donthu_intake", StringComparison.Ordinal)
            .Replace("$(password)", "secret", StringComparison.Ordinal)
            .Replace("$(database)", "donthu_intake", StringComparison.Ordinal);
        using var reader = new StringReader(script);
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors.Select(error => $"line {error.Line}: {error.Message}"));
        Assert.Equal(4, ((TSqlScript)tree).Batches.Count);
    }

    private static IEnumerable<Type> Derived() =>
        Contexts.SelectMany(context => context.Assembly.GetTypes().Where(type => type.IsSubclassOf(context) && !type.IsAbstract));

    private static DbContext Create(string context)
    {
        var type = Derived().Single(candidate => candidate.Name == context);
        var factory = Activator.CreateInstance(type.GetNestedType("Factory", System.Reflection.BindingFlags.NonPublic)!)!;
        var create = typeof(IDesignTimeDbContextFactory<>).MakeGenericType(type).GetMethod("CreateDbContext")!;
        return (DbContext)create.Invoke(factory, [Array.Empty<string>()])!;
    }
}
