using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Shared.Persistence;

namespace Oversight.Persistence;

internal sealed class SqliteOversightDbContext(DbContextOptions<SqliteOversightDbContext> options) : OversightDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteOversightDbContext>
    {
        public SqliteOversightDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqliteOversightDbContext>(DatabaseProvider.Sqlite));
    }
}

internal sealed class PostgreSqlOversightDbContext(DbContextOptions<PostgreSqlOversightDbContext> options) : OversightDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgreSqlOversightDbContext>
    {
        public PostgreSqlOversightDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<PostgreSqlOversightDbContext>(DatabaseProvider.PostgreSql));
    }
}

internal sealed class SqlServerOversightDbContext(DbContextOptions<SqlServerOversightDbContext> options) : OversightDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqlServerOversightDbContext>
    {
        public SqlServerOversightDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqlServerOversightDbContext>(DatabaseProvider.SqlServer));
    }
}
