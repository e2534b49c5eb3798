using Npgsql;
using NpgsqlTypes;
using PaymentSwitch.Domain;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Postgres.Entities;

/// <summary>Rows as actors write them, that the ledger is never to take in: made first, then stored at once.</summary>
internal sealed class CopiedRows
{
    // An actor reads a row whole: one of an account that had much to do must not be without bounds.
    private const int FactsMax = 2_000;
    private const int BytesMax = 1024 * 1024;

    // Whose row follows whose is checked by actors: one name for each run, so that no writer seems to come back.
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private readonly long _atTicks = DateTime.UtcNow.Ticks;
    private readonly List<(string Entity, long Number, byte[] Message)> _rows = [];

    /// <summary>How many there are.</summary>
    public int Count => _rows.Count;

    /// <summary>How many bytes their messages have.</summary>
    public long Bytes { get; private set; }

    /// <summary>Makes the rows of an entity's next facts.</summary>
    /// <param name="entity">Whose.</param>
    /// <param name="rows">How many rows it has already.</param>
    /// <param name="first">The number of the first fact.</param>
    /// <param name="facts">The facts.</param>
    /// <returns>How many rows it has then.</returns>
    public long Add(EntityKey entity, long rows, long first, IReadOnlyList<IDomainEvent> facts)
    {
        string name = entity.ToString();
        for (int begin = 0; begin < facts.Count;)
        {
            int count = Math.Min(facts.Count - begin, FactsMax);
            byte[] message = Write(count);
            while (message.Length > BytesMax && count > 1)
            {
                count = (count + 1) / 2;
                message = Write(count);
            }

            _rows.Add((name, ++rows, message));
            Bytes += message.Length;
            begin += count;

            byte[] Write(int count) => EntityBatchCodec.Write(new EntityBatch(entity, first + begin, [.. facts.Skip(begin).Take(count)], []));
        }

        return rows;
    }

    /// <summary>Stores them in a transaction that is open.</summary>
    public void Store(NpgsqlConnection connection, string schema)
    {
        using NpgsqlBinaryImporter copy = connection.BeginBinaryImport(
            $"""COPY "{schema}".journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid, xid) FROM STDIN (FORMAT binary)""");
        foreach ((string entity, long number, byte[] message) in _rows)
        {
            copy.StartRow();
            copy.Write(_atTicks, NpgsqlDbType.Bigint);
            copy.Write(false, NpgsqlDbType.Boolean);
            copy.Write(entity, NpgsqlDbType.Varchar);
            copy.Write(number, NpgsqlDbType.Bigint);
            copy.Write(message, NpgsqlDbType.Bytea);
            copy.Write(StoredForms.Batch, NpgsqlDbType.Varchar);
            copy.Write(StoredForms.Serializer, NpgsqlDbType.Integer);
            copy.Write(_writer, NpgsqlDbType.Varchar);
            copy.Write(EntityTables.CopiedXid, NpgsqlDbType.Bigint);
        }

        copy.Complete();
    }

    /// <summary>Begins anew, under the same name.</summary>
    public void Clear()
    {
        _rows.Clear();
        Bytes = 0;
    }
}
