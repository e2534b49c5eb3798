using Google.Protobuf;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// The last snapshot in a SQLite file of its own, so that saving one never holds up an append. Identity segments are rows
/// of their own, written again only when they have changed: a snapshot costs what has changed, not what there is.
/// </summary>
public sealed class SqliteSnapshotStore : ISnapshotStore, IDisposable
{
    /// <summary>The version of a snapshot's form. One of another version is not read: the journal has everything.</summary>
    public const int Version = 3;

    /// <summary>After how many bytes of write-ahead log they are copied into the file.</summary>
    private const long AutoCheckpointBytes = 64L * 1024 * 1024;

    private readonly string _path;
    private readonly SqliteConnection _connection;

    private SqliteSnapshotStore(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
    }

    /// <summary>What the file holds. The version of the tables; that of what is in them is <see cref="Version"/>.</summary>
    internal static FileForm Form { get; } = new("a file of snapshots", 0x50535331, 1, 16 * 1024, FileForm.MoveAway, """
        CREATE TABLE snapshot (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          version INTEGER NOT NULL, position INTEGER NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL);
        CREATE TABLE identity_segment (number INTEGER PRIMARY KEY, revision INTEGER NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL)
        """);

    /// <summary>Opens the file, creating it where it is missing.</summary>
    /// <exception cref="JournalException">It cannot be opened.</exception>
    public static SqliteSnapshotStore Open(string path) =>
        new(path, SqliteFile.OpenForWriting(path, Form, "NORMAL", AutoCheckpointBytes));

    /// <inheritdoc/>
    public void Save(SwitchSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        byte[] payload = SnapshotCodec.Write(snapshot);
        try
        {
            SqliteFile.CopyLogAtClose(_connection);
            using SqliteTransaction transaction = _connection.BeginTransaction();
            SaveSegments(snapshot.Identities);
            using (var save = new Statement(_connection, "INSERT OR REPLACE INTO snapshot VALUES (1, ?1, ?2, ?3, ?4)"))
            {
                save.Bind(1, Version);
                save.Bind(2, snapshot.Position);
                save.Bind(3, payload);
                save.Bind(4, SnapshotHash.Of(Version, snapshot.Position, payload));
                save.Run();
            }

            transaction.Commit();
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path}: the snapshot of position {snapshot.Position} could not be stored", error, Form);
        }
    }

    /// <inheritdoc/>
    public SwitchSnapshot? Load()
    {
        try
        {
            using var load = new Statement(_connection, "SELECT version, position, payload, hash FROM snapshot");
            if (!load.Step() || load.Number(0) != Version) return null;
            long position = load.Number(1);
            byte[] payload = load.Blob(2).ToArray();
            if (!SnapshotHash.Of(Version, position, payload).AsSpan().SequenceEqual(load.Blob(3))) throw Damaged("the snapshot", null);
            return SnapshotCodec.Read(position, payload, LoadSegments);
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path}: the snapshot cannot be read", error, Form);
        }
        catch (Exception error) when (error is InvalidDataException or InvalidProtocolBufferException or ArgumentException)
        {
            throw Damaged("the snapshot", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void SaveSegments(IReadOnlyList<IdentitySegment> segments)
    {
        // Where the snapshot was thrown away the segments are made anew from the journal. One of these may have the number
        // and revision of one that is stored, and other identities in it.
        using (var discard = new Statement(_connection, "DELETE FROM identity_segment WHERE NOT EXISTS (SELECT 1 FROM snapshot WHERE version = ?1)"))
        {
            discard.Bind(1, Version);
            discard.Run();
        }

        var stored = new Dictionary<long, long>();
        using (var list = new Statement(_connection, "SELECT number, revision FROM identity_segment"))
            while (list.Step()) stored.Add(list.Number(0), list.Number(1));

        using var save = new Statement(_connection, "INSERT OR REPLACE INTO identity_segment VALUES (?1, ?2, ?3, ?4)");
        foreach (IdentitySegment segment in segments)
        {
            if (stored.Remove(segment.Number, out long revision) && revision == segment.Revision) continue;
            ReadOnlySpan<byte> records = IdentityRecords.Of(segment.Identities.Span);
            save.Bind(1, segment.Number);
            save.Bind(2, segment.Revision);
            save.Bind(3, records);
            save.Bind(4, SnapshotHash.Of(segment.Revision, segment.Number, records));
            save.Run();
        }

        using var forget = new Statement(_connection, "DELETE FROM identity_segment WHERE number = ?1");
        foreach (long number in stored.Keys)
        {
            forget.Bind(1, number);
            forget.Run();
        }
    }

    /// <summary>The segments that the snapshot names: each must be there, in the revision it had, with as many identities.</summary>
    private IdentitySegment[] LoadSegments(IReadOnlyList<Events.Stored.SnapshotSegment> wanted)
    {
        // One core reads while the other one checks and turns bytes into records.
        using var load = new Statement(_connection, "SELECT revision, payload, hash FROM identity_segment WHERE number = ?1");
        var segments = new IdentitySegment[wanted.Count];
        var checks = new Task[wanted.Count];
        for (int i = 0; i < wanted.Count; i++)
        {
            Events.Stored.SnapshotSegment segment = wanted[i];
            string name = $"identity segment {segment.Number}";
            load.Bind(1, segment.Number);
            if (!load.Step()) throw new JournalException($"{_path}: {name} is missing. {FileForm.MoveAway}");
            if (load.Number(0) != segment.Revision) throw Damaged(name, null);
            FinishedPayment[] identities = IdentityRecords.Read(load.Blob(1)) ?? throw Damaged(name, null);
            byte[] hash = load.Blob(2).ToArray();
            load.Reset();
            if (identities.Length != segment.Count) throw Damaged(name, null);
            segments[i] = new IdentitySegment(segment.Number, segment.Revision, identities);
            checks[i] = Task.Run(() =>
            {
                if (!SnapshotHash.Of(segment.Revision, segment.Number, IdentityRecords.Of(identities)).AsSpan().SequenceEqual(hash)) throw Damaged(name, null);
            });
        }

        foreach (Task check in checks) check.GetAwaiter().GetResult();
        return segments;
    }

    private JournalException Damaged(string what, Exception? inner)
    {
        string message = $"{_path}: {what} is damaged. {FileForm.MoveAway}";
        return inner is null ? new JournalException(message) : new JournalException(message, inner);
    }
}
