using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shared.Hosting;

namespace Shared.Persistence;

/// <summary>Connects a service's context to the database this process is configured for.</summary>
public static class DatabaseRegistration
{
    /// <summary>
    /// Registers <typeparamref name="TContext"/> as the derived context of the configured provider, so that each provider has its
    /// own migrations. <paramref name="database"/> names the SQLite file, the database and the connection string.
    /// </summary>
    public static IServiceCollection AddServiceDatabase<TContext, TSqlite, TPostgreSql, TSqlServer>(
        this IHostApplicationBuilder builder, string database)
        where TContext : DbContext
        where TSqlite : TContext
        where TPostgreSql : TContext
        where TSqlServer : TContext
    {
        var services = builder.Services;
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<DataDirectory>();
        services.TryAddSingleton<SqlitePragmas>();

        var options = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        switch (options.Provider)
        {
            case DatabaseProvider.PostgreSql: Register<TPostgreSql>(); break;
            case DatabaseProvider.SqlServer: Register<TSqlServer>(); break;
            default: Register<TSqlite>(); break;
        }

        services.AddSingleton(new MigrationTarget(database, typeof(TContext)));
        return services;

        void Register<TProvider>() where TProvider : TContext
        {
            // Options of each scope: the context asks them for the actor of its request.
            services.AddDbContext<TProvider>((provider, context) => Use(provider, context, database));
            services.AddScoped<TContext>(provider => provider.GetRequiredService<TProvider>());
        }
    }

    /// <summary>Options for a context at design time, when migrations are written and no server is asked.</summary>
    public static DbContextOptions<TContext> DesignTime<TContext>(DatabaseProvider provider) where TContext : DbContext
    {
        var builder = new DbContextOptionsBuilder<TContext>();
        switch (provider)
        {
            case DatabaseProvider.PostgreSql: builder.UseNpgsql("Host=design-time"); break;
            case DatabaseProvider.SqlServer: builder.UseSqlServer("Server=design-time"); break;
            default: builder.UseSqlite("Data Source=design-time.db"); break;
        }

        return builder.Options;
    }

    private static void Use(IServiceProvider services, DbContextOptionsBuilder context, string database)
    {
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var connection = ConnectionFor(services, options, database);
        switch (options.Provider)
        {
            case DatabaseProvider.PostgreSql:
                // The few statements of a service come again and again; prepared once a connection, the server need not parse and plan them
                // anew. What the connection string says itself comes later and prevails.
                context.UseNpgsql($"Max Auto Prepare=200;{connection}");
                break;
            case DatabaseProvider.SqlServer:
                context.UseSqlServer(connection);
                break;
            default:
                context.UseSqlite(connection).AddInterceptors(services.GetRequiredService<SqlitePragmas>());
                break;
        }

        context.ConfigureWarnings(warnings => warnings.Log((RelationalEventId.CommandExecuted, Microsoft.Extensions.Logging.LogLevel.Debug)));
    }

    private static string ConnectionFor(IServiceProvider services, DatabaseOptions options, string database)
    {
        var named = services.GetRequiredService<IConfiguration>().GetConnectionString(database);
        if (!string.IsNullOrWhiteSpace(named)) return named;
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            var file = services.GetRequiredService<DataDirectory>().File($"{database.ToLowerInvariant()}.db");
            return new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
        }

        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new OptionsValidationException(DatabaseOptions.Section, typeof(DatabaseOptions),
                [$"{DatabaseOptions.Section}:ConnectionString (or ConnectionStrings:{database}) is required for {options.Provider}."]);
        }

        return options.ConnectionString.Replace("{service}", database.ToLowerInvariant(), StringComparison.Ordinal);
    }
}

/// <summary>A context whose schema is brought up to date when the process starts.</summary>
public sealed record MigrationTarget(string Database, Type Context);
