using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Storage.ReadModels;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>The tables of the read models in a SQLite file: statements prepared once. Nothing waits: a statement costs no journey.</summary>
internal sealed class SqliteReadModelTables : IReadModelTables
{
    private readonly Statement _payment;
    private readonly Statement _lastPayment;
    private readonly Statement _list;
    private readonly Statement _lastList;
    private readonly Statement _mailbox;
    private readonly Statement _loadMailbox;
    private readonly Statement _account;
    private readonly Statement _position;
    private readonly Statement _addParticipant;
    private readonly Statement _participant;
    private readonly Statement _movements;
    private readonly Statement _lastMovements;
    private readonly Statement _reference;
    private readonly Statement _movementAccount;
    private readonly Statement _addMovementAccount;

    public SqliteReadModelTables(SqliteConnection connection)
    {
        _payment = new Statement(connection, "INSERT INTO payment VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        _lastPayment = new Statement(connection, "SELECT MAX(number) FROM payment");
        _list = new Statement(connection, "INSERT OR REPLACE INTO payment_of_participant VALUES (?1, ?2, ?3)");
        _lastList = new Statement(connection, "SELECT first, numbers FROM payment_of_participant WHERE participant = ?1 ORDER BY first DESC LIMIT 1");
        _mailbox = new Statement(connection, "INSERT OR REPLACE INTO mailbox VALUES (?1, ?2, ?3)");
        _loadMailbox = new Statement(connection, "SELECT pointers FROM mailbox WHERE participant = ?1 AND block = ?2");
        _account = new Statement(connection, "INSERT OR REPLACE INTO account VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _position = new Statement(connection, "UPDATE progress SET position = ?1");
        _participant = new Statement(connection, "SELECT id FROM participant WHERE name = ?1");
        _addParticipant = new Statement(connection, "INSERT INTO participant (name) VALUES (?1) RETURNING id");
        _movements = new Statement(connection, "INSERT OR REPLACE INTO movement VALUES (?1, ?2, ?3, ?4)");
        _lastMovements = new Statement(
            connection,
            "SELECT account_and_block, first_at_ms, balance_before_minor, records FROM movement"
            + " WHERE account_and_block BETWEEN ?1 AND ?2 ORDER BY account_and_block DESC LIMIT 1");
        _reference = new Statement(connection, "INSERT INTO movement_reference VALUES (?1, ?2, ?3)");
        _movementAccount = new Statement(connection, "SELECT number FROM movement_account WHERE participant = ?1 AND currency = ?2");
        _addMovementAccount = new Statement(connection, "INSERT INTO movement_account (participant, currency) VALUES (?1, ?2) RETURNING number");
    }

    public long LastPayment()
    {
        long last = _lastPayment.Step() && !_lastPayment.IsNull(0) ? _lastPayment.Number(0) : 0;
        _lastPayment.Reset();
        return last;
    }

    public void Add(in StoredPayment payment)
    {
        Span<byte> uetr = stackalloc byte[16];
        payment.Uetr.Value.TryWriteBytes(uetr, bigEndian: true, out _);
        _payment.Bind(1, payment.Number);
        _payment.Bind(2, uetr);
        _payment.Bind(3, payment.Debtor);
        _payment.Bind(4, payment.Creditor);
        _payment.Bind(5, payment.AmountMinor);
        _payment.Bind(6, payment.Currency);
        _payment.Bind(7, (long)payment.Status);
        _payment.Bind(8, payment.Reason);
        _payment.Bind(9, payment.ReceivedAtMs);
        _payment.Bind(10, payment.FinalAtMs);
        _payment.Run();
    }

    public PaymentBlock? LastPayments(long participant)
    {
        PaymentBlock? block = null;
        _lastList.Bind(1, participant);
        if (_lastList.Step())
        {
            block = new PaymentBlock(participant, _lastList.Number(0));
            block.Restore(_lastList.Blob(1));
        }

        _lastList.Reset();
        return block;
    }

    public void Save(PaymentBlock block)
    {
        _list.Bind(1, block.Participant);
        _list.Bind(2, block.First);
        _list.Bind(3, block.Bytes);
        _list.Run();
    }

    public MailboxBlock Mailbox(long participant, long block)
    {
        var mailbox = new MailboxBlock(participant, block);
        _loadMailbox.Bind(1, participant);
        _loadMailbox.Bind(2, block);
        if (_loadMailbox.Step()) mailbox.Restore(_loadMailbox.Blob(0));
        _loadMailbox.Reset();
        return mailbox;
    }

    public void Save(MailboxBlock block)
    {
        _mailbox.Bind(1, block.Participant);
        _mailbox.Bind(2, block.Number);
        _mailbox.Bind(3, block.Bytes);
        _mailbox.Run();
    }

    public void Save(long participant, AccountStanding account)
    {
        _account.Bind(1, participant);
        _account.Bind(2, account.Id.Currency.Code);
        _account.Bind(3, (long)account.Model);
        _account.Bind(4, account.Cap.LimitMinor);
        _account.Bind(5, account.BalanceMinor);
        _account.Bind(6, account.ReservedMinor);
        _account.Bind(7, account.UseMinor);
        _account.Run();
    }

    public MovementBlock LastMovements(AccountId account, long participant)
    {
        long number = OneNumber(_movementAccount, account, participant) ?? OneNumber(_addMovementAccount, account, participant)!.Value;
        var block = new MovementBlock(number);
        _lastMovements.Bind(1, MovementBlock.KeyOf(number, 0));
        _lastMovements.Bind(2, MovementBlock.KeyOf(number, MovementBlock.NumberMax));
        if (_lastMovements.Step())
            block.Restore(MovementBlock.NumberOfKey(_lastMovements.Number(0)), _lastMovements.Number(1), _lastMovements.Number(2), _lastMovements.Blob(3));
        _lastMovements.Reset();
        return block;
    }

    public void Save(MovementBlock block)
    {
        _movements.Bind(1, MovementBlock.KeyOf(block.Account, block.Number));
        _movements.Bind(2, block.FirstAtMs);
        _movements.Bind(3, block.BalanceBeforeMinor);
        _movements.Bind(4, block.Bytes);
        _movements.Run();
    }

    public void AddReference(long account, long movement, string reference)
    {
        _reference.Bind(1, account);
        _reference.Bind(2, movement);
        _reference.Bind(3, reference);
        _reference.Run();
    }

    public long NumberOf(ParticipantId participant)
    {
        _participant.Bind(1, participant.Value);
        if (Number(_participant) is long number) return number;
        _addParticipant.Bind(1, participant.Value);
        return Number(_addParticipant)!.Value;
    }

    public void Finish(long position)
    {
        _position.Bind(1, position);
        _position.Run();
    }

    public void Forget()
    {
    }

    public void Dispose()
    {
        Statement[] all =
        [
            _payment, _lastPayment, _list, _lastList, _mailbox, _loadMailbox, _account, _position, _addParticipant, _participant,
            _movements, _lastMovements, _reference, _movementAccount, _addMovementAccount,
        ];
        foreach (Statement statement in all) statement.Dispose();
    }

    private static long? OneNumber(Statement statement, AccountId account, long participant)
    {
        statement.Bind(1, participant);
        statement.Bind(2, account.Currency.Code);
        return Number(statement);
    }

    private static long? Number(Statement statement)
    {
        long? number = statement.Step() ? statement.Number(0) : null;
        // To its end: a statement that adds has to be run to it.
        while (number is not null && statement.Step())
        {
        }

        return number;
    }
}
