using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Shared.Persistence;

namespace Intake.Identities;

internal sealed class SqliteIdentitiesDbContext(DbContextOptions<SqliteIdentitiesDbContext> options) : IdentitiesDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteIdentitiesDbContext>
    {
        public SqliteIdentitiesDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqliteIdentitiesDbContext>(DatabaseProvider.Sqlite));
    }
}

internal sealed class PostgreSqlIdentitiesDbContext(DbContextOptions<PostgreSqlIdentitiesDbContext> options) : IdentitiesDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgreSqlIdentitiesDbContext>
    {
        public PostgreSqlIdentitiesDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<PostgreSqlIdentitiesDbContext>(DatabaseProvider.PostgreSql));
    }
}

internal sealed class SqlServerIdentitiesDbContext(DbContextOptions<SqlServerIdentitiesDbContext> options) : IdentitiesDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqlServerIdentitiesDbContext>
    {
        public SqlServerIdentitiesDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqlServerIdentitiesDbContext>(DatabaseProvider.SqlServer));
    }
}
