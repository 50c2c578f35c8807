using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Shared.Persistence;

namespace Catalogue.Persistence;

internal sealed class SqliteCatalogueDbContext(DbContextOptions<SqliteCatalogueDbContext> options) : CatalogueDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteCatalogueDbContext>
    {
        public SqliteCatalogueDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqliteCatalogueDbContext>(DatabaseProvider.Sqlite));
    }
}

internal sealed class PostgreSqlCatalogueDbContext(DbContextOptions<PostgreSqlCatalogueDbContext> options) : CatalogueDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgreSqlCatalogueDbContext>
    {
        public PostgreSqlCatalogueDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<PostgreSqlCatalogueDbContext>(DatabaseProvider.PostgreSql));
    }
}

internal sealed class SqlServerCatalogueDbContext(DbContextOptions<SqlServerCatalogueDbContext> options) : CatalogueDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqlServerCatalogueDbContext>
    {
        public SqlServerCatalogueDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqlServerCatalogueDbContext>(DatabaseProvider.SqlServer));
    }
}
