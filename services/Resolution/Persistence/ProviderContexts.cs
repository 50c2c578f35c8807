using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Shared.Persistence;

namespace Resolution.Persistence;

internal sealed class SqliteResolutionDbContext(DbContextOptions<SqliteResolutionDbContext> options) : ResolutionDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteResolutionDbContext>
    {
        public SqliteResolutionDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqliteResolutionDbContext>(DatabaseProvider.Sqlite));
    }
}

internal sealed class PostgreSqlResolutionDbContext(DbContextOptions<PostgreSqlResolutionDbContext> options) : ResolutionDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgreSqlResolutionDbContext>
    {
        public PostgreSqlResolutionDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<PostgreSqlResolutionDbContext>(DatabaseProvider.PostgreSql));
    }
}

internal sealed class SqlServerResolutionDbContext(DbContextOptions<SqlServerResolutionDbContext> options) : ResolutionDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqlServerResolutionDbContext>
    {
        public SqlServerResolutionDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqlServerResolutionDbContext>(DatabaseProvider.SqlServer));
    }
}
