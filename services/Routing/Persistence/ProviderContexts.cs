using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Shared.Persistence;

namespace Routing.Persistence;

internal sealed class SqliteRoutingDbContext(DbContextOptions<SqliteRoutingDbContext> options) : RoutingDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteRoutingDbContext>
    {
        public SqliteRoutingDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqliteRoutingDbContext>(DatabaseProvider.Sqlite));
    }
}

internal sealed class PostgreSqlRoutingDbContext(DbContextOptions<PostgreSqlRoutingDbContext> options) : RoutingDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgreSqlRoutingDbContext>
    {
        public PostgreSqlRoutingDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<PostgreSqlRoutingDbContext>(DatabaseProvider.PostgreSql));
    }
}

internal sealed class SqlServerRoutingDbContext(DbContextOptions<SqlServerRoutingDbContext> options) : RoutingDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqlServerRoutingDbContext>
    {
        public SqlServerRoutingDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqlServerRoutingDbContext>(DatabaseProvider.SqlServer));
    }
}
