using Npgsql;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Postgres.Entities;

/// <summary>
/// What all entities have stored, in one order that never changes behind a reader: by transaction, and only of transactions older than all
/// that are still open. A row that is read has every row before it read, however many nodes write.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="schema">The entities' schema.</param>
public sealed class EntityTail(NpgsqlDataSource database, string schema)
{
    /// <summary>How many rows are read at a time.</summary>
    public const int RowsMax = 2_000;

    /// <summary>Reads on.</summary>
    /// <param name="after">The last place that was read.</param>
    /// <param name="cancellation">Ends the read.</param>
    public Task<IReadOnlyList<TailRow>> ReadAsync(TailMark after, CancellationToken cancellation) =>
        ReadAsync(after, "AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint", cancellation);

    /// <summary>Reads on where nothing is stored any more: no transaction that is still open, of whomever, holds it up.</summary>
    internal Task<IReadOnlyList<TailRow>> ReadAtRestAsync(TailMark after) => ReadAsync(after, "", CancellationToken.None);

    /// <summary>The last place that can be seen now: what anybody may have been told of is there or before. None where there is nothing for a ledger.</summary>
    public async Task<TailMark> LastAsync()
    {
        await using NpgsqlCommand command = database.CreateCommand($"""SELECT xid, ordering FROM "{schema}".journal WHERE xid >= 0 ORDER BY xid DESC, ordering DESC LIMIT 1""");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        return await reader.ReadAsync().ConfigureAwait(false) ? new TailMark(reader.GetInt64(0), reader.GetInt64(1)) : default;
    }

    private async Task<IReadOnlyList<TailRow>> ReadAsync(TailMark after, string bound, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = database.CreateCommand(
            $"""SELECT xid, ordering, message FROM "{schema}".journal WHERE xid >= 0 AND (xid, ordering) > ($1, $2) {bound} ORDER BY xid, ordering LIMIT {RowsMax}""");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Transaction });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Row });
        var rows = new List<TailRow>();
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            rows.Add(EntityBatchCodec.Read(reader.GetFieldValue<byte[]>(2)).At(new TailMark(reader.GetInt64(0), reader.GetInt64(1))));
        return rows;
    }
}
