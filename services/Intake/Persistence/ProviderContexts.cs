using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Shared.Persistence;

namespace Intake.Persistence;

internal sealed class SqliteIntakeDbContext(DbContextOptions<SqliteIntakeDbContext> options) : IntakeDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteIntakeDbContext>
    {
        public SqliteIntakeDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqliteIntakeDbContext>(DatabaseProvider.Sqlite));
    }
}

internal sealed class PostgreSqlIntakeDbContext(DbContextOptions<PostgreSqlIntakeDbContext> options) : IntakeDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgreSqlIntakeDbContext>
    {
        public PostgreSqlIntakeDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<PostgreSqlIntakeDbContext>(DatabaseProvider.PostgreSql));
    }
}

internal sealed class SqlServerIntakeDbContext(DbContextOptions<SqlServerIntakeDbContext> options) : IntakeDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqlServerIntakeDbContext>
    {
        public SqlServerIntakeDbContext CreateDbContext(string[] args) =>
            new(DatabaseRegistration.DesignTime<SqlServerIntakeDbContext>(DatabaseProvider.SqlServer));
    }
}
