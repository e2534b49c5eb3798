using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// The read models in a SQLite file of their own. Everything is appended in the order of the journal, so that writing
/// costs the same however much there is.
/// </summary>
public sealed class SqliteReadSide : IReadSide
{
    /// <summary>The version of the file's form. A file of another version is cleared and written anew.</summary>
    public const int Version = 1;

    private const string Schema = """
        CREATE TABLE progress (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL);
        INSERT INTO progress VALUES (1, 0);
        CREATE TABLE participant (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE payment (
          number INTEGER PRIMARY KEY, uetr BLOB NOT NULL, debtor INTEGER NOT NULL, creditor INTEGER,
          amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, status INTEGER NOT NULL, reason TEXT,
          received_at_ms INTEGER NOT NULL, final_at_ms INTEGER NOT NULL);
        CREATE INDEX payment_by_debtor ON payment (debtor, number);
        CREATE INDEX payment_by_creditor ON payment (creditor, number);
        CREATE TABLE account (
          participant INTEGER NOT NULL, currency TEXT NOT NULL, model INTEGER NOT NULL, limit_minor INTEGER,
          balance_minor INTEGER NOT NULL, reserved_minor INTEGER NOT NULL, use_minor INTEGER NOT NULL,
          PRIMARY KEY (participant, currency)) WITHOUT ROWID;
        CREATE TABLE mailbox (
          participant INTEGER NOT NULL, block INTEGER NOT NULL, pointers BLOB NOT NULL,
          PRIMARY KEY (participant, block)) WITHOUT ROWID
        """;

    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly SqliteConnection _writing;
    private readonly SqliteConnection _reading;
    private readonly Dictionary<ParticipantId, long> _participants = [];
    private readonly Dictionary<ParticipantId, MailboxBlock> _blocks = [];
    private readonly ReadSideRows _rows;
    private long _position;

    private SqliteReadSide(string path)
    {
        _path = path;
        _writing = SqliteFile.OpenForWriting(path, Version, "NORMAL", Schema, autoCheckpointPages: 4_000);
        _reading = SqliteFile.OpenForReading(path);
        _position = (long)SqliteFile.Scalar(_writing, "SELECT position FROM progress")!;
        _rows = new ReadSideRows(_writing, this);
        LoadParticipants();
    }

    /// <inheritdoc/>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Opens the file, creating it where it is missing.</summary>
    /// <exception cref="JournalException">It cannot be opened.</exception>
    public static SqliteReadSide Open(string path) => new(path);

