using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// The last two snapshots in PostgreSQL, in chunks. Identity segments are rows of their own, found by their hash: both
/// snapshots share what is the same in them, and a snapshot costs what has changed, not what there is.
/// </summary>
public sealed class PostgresSnapshotStore : ISnapshotStore, IDisposable
{
    /// <summary>The version of a snapshot's form. One of another version is not read: the journal has everything.</summary>
    public const int Version = 2;

    /// <summary>The way out where everything comes from the journal.</summary>
    internal const string Empty = "Empty the table snapshot (DELETE FROM snapshot): the journal has everything.";

    private const int ChunkBytes = 8 * 1024 * 1024;

    private readonly PostgresDatabase _database;

    // What this process has stored or loaded: only of these it is certain that number and revision say what is in them.
    private readonly Dictionary<(long Number, int Revision), byte[]> _known = [];

    /// <summary>Opens the snapshots in a database whose tables are made, and disposes of it.</summary>
    internal PostgresSnapshotStore(PostgresDatabase database) => _database = database;

    /// <summary>Opens the snapshots, making their tables where they are missing.</summary>
    /// <exception cref="JournalException">They cannot be opened.</exception>
    public static PostgresSnapshotStore Open(PostgresSettings settings) => PostgresDatabase.Opened(settings, database => new PostgresSnapshotStore(database));

    /// <inheritdoc/>
    public void Save(SwitchSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        byte[] payload = SnapshotCodec.Write(snapshot);
        byte[] hash = SnapshotHash.Of(Version, snapshot.Position, payload);
        _database.Run($"the snapshot of position {snapshot.Position} could not be stored", connection =>
        {
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            Execute(connection, "DELETE FROM snapshot WHERE version <> $1 OR position >= $2", (long)Version, snapshot.Position);
            int chunks = (payload.Length + ChunkBytes - 1) / ChunkBytes;
            Execute(connection, "INSERT INTO snapshot VALUES ($1, $2, $3, $4)", snapshot.Position, (long)Version, chunks, hash);
            for (int i = 0; i < chunks; i++)
            {
                ReadOnlyMemory<byte> chunk = payload.AsMemory(i * ChunkBytes, Math.Min(ChunkBytes, payload.Length - (i * ChunkBytes)));
                Execute(connection, "INSERT INTO snapshot_chunk VALUES ($1, $2, $3)", snapshot.Position, i, chunk);
            }

            foreach (IdentitySegment segment in snapshot.Identities) Save(connection, snapshot.Position, segment);
            Execute(connection, "DELETE FROM snapshot WHERE position NOT IN (SELECT position FROM snapshot ORDER BY position DESC LIMIT 2)");
            Execute(connection, "DELETE FROM identity_segment s WHERE NOT EXISTS (SELECT FROM snapshot_segment r WHERE r.hash = s.hash)");
            transaction.Commit();
            return true;
        });
        Forget(snapshot.Identities);
    }

