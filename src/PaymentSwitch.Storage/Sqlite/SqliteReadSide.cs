using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.ReadModels;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// The read models in a SQLite file of their own. Everything is appended in the order of the journal, or lies together by
/// participant, so that writing costs the same however much there is. A crash at any moment leaves them as they were at an
/// earlier position.
/// </summary>
public sealed class SqliteReadSide : IReadSide
{
    /// <summary>After how many bytes of write-ahead log they are copied into the file.</summary>
    private const long AutoCheckpointBytes = 16L * 1024 * 1024;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly ReadModelWriting _writing;
    private readonly ReadSideQueries _queries;
    private long _position;

    private SqliteReadSide(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _position = SqliteFile.Scalar(connection, "SELECT position FROM progress") as long? ?? throw Damaged(path, null);
        _writing = new ReadModelWriting(new SqliteReadModelTables(connection));
        _queries = new ReadSideQueries(path);
    }

    /// <inheritdoc/>
    public long Position => Volatile.Read(ref _position);

    /// <summary>
    /// What the file holds. Small pages: a transaction touches a few bytes in many places, a mailbox and a list for
    /// each participant. No index on UETRs, which come in no order: payments are found by them from the journal.
    /// </summary>
    internal static FileForm Form { get; } = new("a file of read models", 0x50535231, 2, 4096, FileForm.MoveAway, """
        CREATE TABLE progress (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL);
        INSERT INTO progress VALUES (1, 0);
        CREATE TABLE participant (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE payment (
          number INTEGER PRIMARY KEY, uetr BLOB NOT NULL, debtor INTEGER NOT NULL, creditor INTEGER,
          amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, status INTEGER NOT NULL, reason TEXT,
          received_at_ms INTEGER NOT NULL, final_at_ms INTEGER NOT NULL);
        CREATE TABLE payment_of_participant (
          participant INTEGER NOT NULL, first INTEGER NOT NULL, numbers BLOB NOT NULL,
          PRIMARY KEY (participant, first)) WITHOUT ROWID;
        CREATE INDEX payment_not_settled ON payment (status, number) WHERE status <> 3;
        CREATE TABLE account (
          participant INTEGER NOT NULL, currency TEXT NOT NULL, model INTEGER NOT NULL, limit_minor INTEGER,
          balance_minor INTEGER NOT NULL, reserved_minor INTEGER NOT NULL, use_minor INTEGER NOT NULL,
          PRIMARY KEY (participant, currency)) WITHOUT ROWID;
        CREATE TABLE mailbox (
          participant INTEGER NOT NULL, block INTEGER NOT NULL, pointers BLOB NOT NULL,
          PRIMARY KEY (participant, block)) WITHOUT ROWID;
        CREATE TABLE movement_account (
          number INTEGER PRIMARY KEY, participant INTEGER NOT NULL, currency TEXT NOT NULL, UNIQUE (participant, currency));
        CREATE TABLE movement (
          account_and_block INTEGER PRIMARY KEY, first_at_ms INTEGER NOT NULL, balance_before_minor INTEGER NOT NULL, records BLOB NOT NULL);
        CREATE TABLE movement_reference (
          account INTEGER NOT NULL, number INTEGER NOT NULL, reference TEXT NOT NULL,
          PRIMARY KEY (account, number)) WITHOUT ROWID
        """);

    /// <summary>Opens the file, creating it where it is missing.</summary>
    /// <exception cref="JournalException">It cannot be opened, is damaged, or is of a later version.</exception>
    public static SqliteReadSide Open(string path)
    {
        SqliteConnection connection = SqliteFile.OpenForWriting(path, Form, "NORMAL", AutoCheckpointBytes);
        try
        {
            return new SqliteReadSide(path, connection);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteFile.Cannot($"{path} cannot be opened", error, Form);
        }
        catch (JournalException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">They could not be written, and stand where they stood. It can be tried again.</exception>
    public void Project(IReadOnlyList<CommitGroup> groups, IReadOnlyList<AccountStanding> accounts)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(accounts);
        long position = _position;
        Write(() => position = _writing.Project(groups, position, accounts, _path));
        Volatile.Write(ref _position, position);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        Write(() => SqliteFile.Execute(
            _connection,
            """
            DELETE FROM payment; DELETE FROM payment_of_participant; DELETE FROM account; DELETE FROM mailbox; DELETE FROM movement;
            DELETE FROM movement_reference; DELETE FROM movement_account; DELETE FROM participant; UPDATE progress SET position = 0
            """));
        _writing.Forget();
        Volatile.Write(ref _position, 0);
    }

    /// <inheritdoc/>
    public IReadOnlyList<MailboxPointer> ReadMailbox(ParticipantId participant, long afterCursor, int max) =>
        _queries.ReadMailbox(participant, afterCursor, max);

    /// <inheritdoc/>
    public IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _queries.ListPayments(filter);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AccountStanding> ListAccounts() => _queries.ListAccounts();

    /// <inheritdoc/>
    public IReadOnlyList<Movement> ReadMovements(AccountId account, long fromNumber, int max) => _queries.ReadMovements(account, fromNumber, max);

    /// <inheritdoc/>
    public long? FindMovement(AccountId account, long atOrAfterMs) => _queries.FindMovement(account, atOrAfterMs);

    /// <inheritdoc/>
    public Movement? LastMovement(AccountId account) => _queries.LastMovement(account);

    /// <inheritdoc/>
    public void Dispose()
    {
        _queries.Dispose();
        _writing.Dispose();
        _connection.Dispose();
    }

    /// <summary>An error for a file that holds what nobody wrote into it.</summary>
    internal static JournalException Damaged(string path, Exception? inner) =>
        new($"{path} is damaged{(inner is null ? "" : $": {inner.Message.TrimEnd('.')}")}. {FileForm.MoveAway}", inner!);

    /// <summary>One transaction: all of it, or nothing, in the file and in memory.</summary>
    private void Write(Action write)
    {
        bool committed = false;
        try
        {
            SqliteFile.CopyLogAtClose(_connection);
            SqliteFile.Execute(_connection, "BEGIN IMMEDIATE");
            write();
            SqliteFile.Execute(_connection, "COMMIT");
            committed = true;
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path}: the read models could not be written after position {_position}", error, Form);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(_path, error);
        }
        finally
        {
            if (!committed) RollBack();
        }
    }

    private void RollBack()
    {
        _writing.Forget();
        // Some errors, such as a full disk, have rolled the transaction back already.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) SqliteFile.Execute(_connection, "ROLLBACK");
    }
}
