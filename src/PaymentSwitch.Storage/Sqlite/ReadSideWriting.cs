using Microsoft.Data.Sqlite;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// Writes the read models: statements prepared once, and in memory what the next transaction goes on from. What is in
/// memory must be forgotten with <see cref="Forget"/> when a transaction is not committed.
/// </summary>
internal sealed class ReadSideWriting : IDisposable
{
    private readonly Statement _payment;
    private readonly Statement _lastPayment;
    private readonly Statement _list;
    private readonly Statement _loadList;
    private readonly Statement _mailbox;
    private readonly Statement _loadMailbox;
    private readonly Statement _account;
    private readonly Statement _position;
    private readonly Statement _addParticipant;
    private readonly Statement _participant;
    private readonly MovementWriting _movements;
    private readonly Dictionary<ParticipantId, long> _participants = [];
    private readonly Dictionary<ParticipantId, MailboxBlock> _blocks = [];
    private readonly Dictionary<long, PaymentBlock> _lists = [];
    private readonly Dictionary<AccountId, AccountStanding> _accounts = [];
    private long? _lastNumber;

    public ReadSideWriting(SqliteConnection connection)
    {
        _payment = new Statement(connection, "INSERT INTO payment VALUES (?10, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        _lastPayment = new Statement(connection, "SELECT MAX(number) FROM payment");
        _list = new Statement(connection, "INSERT OR REPLACE INTO payment_of_participant VALUES (?1, ?2, ?3)");
        _loadList = new Statement(connection, "SELECT first, numbers FROM payment_of_participant WHERE participant = ?1 ORDER BY first DESC LIMIT 1");
        _mailbox = new Statement(connection, "INSERT OR REPLACE INTO mailbox VALUES (?1, ?2, ?3)");
        _loadMailbox = new Statement(connection, "SELECT pointers FROM mailbox WHERE participant = ?1 AND block = ?2");
        _account = new Statement(connection, "INSERT OR REPLACE INTO account VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _position = new Statement(connection, "UPDATE progress SET position = ?1");
        _participant = new Statement(connection, "SELECT id FROM participant WHERE name = ?1");
        _addParticipant = new Statement(connection, "INSERT INTO participant (name) VALUES (?1) RETURNING id");
        _movements = new MovementWriting(connection);
    }

    public void Add(CommitGroup group)
    {
        List<Delivery> deliveries = group.Deliveries;
        for (int i = 0; i < deliveries.Count; i++)
        {
            Delivery delivery = deliveries[i];
            MailboxBlock block = BlockOf(delivery.Participant, delivery.Cursor);
            block.Add(delivery, group.Position);
            // A full one is stored at once: another one takes its place in memory.
            if (block.IsFull) Save(block);
        }

        List<JournalEntry> entries = group.Entries;
        for (int i = 0; i < entries.Count; i++)
        {
            JournalEntry entry = entries[i];
            if (entry.Event is AccountEvent fact) Add(entry.Entity.Account, fact, group.Position, i);
            if (entry.Event is not (PaymentSettled or PaymentRejected or PaymentExpired)) continue;
            Add(entry.After ?? throw new ArgumentException($"Journal position {group.Position}, fact {i}: the payment after the fact is missing."));
        }
    }

    /// <summary>Stores what the groups have left in memory, and how far they have come.</summary>
    public void Finish(IReadOnlyList<AccountStanding> accounts, long position)
    {
        foreach (MailboxBlock block in _blocks.Values)
            if (block.IsDirty) Save(block);
        foreach (PaymentBlock list in _lists.Values)
            if (list.IsDirty) Save(list);
        _movements.Finish();
        for (int i = 0; i < accounts.Count; i++)
        {
            AccountStanding account = accounts[i];
            if (!_accounts.TryGetValue(account.Id, out AccountStanding? stored) || stored != account) Save(account);
        }

        _position.Bind(1, position);
        _position.Run();
    }

    /// <summary>Forgets what it has in memory, and reads it again where it is wanted.</summary>
    public void Forget()
    {
        _participants.Clear();
        _blocks.Clear();
        _lists.Clear();
        _movements.Forget();
        _lastNumber = null;
        _accounts.Clear();
    }

    public void Dispose()
    {
        _payment.Dispose();
        _lastPayment.Dispose();
        _list.Dispose();
        _loadList.Dispose();
        _mailbox.Dispose();
        _loadMailbox.Dispose();
        _account.Dispose();
        _position.Dispose();
        _participant.Dispose();
        _addParticipant.Dispose();
        _movements.Dispose();
    }

    private void Add(AccountId account, AccountEvent fact, long position, int entryIndex)
    {
        BookedFact booked = BookedFact.Of(fact);
        if (!booked.IsMovement) return;
        MovementBlock block = _movements.Find(account) ?? _movements.Load(account, NumberOf(account.Participant));
        _movements.Add(block, booked, fact.AtMs, position, entryIndex);
    }

    private void Add(Payment payment)
    {
        PaymentReceived received = payment.Received!;
        Span<byte> uetr = stackalloc byte[16];
        payment.Uetr.Value.TryWriteBytes(uetr, bigEndian: true, out _);
        _payment.Bind(1, uetr);
        long number = NextNumber();
        long debtor = NumberOf(received.Sender);
        long? creditor = received.Receiver is ParticipantId receiver ? NumberOf(receiver) : null;
        _payment.Bind(2, debtor);
        _payment.Bind(3, creditor);
        _payment.Bind(4, received.Transfer.Amount.MinorUnits);
        _payment.Bind(5, received.Transfer.Amount.Currency.Code);
        _payment.Bind(6, (long)payment.Status);
        _payment.Bind(7, payment.Reasons.Count == 0 ? null : payment.Reasons[0].Code);
        _payment.Bind(8, received.AtMs);
        _payment.Bind(9, payment.FinalAtMs);
        _payment.Bind(10, number);
        _payment.Run();
        List(number, debtor);
        if (creditor is long other && other != debtor) List(number, other);
    }

    private void List(long payment, long participant)
    {
        if (!_lists.TryGetValue(participant, out PaymentBlock? list)) list = LastListOf(participant);
        if (list is null || list.IsFull) list = new PaymentBlock(participant, payment);
        _lists[participant] = list;
        list.Add(payment);
        // A full one is stored at once: another one takes its place in memory.
        if (list.IsFull) Save(list);
    }

    private PaymentBlock? LastListOf(long participant)
    {
        PaymentBlock? list = null;
        _loadList.Bind(1, participant);
        if (_loadList.Step())
        {
            list = new PaymentBlock(participant, _loadList.Number(0));
            list.Restore(_loadList.Blob(1));
        }

        _loadList.Reset();
        return list;
    }

    private long NextNumber()
    {
        if (_lastNumber is null)
        {
            _lastNumber = _lastPayment.Step() && !_lastPayment.IsNull(0) ? _lastPayment.Number(0) : 0;
            _lastPayment.Reset();
        }

        _lastNumber++;
        return _lastNumber.Value;
    }

    private void Save(PaymentBlock list)
    {
        _list.Bind(1, list.Participant);
        _list.Bind(2, list.First);
        _list.Bind(3, list.Bytes);
        _list.Run();
        list.IsDirty = false;
    }

    private void Save(MailboxBlock block)
    {
        _mailbox.Bind(1, block.Participant);
        _mailbox.Bind(2, block.Number);
        _mailbox.Bind(3, block.Bytes);
        _mailbox.Run();
        block.IsDirty = false;
    }

    private void Save(AccountStanding account)
    {
        _account.Bind(1, NumberOf(account.Id.Participant));
        _account.Bind(2, account.Id.Currency.Code);
        _account.Bind(3, (long)account.Model);
        _account.Bind(4, account.Cap.LimitMinor);
        _account.Bind(5, account.BalanceMinor);
        _account.Bind(6, account.ReservedMinor);
        _account.Bind(7, account.UseMinor);
        _account.Run();
        _accounts[account.Id] = account;
    }

    /// <summary>The block of a mailbox that is being filled.</summary>
    private MailboxBlock BlockOf(ParticipantId participant, long cursor)
    {
        long number = MailboxBlock.NumberOf(cursor);
        if (_blocks.TryGetValue(participant, out MailboxBlock? block) && block.Number == number) return block;
        block = new MailboxBlock(NumberOf(participant), number);
        _loadMailbox.Bind(1, block.Participant);
        _loadMailbox.Bind(2, number);
        if (_loadMailbox.Step()) block.Restore(_loadMailbox.Blob(0));
        _loadMailbox.Reset();
        _blocks[participant] = block;
        return block;
    }

    /// <summary>A participant's number in the file; one that has none yet gets the next.</summary>
    private long NumberOf(ParticipantId participant)
    {
        if (_participants.TryGetValue(participant, out long number)) return number;
        number = OneNumber(_participant, participant) ?? OneNumber(_addParticipant, participant)!.Value;
        _participants.Add(participant, number);
        return number;
    }

    private static long? OneNumber(Statement statement, ParticipantId participant)
    {
        statement.Bind(1, participant.Value);
        long? number = statement.Step() ? statement.Number(0) : null;
        // To its end: a statement that adds has to be run to it.
        while (number is not null && statement.Step())
        {
        }

        return number;
    }
}
