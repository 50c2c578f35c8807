using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Checker;

/// <summary>A database as it is, read with plain SQL.</summary>
public sealed record Database(string Name, string Provider, string Connection)
{
    /// <summary>Every row as text, whichever the database: ids in lower case, days as <c>yyyy-MM-dd</c>, truth as <c>true</c> and <c>false</c>.</summary>
    public async Task<IReadOnlyList<Row>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = Open();
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 120;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, at => at);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new Row(columns, [.. Enumerable.Range(0, reader.FieldCount).Select(at => Text(reader, at))]));
        return rows;
    }

    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken) =>
        long.Parse((await ReadAsync(sql, cancellationToken))[0].First, CultureInfo.InvariantCulture);

    public async Task<bool> HasTableAsync(string name, CancellationToken cancellationToken) => await CountAsync(Provider == "PostgreSql"
        ? $"SELECT count(*) FROM information_schema.tables WHERE table_name = '{name}'"
        : $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{name}'", cancellationToken) > 0;

    private DbConnection Open() => Provider == "PostgreSql"
        ? new NpgsqlConnection(Connection + ";Pooling=false")
        : new SqliteConnection(new SqliteConnectionStringBuilder(Connection) { Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 30, Pooling = false }.ToString());

    private static string? Text(DbDataReader reader, int at)
    {
        if (reader.IsDBNull(at)) return null;
        return reader.GetValue(at) switch
        {
            Guid id => id.ToString("d"),
            string text when Guid.TryParseExact(text, "d", out var id) => id.ToString("d"),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime day when reader.GetDataTypeName(at) == "date" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime instant => instant.Ticks.ToString(CultureInfo.InvariantCulture),
            bool truth => truth ? "true" : "false",
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };
    }
}

/// <summary>One row; a column that is null reads as an empty text.</summary>
public sealed class Row(IReadOnlyDictionary<string, int> columns, IReadOnlyList<string?> values)
{
    public string this[string column] => values[columns[column]] ?? "";

    public string First => values[0] ?? "";

    /// <summary>Whether a column of truth says so; SQLite writes 1.</summary>
    public bool Is(string column) => this[column] is "true" or "1";
}
