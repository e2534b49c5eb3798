using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>Writes the rows of the read models, with statements that are prepared once.</summary>
internal sealed class ReadSideRows : IDisposable
{
    private readonly SqliteReadSide _readSide;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _payment;
    private readonly SqliteCommand _mailbox;
    private readonly SqliteCommand _account;
    private readonly SqliteCommand _position;

    public ReadSideRows(SqliteConnection connection, SqliteReadSide readSide)
    {
        _readSide = readSide;
        _begin = Command("BEGIN IMMEDIATE", 0);
        _commit = Command("COMMIT", 0);
        _payment = Command("INSERT INTO payment (uetr, debtor, creditor, amount_minor, currency, status, reason, received_at_ms, final_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", 9);
        _mailbox = Command("INSERT OR REPLACE INTO mailbox VALUES ($1, $2, $3)", 3);
        _account = Command("INSERT OR REPLACE INTO account VALUES ($1, $2, $3, $4, $5, $6, $7)", 7);
        _position = Command("UPDATE progress SET position = $1", 1);

        SqliteCommand Command(string sql, int parameters)
        {
            SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            return command;
        }
    }

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    public void Add(CommitGroup group)
    {
        foreach (Delivery delivery in group.Deliveries)
        {
            MailboxBlock block = _readSide.BlockOf(delivery.Participant, delivery.Cursor);
            block.Add(new MailboxPointer(delivery.Cursor, group.Position, delivery.EntryIndex, delivery.Step));
            // A full block is written at once: the next cursor belongs to another one.
            if (delivery.Cursor % MailboxBlock.Size == 0) Save(block);
        }

        foreach (JournalEntry entry in group.Entries)
            if (entry.Event is PaymentSettled or PaymentRejected or PaymentExpired) Add(entry.After!);
    }

    public void SaveMailboxes(IEnumerable<MailboxBlock> blocks)
    {
        foreach (MailboxBlock block in blocks)
            if (block.IsDirty) Save(block);
    }

    public void SaveAccounts(IReadOnlyList<AccountStanding> accounts)
    {
        foreach (AccountStanding account in accounts)
        {
            Run(
                _account,
                _readSide.NumberOf(account.Id.Participant),
                account.Id.Currency.Code,
                (long)account.Model,
                account.Cap.LimitMinor,
                account.BalanceMinor,
                account.ReservedMinor,
                account.UseMinor);
        }
    }

    public void SavePosition(long position) => Run(_position, position);

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _payment.Dispose();
        _mailbox.Dispose();
        _account.Dispose();
        _position.Dispose();
    }

    private void Add(Payment payment)
    {
        PaymentReceived received = payment.Received!;
        Run(
            _payment,
            payment.Uetr.Value.ToByteArray(bigEndian: true),
            _readSide.NumberOf(received.Sender),
            received.Receiver is ParticipantId receiver ? _readSide.NumberOf(receiver) : null,
            received.Transfer.Amount.MinorUnits,
            received.Transfer.Amount.Currency.Code,
            (long)payment.Status,
            payment.Reasons.Count == 0 ? null : payment.Reasons[0].Code,
            received.AtMs,
            payment.FinalAtMs);
    }

    private void Save(MailboxBlock block)
    {
        Run(_mailbox, block.Participant, block.Number, block.Bytes.ToArray());
        block.IsDirty = false;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
