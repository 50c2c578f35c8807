using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Shared.Persistence;

namespace Gateway.Accounts;

internal sealed class SqliteAccountsDbContext(DbContextOptions<SqliteAccountsDbContext> options) : AccountsDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteAccountsDbContext>
    {
        public SqliteAccountsDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqliteAccountsDbContext>(DatabaseProvider.Sqlite));
    }
}

internal sealed class PostgreSqlAccountsDbContext(DbContextOptions<PostgreSqlAccountsDbContext> options) : AccountsDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgreSqlAccountsDbContext>
    {
        public PostgreSqlAccountsDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<PostgreSqlAccountsDbContext>(DatabaseProvider.PostgreSql));
    }
}

internal sealed class SqlServerAccountsDbContext(DbContextOptions<SqlServerAccountsDbContext> options) : AccountsDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqlServerAccountsDbContext>
    {
        public SqlServerAccountsDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqlServerAccountsDbContext>(DatabaseProvider.SqlServer));
    }
}
