using Npgsql;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.ReadModels;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// The read models in PostgreSQL, in the forms they have in SQLite. How far they have come is a row that every projection
/// locks: one that was interrupted is found done or not done, and two processes project one after the other.
/// </summary>
public sealed class PostgresReadSide : IReadSide
{
    private readonly PostgresDatabase _database;
    private readonly PostgresReadModelTables _tables = new();
    private readonly ReadModelWriting _writing;
    private readonly PostgresReadModelQueries _queries;
    private long _position;

    /// <summary>Opens the read models in a database whose tables are made, and disposes of it.</summary>
    internal PostgresReadSide(PostgresDatabase database)
    {
        _database = database;
        _writing = new ReadModelWriting(_tables);
        _queries = new PostgresReadModelQueries(database);
        _position = database.Run("the read models cannot be opened", connection => StoredPosition(connection, "SELECT position FROM progress"));
    }

    /// <inheritdoc/>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Opens the read models, making their tables where they are missing.</summary>
    /// <exception cref="JournalException">They cannot be opened, are damaged, or of a later version.</exception>
    public static PostgresReadSide Open(PostgresSettings settings) => PostgresDatabase.Opened(settings, database => new PostgresReadSide(database));

    /// <inheritdoc/>
    /// <exception cref="JournalException">They could not be written, and stand where they stood. It can be tried again.</exception>
    public void Project(IReadOnlyList<CommitGroup> groups, IReadOnlyList<AccountStanding> accounts)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(accounts);
        long position = Write(stored => _writing.Project(groups, stored, accounts, _database.Name));
        Volatile.Write(ref _position, position);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        Write(_ =>
        {
            using var clear = new NpgsqlCommand(
                "TRUNCATE payment, payment_of_participant, account, mailbox, movement, movement_reference, movement_account, participant; UPDATE progress SET position = 0",
                _tables.Connection);
            clear.ExecuteNonQuery();
            return 0;
        });
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
        _writing.Dispose();
        _database.Dispose();
    }

    /// <summary>An error for read models that hold what nobody wrote into them.</summary>
    internal static JournalException Damaged(PostgresDatabase database, Exception inner) =>
        new($"{database.Name}: the read models are damaged: {inner.Message.TrimEnd('.')}. Make them anew with rebuild-read-model: the journal has everything.", inner);

    /// <summary>One transaction: all of it, or nothing, in the tables and in memory.</summary>
    private long Write(Func<long, long> write)
    {
        try
        {
            return _database.Run($"the read models could not be written after position {_position}", connection => Write(connection, write));
        }
        catch (Exception error) when (error is InvalidDataException)
        {
            throw Damaged(_database, error);
        }
    }

    private long Write(NpgsqlConnection connection, Func<long, long> write)
    {
        bool committed = false;
        try
        {
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            _tables.Connection = connection;
            long stored = StoredPosition(connection, "SELECT position FROM progress FOR UPDATE");
            // Somebody else has projected, or a commit of ours that was interrupted has been done: memory is of another state.
            if (stored != _position) _writing.Forget();
            long position = write(stored);
            transaction.Commit();
            committed = true;
            return position;
        }
        finally
        {
            _tables.Connection = null;
            if (!committed) _writing.Forget();
        }
    }

    private long StoredPosition(NpgsqlConnection connection, string sql)
    {
        using var ask = new NpgsqlCommand(sql, connection);
        return ask.ExecuteScalar() as long? ?? throw Damaged(_database, new InvalidDataException("they do not say how far they have come"));
    }
}
