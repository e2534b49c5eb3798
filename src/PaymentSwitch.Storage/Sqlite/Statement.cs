using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// A prepared statement that is used again and again. It goes below the commands of ADO.NET, so that binding and reading
/// a value allocates nothing, and blobs need not be arrays of just their length. Parameters and columns count from 1 and 0.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
    }

    /// <summary>How many rows the last statement of this connection has changed.</summary>
    public int Changes => raw.sqlite3_changes(_connection);

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    public void Bind(int parameter, long? value)
    {
        if (value is long number) Bind(parameter, number);
        else Check(raw.sqlite3_bind_null(_statement, parameter));
    }

    public void Bind(int parameter, string? value) =>
        Check(value is null ? raw.sqlite3_bind_null(_statement, parameter) : raw.sqlite3_bind_text(_statement, parameter, value));

    public void Bind(int parameter, ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, value));

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one; after the last one the statement is ready to run again.</returns>
    public bool Step()
    {
        int result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        var error = new SqliteException(raw.sqlite3_errmsg(_connection).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(_connection));
        Reset();
        throw error;
    }

    /// <summary>Runs the statement, leaving out the rows it gives.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Lets go of the rows that have not been read, and of what they lock. An error of the last step was reported then.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>An integer.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public long Number(int column)
    {
        Expect(column, raw.SQLITE_INTEGER);
        return raw.sqlite3_column_int64(_statement, column);
    }

    /// <summary>A blob. Valid until the next step.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public ReadOnlySpan<byte> Blob(int column)
    {
        Expect(column, raw.SQLITE_BLOB);
        return raw.sqlite3_column_blob(_statement, column);
    }

    /// <summary>A text.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public string Text(int column)
    {
        Expect(column, raw.SQLITE_TEXT);
        return raw.sqlite3_column_text(_statement, column).utf8_to_string();
    }

    public void Dispose() => _statement.Dispose();

    private void Expect(int column, int type)
    {
        if (raw.sqlite3_column_type(_statement, column) != type)
            throw new InvalidDataException($"column {raw.sqlite3_column_name(_statement, column).utf8_to_string()} has not the type it must have");
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new SqliteException(raw.sqlite3_errmsg(_connection).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(_connection));
    }
}
