using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.ReadModels;

/// <summary>
/// Writes the read models into the tables of some database, with what the next transaction goes on from in memory. What is
/// in memory must be forgotten with <see cref="Forget"/> when a transaction is not committed.
/// </summary>
internal sealed class ReadModelWriting(IReadModelTables tables) : IDisposable
{
    private readonly MovementWriting _movements = new(tables);
    private readonly Dictionary<ParticipantId, long> _participants = [];
    private readonly Dictionary<ParticipantId, MailboxBlock> _blocks = [];
    private readonly Dictionary<long, PaymentBlock> _lists = [];
    private readonly Dictionary<AccountId, AccountStanding> _accounts = [];
    private long? _lastNumber;

    /// <summary>Takes those of the groups in that come after a position.</summary>
    /// <param name="groups">The groups, in order.</param>
    /// <param name="position">The position up to which the read models hold everything.</param>
    /// <param name="accounts">The accounts as they stand now or later than these groups.</param>
    /// <param name="name">What the read models are called, for messages.</param>
    /// <returns>The position up to which they hold everything when this is committed.</returns>
    /// <exception cref="JournalException">A group is missing between them.</exception>
    public long Project(IReadOnlyList<CommitGroup> groups, long position, IReadOnlyList<AccountStanding> accounts, string name)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            CommitGroup group = groups[i];
            if (group.Position <= position) continue;
            if (group.Position != position + 1)
                throw new JournalException($"{name}: after position {position} cannot come {group.Position}.");
            Add(group);
            position = group.Position;
        }

        Finish(accounts, position);
        return position;
    }

    /// <summary>Forgets what it has in memory, and reads it again where it is wanted.</summary>
    public void Forget()
    {
        tables.Forget();
        _participants.Clear();
        _blocks.Clear();
        _lists.Clear();
        _movements.Forget();
        _lastNumber = null;
        _accounts.Clear();
    }

    public void Dispose() => tables.Dispose();

    private void Add(CommitGroup group)
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
    private void Finish(IReadOnlyList<AccountStanding> accounts, long position)
    {
        foreach (MailboxBlock block in _blocks.Values)
            if (block.IsDirty) Save(block);
        foreach (PaymentBlock list in _lists.Values)
            if (list.IsDirty) Save(list);
        _movements.Finish();
        for (int i = 0; i < accounts.Count; i++)
        {
            AccountStanding account = accounts[i];
            if (_accounts.TryGetValue(account.Id, out AccountStanding? stored) && stored == account) continue;
            tables.Save(NumberOf(account.Id.Participant), account);
            _accounts[account.Id] = account;
        }

        tables.Finish(position);
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
        _lastNumber = (_lastNumber ?? tables.LastPayment()) + 1;
        long number = _lastNumber.Value;
        long debtor = NumberOf(received.Sender);
        long? creditor = received.Receiver is ParticipantId receiver ? NumberOf(receiver) : null;
        tables.Add(new StoredPayment(
            number,
            payment.Uetr,
            debtor,
            creditor,
            received.Transfer.Amount.MinorUnits,
            received.Transfer.Amount.Currency.Code,
            payment.Status,
            payment.Reasons.Count == 0 ? null : payment.Reasons[0].Code,
            received.AtMs,
            payment.FinalAtMs));
        List(number, debtor);
        if (creditor is long other && other != debtor) List(number, other);
    }

    private void List(long payment, long participant)
    {
        if (!_lists.TryGetValue(participant, out PaymentBlock? list)) list = tables.LastPayments(participant);
        if (list is null || list.IsFull) list = new PaymentBlock(participant, payment);
        _lists[participant] = list;
        list.Add(payment);
        // A full one is stored at once: another one takes its place in memory.
        if (list.IsFull) Save(list);
    }

    private void Save(PaymentBlock list)
    {
        tables.Save(list);
        list.IsDirty = false;
    }

    private void Save(MailboxBlock block)
    {
        tables.Save(block);
        block.IsDirty = false;
    }

    /// <summary>The block of a mailbox that is being filled.</summary>
    private MailboxBlock BlockOf(ParticipantId participant, long cursor)
    {
        long number = MailboxBlock.NumberOf(cursor);
        if (_blocks.TryGetValue(participant, out MailboxBlock? block) && block.Number == number) return block;
        block = tables.Mailbox(NumberOf(participant), number);
        _blocks[participant] = block;
        return block;
    }

    private long NumberOf(ParticipantId participant)
    {
        if (_participants.TryGetValue(participant, out long number)) return number;
        number = tables.NumberOf(participant);
        _participants.Add(participant, number);
        return number;
    }
}