    /// <inheritdoc/>
    public SwitchSnapshot? Load()
    {
        try
        {
            return _database.Run("the snapshot cannot be read", Load);
        }
        catch (Exception error) when (error is InvalidDataException or InvalidProtocolBufferException or ArgumentException)
        {
            throw Damaged("the snapshot", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private SwitchSnapshot? Load(NpgsqlConnection connection)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        long position;
        int chunks;
        byte[] hash;
        using (var last = new NpgsqlCommand("SELECT version, position, chunks, hash FROM snapshot ORDER BY position DESC LIMIT 1", connection))
        using (NpgsqlDataReader row = last.ExecuteReader())
        {
            if (!row.Read() || row.GetInt64(0) != Version) return null;
            (position, chunks, hash) = (row.GetInt64(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3));
        }

        using var payload = new MemoryStream();
        int found = 0;
        using (NpgsqlCommand read = Command(connection, "SELECT payload FROM snapshot_chunk WHERE position = $1 ORDER BY number", position))
        using (NpgsqlDataReader row = read.ExecuteReader())
        {
            for (; row.Read(); found++) payload.Write(row.GetFieldValue<byte[]>(0));
        }

        if (found != chunks) throw Damaged($"the snapshot of position {position}", null);
        byte[] bytes = payload.ToArray();
        if (!SnapshotHash.Of(Version, position, bytes).AsSpan().SequenceEqual(hash)) throw Damaged($"the snapshot of position {position}", null);
        return SnapshotCodec.Read(position, bytes, wanted => LoadSegments(connection, position, wanted));
    }

    private void Save(NpgsqlConnection connection, long position, IdentitySegment segment)
    {
        if (!_known.TryGetValue((segment.Number, segment.Revision), out byte[]? hash))
        {
            hash = SnapshotHash.Of(segment.Revision, segment.Number, IdentityRecords.Of(segment.Identities.Span));
            _known[(segment.Number, segment.Revision)] = hash;
        }

        Execute(connection, "INSERT INTO snapshot_segment VALUES ($1, $2, $3, $4)", position, segment.Number, segment.Revision, hash);
        using NpgsqlCommand there = Command(connection, "SELECT 1 FROM identity_segment WHERE hash = $1", hash);
        if (there.ExecuteScalar() is not null) return;
        Execute(connection, "INSERT INTO identity_segment VALUES ($1, $2)", hash, (ReadOnlyMemory<byte>)IdentityRecords.Of(segment.Identities.Span).ToArray());
    }

    /// <summary>The segments that the snapshot names: each must be there, in the revision it had, with as many identities.</summary>
    private List<IdentitySegment> LoadSegments(NpgsqlConnection connection, long position, IReadOnlyList<Events.Stored.SnapshotSegment> wanted)
    {
        const string Select = """
            SELECT r.revision, r.hash, s.payload FROM snapshot_segment r LEFT JOIN identity_segment s ON s.hash = r.hash WHERE r.position = $1 AND r.number = $2
            """;
        var segments = new List<IdentitySegment>(wanted.Count);
        _known.Clear();
        foreach (Events.Stored.SnapshotSegment segment in wanted)
        {
            string name = $"identity segment {segment.Number}";
            using NpgsqlCommand load = Command(connection, Select, position, segment.Number);
            using NpgsqlDataReader row = load.ExecuteReader();
            if (!row.Read() || row.IsDBNull(2)) throw new JournalException($"{_database.Name}: {name} is missing. {Empty}");
            FinishedPayment[] identities = IdentityRecords.Read(row.GetFieldValue<byte[]>(2)) ?? throw Damaged(name, null);
            byte[] hash = row.GetFieldValue<byte[]>(1);
            if (row.GetInt32(0) != segment.Revision || identities.Length != segment.Count) throw Damaged(name, null);
            if (!SnapshotHash.Of(segment.Revision, segment.Number, IdentityRecords.Of(identities)).AsSpan().SequenceEqual(hash)) throw Damaged(name, null);
            segments.Add(new IdentitySegment(segment.Number, segment.Revision, identities));
            _known[(segment.Number, segment.Revision)] = hash;
        }

        return segments;
    }

    /// <summary>Forgets the segments that no snapshot will name again.</summary>
    private void Forget(IReadOnlyList<IdentitySegment> kept)
    {
        HashSet<(long, int)> still = [.. kept.Select(segment => (segment.Number, segment.Revision))];
        foreach ((long, int) known in _known.Keys.Where(known => !still.Contains(known)).ToArray()) _known.Remove(known);
    }

    private static void Execute(NpgsqlConnection connection, string sql, params object[] values)
    {
        using NpgsqlCommand command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values)
        {
            command.Parameters.Add(value is byte[] or ReadOnlyMemory<byte>
                ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Bytea }
                : new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private JournalException Damaged(string what, Exception? inner)
    {
        string message = $"{_database.Name}: {what} is damaged. {Empty}";
        return inner is null ? new JournalException(message) : new JournalException(message, inner);
    }
}
