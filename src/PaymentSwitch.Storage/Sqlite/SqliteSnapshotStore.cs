using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// The last snapshot in a SQLite file of its own. Identity segments are rows of their own, written again only when they
/// have changed: a snapshot costs what has changed, not what there is.
/// </summary>
public sealed class SqliteSnapshotStore : ISnapshotStore, IDisposable
{
    /// <summary>The version of a snapshot's form. One of another version is not read: the journal has everything.</summary>
    public const int Version = 1;

    private const string Schema = """
        CREATE TABLE snapshot (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          version INTEGER NOT NULL, position INTEGER NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL);
        CREATE TABLE identity_segment (number INTEGER PRIMARY KEY, revision INTEGER NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL)
        """;

    internal static FileForm Form { get; } = new("a file of snapshots", 0x50535331, Version, Schema);

    private readonly string _path;
    private readonly SqliteConnection _connection;

    private SqliteSnapshotStore(string path)
    {
        _path = path;
        _connection = SqliteFile.OpenForWriting(path, Form, "NORMAL", 64L * 1024 * 1024);
    }

    /// <summary>Opens the file, creating it where it is missing.</summary>
    /// <exception cref="JournalException">It cannot be opened.</exception>
    public static SqliteSnapshotStore Open(string path) => new(path);

    /// <inheritdoc/>
    public void Save(SwitchSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        byte[] payload = SnapshotCodec.Write(snapshot);
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            SaveSegments(snapshot.Identities, transaction);
            using SqliteCommand save = Command("INSERT OR REPLACE INTO snapshot VALUES (1, $version, $position, $payload, $hash)", transaction);
            save.Parameters.AddWithValue("$version", Version);
            save.Parameters.AddWithValue("$position", snapshot.Position);
            save.Parameters.AddWithValue("$payload", payload);
            save.Parameters.AddWithValue("$hash", Hash(snapshot.Position, payload));
            save.ExecuteNonQuery();
            transaction.Commit();
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path}: the snapshot of position {snapshot.Position} could not be stored", error);
        }
    }

    /// <inheritdoc/>
    public SwitchSnapshot? Load()
    {
        try
        {
            using SqliteCommand load = Command("SELECT version, position, payload, hash FROM snapshot", null);
            using SqliteDataReader reader = load.ExecuteReader();
            if (!reader.Read() || reader.GetInt64(0) != Version) return null;
            long position = reader.GetInt64(1);
            byte[] payload = reader.GetFieldValue<byte[]>(2);
            Check(Hash(position, payload), reader.GetFieldValue<byte[]>(3), "the snapshot");
            return SnapshotCodec.Read(position, payload, _ => LoadSegments());
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path}: the snapshot cannot be read", error);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidCastException)
        {
            throw new JournalException($"{_path}: the snapshot is damaged. Move the file away: the journal has everything.", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void SaveSegments(IReadOnlyList<IdentitySegment> segments, SqliteTransaction transaction)
    {
        var stored = new Dictionary<long, long>();
        using (SqliteCommand list = Command("SELECT number, revision FROM identity_segment", transaction))
        {
            using SqliteDataReader reader = list.ExecuteReader();
            while (reader.Read()) stored.Add(reader.GetInt64(0), reader.GetInt64(1));
        }

        using SqliteCommand save = Command("INSERT OR REPLACE INTO identity_segment VALUES ($number, $revision, $payload, $hash)", transaction);
        foreach (IdentitySegment segment in segments)
        {
            if (stored.Remove(segment.Number, out long revision) && revision == segment.Revision) continue;
            byte[] payload = MemoryMarshal.AsBytes(segment.Identities.Span).ToArray();
            save.Parameters.Clear();
            save.Parameters.AddWithValue("$number", segment.Number);
            save.Parameters.AddWithValue("$revision", segment.Revision);
            save.Parameters.AddWithValue("$payload", payload);
            save.Parameters.AddWithValue("$hash", Hash(segment.Number, payload));
            save.ExecuteNonQuery();
        }

        using SqliteCommand forget = Command("DELETE FROM identity_segment WHERE number = $number", transaction);
        foreach (long number in stored.Keys)
        {
            forget.Parameters.Clear();
            forget.Parameters.AddWithValue("$number", number);
            forget.ExecuteNonQuery();
        }
    }

    private List<IdentitySegment> LoadSegments()
    {
        var segments = new List<IdentitySegment>();
        using SqliteCommand load = Command("SELECT number, revision, payload, hash FROM identity_segment ORDER BY number", null);
        using SqliteDataReader reader = load.ExecuteReader();
        while (reader.Read())
        {
            long number = reader.GetInt64(0);
            byte[] payload = reader.GetFieldValue<byte[]>(2);
            Check(Hash(number, payload), reader.GetFieldValue<byte[]>(3), $"identity segment {number}");
            segments.Add(new IdentitySegment(number, reader.GetInt32(1), MemoryMarshal.Cast<byte, FinishedPayment>(payload).ToArray()));
        }

        return segments;
    }

    private void Check(byte[] expected, byte[] found, string what)
    {
        if (!expected.AsSpan().SequenceEqual(found))
            throw new JournalException($"{_path}: {what} is damaged. Move the file away: the journal has everything.");
    }

    private static byte[] Hash(long number, byte[] payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(prefix, number);
        hash.AppendData(prefix);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }

    private SqliteCommand Command(string sql, SqliteTransaction? transaction)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }
}
