using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Benchmarks;

/// <summary>Writes many rows as the model maps them: COPY on PostgreSQL, one prepared statement in one transaction on SQLite.</summary>
internal static class BulkLoader
{
    public static async Task LoadAsync<T>(DbContext db, IEnumerable<T> rows) where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        Column[] columns =
        [
            .. entity.GetProperties().Select(property => new Column(
                property.GetColumnName(table)!, property.PropertyInfo!.GetValue, property.GetTypeMapping().Converter)),
        ];
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        await db.Database.OpenConnectionAsync();
        if (db.Database.GetDbConnection() is NpgsqlConnection connection)
        {
            await using var copy = await connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({names}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in rows)
            {
                await copy.StartRowAsync();
                foreach (var column in columns)
                {
                    if (column.Of(row) is { } value) await copy.WriteAsync(value);
                    else await copy.WriteNullAsync();
                }
            }

            await copy.CompleteAsync();
        }
        else
        {
            await using var transaction = await db.Database.GetDbConnection().BeginTransactionAsync();
            await using var insert = db.Database.GetDbConnection().CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({string.Join(", ", columns.Select((_, at) => $"$p{at}"))})";
            DbParameter[] parameters = [.. columns.Select((_, at) => Parameter(insert, $"$p{at}"))];
            foreach (var row in rows)
            {
                for (var at = 0; at < columns.Length; at++) parameters[at].Value = columns[at].Of(row) ?? DBNull.Value;
                await insert.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        await db.Database.CloseConnectionAsync();
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private sealed record Column(string Name, Func<object, object?> Read, ValueConverter? Converter)
    {
        public object? Of(object row) => Converter is null ? Read(row) : Converter.ConvertToProvider(Read(row));
    }
}
