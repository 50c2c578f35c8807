using System.ComponentModel.DataAnnotations;

namespace Shared.Persistence;

/// <summary>Which database the services of this process keep their state in.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "DonThu:Database";

    /// <summary><c>Sqlite</c>, <c>PostgreSql</c> or <c>SqlServer</c>.</summary>
    [EnumDataType(typeof(DatabaseProvider))]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>
    /// Connection string with <c>{service}</c> where the service's own database name goes. Not needed on SQLite. A single service's
    /// database can be named by <c>ConnectionStrings:&lt;Service&gt;</c> instead.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Whether migrations are applied when the process starts. Off: an operator applies them (<c>migrate</c>), and a process whose
    /// database lacks one does not start.
    /// </summary>
    public bool MigrateOnStart { get; set; } = true;

    /// <summary>How long a database server that does not answer is waited for at the start.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan WaitAtStart { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>The databases DonThu runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}
