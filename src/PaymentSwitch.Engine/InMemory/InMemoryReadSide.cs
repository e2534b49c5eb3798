using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.InMemory;

/// <summary>Read models that last as long as the process.</summary>
/// <param name="keep">Whether anything can be read back. Without, nothing but the position is kept.</param>
public sealed class InMemoryReadSide(bool keep = true) : IReadSide
{
    private readonly Dictionary<ParticipantId, List<MailboxPointer>> _mailboxes = [];
    private readonly List<PaymentRow> _payments = [];
    private readonly Dictionary<AccountId, List<Movement>> _movements = [];
    private readonly Lock _gate = new();
    private IReadOnlyList<AccountStanding> _accounts = [];
    private long _position;

    /// <inheritdoc/>
    public long Position => Volatile.Read(ref _position);

    /// <inheritdoc/>
    public void Project(IReadOnlyList<CommitGroup> groups, IReadOnlyList<AccountStanding> accounts)
    {
        ArgumentNullException.ThrowIfNull(groups);
        lock (_gate)
        {
            foreach (CommitGroup group in groups)
            {
                if (group.Position <= _position) continue;
                if (keep) Keep(group);
                Volatile.Write(ref _position, group.Position);
            }

            _accounts = accounts;
        }
    }

    /// <inheritdoc/>
    public void Clear()
    {
        lock (_gate)
        {
            _mailboxes.Clear();
            _payments.Clear();
            _movements.Clear();
            _accounts = [];
            _position = 0;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<MailboxPointer> ReadMailbox(ParticipantId participant, long afterCursor, int max)
    {
        lock (_gate)
        {
            if (!_mailboxes.TryGetValue(participant, out List<MailboxPointer>? pointers)) return [];
            return [.. pointers.Where(pointer => pointer.Cursor > afterCursor).Take(max)];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PaymentRow> ListPayments(PaymentFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        lock (_gate)
        {
            return
            [
                .. _payments.AsEnumerable().Reverse()
                    .Where(row => filter.BeforeNumber is null || row.Number < filter.BeforeNumber)
                    .Where(row => filter.Status is null || row.Status == filter.Status)
                    .Where(row => filter.Participant is null || row.DebtorAgent == filter.Participant || row.CreditorAgent == filter.Participant)
                    .Take(filter.Max),
            ];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AccountStanding> ListAccounts()
    {
        lock (_gate) return _accounts;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Movement> ReadMovements(AccountId account, long fromNumber, int max)
    {
        lock (_gate)
        {
            if (max <= 0 || !_movements.TryGetValue(account, out List<Movement>? movements)) return [];
            // The movement with number n stands at index n - 1.
            int first = (int)Math.Clamp(fromNumber, 1, movements.Count + 1) - 1;
            return movements.GetRange(first, Math.Min(max, movements.Count - first));
        }
    }

    /// <inheritdoc/>
    public long? FindMovement(AccountId account, long atOrAfterMs)
    {
        lock (_gate)
        {
            if (!_movements.TryGetValue(account, out List<Movement>? movements)) return null;
            int low = 0, high = movements.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (movements[middle].AtMs < atOrAfterMs) low = middle + 1;
                else high = middle;
            }

            return low < movements.Count ? low + 1 : null;
        }
    }

    /// <inheritdoc/>
    public Movement? LastMovement(AccountId account)
    {
        lock (_gate) return _movements.TryGetValue(account, out List<Movement>? movements) ? movements[^1] : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Keep(CommitGroup group)
    {
        foreach (Delivery delivery in group.Deliveries)
        {
            if (!_mailboxes.TryGetValue(delivery.Participant, out List<MailboxPointer>? pointers))
                _mailboxes.Add(delivery.Participant, pointers = []);
            pointers.Add(new MailboxPointer(delivery.Cursor, group.Position, delivery.EntryIndex, delivery.Kind));
        }

        for (int i = 0; i < group.Entries.Count; i++)
        {
            JournalEntry entry = group.Entries[i];
            if (entry.Event is AccountEvent booked) Keep(entry.Entity.Account, BookedFact.Of(booked), booked.AtMs, group.Position, i);
            if (entry.Event is not (PaymentSettled or PaymentRejected or PaymentExpired)) continue;
            Payment payment = entry.After!;
            PaymentReceived received = payment.Received!;
            _payments.Add(new PaymentRow(
                _payments.Count + 1,
                payment.Uetr,
                received.Sender,
                received.Receiver,
                received.Transfer.Amount.MinorUnits,
                received.Transfer.Amount.Currency.Code,
                payment.Status,
                payment.Reasons.Count == 0 ? null : payment.Reasons[0].Code,
                received.AtMs,
                payment.FinalAtMs));
        }
    }

    private void Keep(AccountId account, in BookedFact booked, long atMs, long position, int entryIndex)
    {
        if (!booked.IsMovement) return;
        if (!_movements.TryGetValue(account, out List<Movement>? movements)) _movements.Add(account, movements = []);
        long beforeMinor = movements.Count == 0 ? 0 : movements[^1].BalanceAfterMinor;
        movements.Add(new Movement(
            account, movements.Count + 1, atMs, booked.AmountMinor, beforeMinor + booked.AmountMinor,
            booked.Kind, booked.Payment, booked.Reference, position, entryIndex));
    }
}