    /// <inheritdoc/>
    public void Project(IReadOnlyList<CommitGroup> groups, IReadOnlyList<AccountStanding> accounts)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(accounts);
        long position = _position;
        try
        {
            _rows.Begin();
            foreach (CommitGroup group in groups)
            {
                if (group.Position <= position) continue;
                _rows.Add(group);
                position = group.Position;
            }

            _rows.SaveMailboxes(_blocks.Values);
            _rows.SaveAccounts(accounts);
            _rows.SavePosition(position);
            _rows.Commit();
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path}: the read models could not be written up to position {position}", error);
        }

        Volatile.Write(ref _position, position);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        SqliteFile.Execute(_writing, "BEGIN; DELETE FROM payment; DELETE FROM account; DELETE FROM mailbox; UPDATE progress SET position = 0; COMMIT;");
        _blocks.Clear();
        Volatile.Write(ref _position, 0);
    }

    /// <inheritdoc/>
    public IReadOnlyList<MailboxPointer> ReadMailbox(ParticipantId participant, long afterCursor, int max)
    {
        lock (_gate)
        {
            using SqliteCommand query = _reading.CreateCommand();
            query.CommandText = """
                SELECT pointers FROM mailbox
                WHERE participant = (SELECT id FROM participant WHERE name = $name) AND block >= $block ORDER BY block LIMIT $blocks
                """;
            query.Parameters.AddWithValue("$name", participant.Value);
            query.Parameters.AddWithValue("$block", afterCursor / MailboxBlock.Size);
            query.Parameters.AddWithValue("$blocks", (max / MailboxBlock.Size) + 2);
            var pointers = new List<MailboxPointer>();
            using SqliteDataReader reader = query.ExecuteReader();
            while (pointers.Count < max && reader.Read())
                MailboxBlock.Read(reader.GetFieldValue<byte[]>(0), afterCursor, max, pointers);
            return pointers;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        lock (_gate)
        {
            using SqliteCommand query = _reading.CreateCommand();
            var sql = new StringBuilder("""
                SELECT p.number, p.uetr, d.name, c.name, p.amount_minor, p.currency, p.status, p.reason, p.received_at_ms, p.final_at_ms
                FROM payment p JOIN participant d ON d.id = p.debtor LEFT JOIN participant c ON c.id = p.creditor WHERE 1 = 1
                """);
            Add(" AND p.number < ", "$before", filter.BeforeNumber);
            Add(" AND p.status = ", "$status", filter.Status is null ? null : (long)filter.Status);
            if (filter.Participant is ParticipantId participant)
            {
                sql.Append(" AND (d.name = $participant OR c.name = $participant)");
                query.Parameters.AddWithValue("$participant", participant.Value);
            }

            sql.Append(CultureInfo.InvariantCulture, $" ORDER BY p.number DESC LIMIT {filter.Max}");
            query.CommandText = sql.ToString();
            var rows = new List<PaymentRow>();
            using SqliteDataReader reader = query.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(new PaymentRow(
                    reader.GetInt64(0),
                    new Uetr(new Guid(reader.GetFieldValue<byte[]>(1), bigEndian: true)),
                    new ParticipantId(reader.GetString(2)),
                    reader.IsDBNull(3) ? null : new ParticipantId(reader.GetString(3)),
                    reader.GetInt64(4),
                    reader.GetString(5),
                    (PaymentStatus)reader.GetInt32(6),
                    reader.IsDBNull(7) ? null : reader.GetString(7),
                    reader.GetInt64(8),
                    reader.GetInt64(9)));
            }

            return rows;

            void Add(string condition, string name, long? value)
            {
                if (value is null) return;
                sql.Append(condition).Append(name);
                query.Parameters.AddWithValue(name, value.Value);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AccountStanding> ListAccounts()
    {
        lock (_gate)
        {
            using SqliteCommand query = _reading.CreateCommand();
            query.CommandText = """
                SELECT p.name, a.currency, a.model, a.limit_minor, a.balance_minor, a.reserved_minor, a.use_minor
                FROM account a JOIN participant p ON p.id = a.participant ORDER BY p.name, a.currency
                """;
            var accounts = new List<AccountStanding>();
            using SqliteDataReader reader = query.ExecuteReader();
            while (reader.Read())
            {
                accounts.Add(new AccountStanding(
                    new AccountId(new ParticipantId(reader.GetString(0)), Currency.Of(reader.GetString(1))),
                    (SettlementModel)reader.GetInt32(2),
                    new Cap(reader.IsDBNull(3) ? null : reader.GetInt64(3)),
                    reader.GetInt64(4),
                    reader.GetInt64(5),
                    reader.GetInt64(6)));
            }

            return accounts;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _writing.Dispose();
        _reading.Dispose();
    }

    /// <summary>A participant's number in this file.</summary>
    internal long NumberOf(ParticipantId participant)
    {
        if (_participants.TryGetValue(participant, out long number)) return number;
        using SqliteCommand add = _writing.CreateCommand();
        add.CommandText = "INSERT INTO participant (name) VALUES ($name) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id";
        add.Parameters.AddWithValue("$name", participant.Value);
        number = (long)add.ExecuteScalar()!;
        _participants.Add(participant, number);
        return number;
    }

    /// <summary>The block of a mailbox that is being filled.</summary>
    internal MailboxBlock BlockOf(ParticipantId participant, long cursor)
    {
        long number = (cursor - 1) / MailboxBlock.Size;
        if (_blocks.TryGetValue(participant, out MailboxBlock? block) && block.Number == number) return block;
        block = new MailboxBlock(NumberOf(participant), number);
        using SqliteCommand load = _writing.CreateCommand();
        load.CommandText = "SELECT pointers FROM mailbox WHERE participant = $participant AND block = $block";
        load.Parameters.AddWithValue("$participant", block.Participant);
        load.Parameters.AddWithValue("$block", number);
        if (load.ExecuteScalar() is byte[] bytes) block.Restore(bytes);
        _blocks[participant] = block;
        return block;
    }

    private void LoadParticipants()
    {
        using SqliteCommand load = _writing.CreateCommand();
        load.CommandText = "SELECT id, name FROM participant";
        using SqliteDataReader reader = load.ExecuteReader();
        while (reader.Read()) _participants.Add(new ParticipantId(reader.GetString(1)), reader.GetInt64(0));
    }
}
