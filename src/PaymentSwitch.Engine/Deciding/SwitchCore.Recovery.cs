using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>What was stored, taken in again.</summary>
internal sealed partial class SwitchCore
{
    /// <summary>Everything, as of the group that is being filled, which has to be taken out next.</summary>
    public SwitchSnapshot Capture() => new(
        _pending.Group.Entries.Count > 0 ? _pending.Group.Position : Position,
        _nowMs,
        [.. KnownAccounts.Select(cell => (cell.Account.Capture(), cell.SequenceNr))],
        [.. _participants.Values.Where(cell => cell.SequenceNr > 0).OrderBy(cell => cell.Participant.Id).Select(cell => (cell.Participant, cell.SequenceNr))],
        [.. _payments.Values.Where(cell => cell.FactCount > 0).Select(cell => new LivePayment(cell.Payment.Uetr, cell.LastPosition, cell.Facts.ToArray()))],
        [.. _participants.Values.Where(cell => cell.MailboxCursor > 0).Select(cell => (cell.Participant.Id, cell.MailboxCursor))],
        _identities.Capture())
    {
        Tail = Tail,
        Others = [.. OtherCells.Where(cell => cell.Facts.Count > 0).Select(cell => new LiveEntity(cell.Key, [.. cell.Facts]))],
    };

    /// <summary>Starts from a snapshot. The core must be new.</summary>
    public void Restore(SwitchSnapshot snapshot)
    {
        Position = snapshot.Position;
        _nowMs = snapshot.AtMs;
        Tail = snapshot.Tail;
        foreach ((AccountState state, long sequenceNr) in snapshot.Accounts)
            _accounts.Add(state.Id, new AccountCell(Account.Restore(state)) { SequenceNr = sequenceNr });
        foreach ((Participant state, long sequenceNr) in snapshot.Participants)
            _participants.Add(state.Id, new ParticipantCell(state) { SequenceNr = sequenceNr });
        foreach ((ParticipantId participant, long cursor) in snapshot.MailboxCursors)
            ParticipantOf(participant).MailboxCursor = cursor;
        _identities.Restore(snapshot.Identities);
        foreach (LiveEntity other in snapshot.Others)
            foreach (IDomainEvent fact in other.Facts) TakeIn(CellOf(other.Key), fact);
        foreach (LivePayment live in snapshot.LivePayments.OrderBy(live => live.Facts[^1].AtMs))
        {
            PaymentCell cell = CellOf(live);
            _payments.Add(live.Uetr, cell);
            KeepTransactionId(cell);
            if (cell.Payment.Status.IsFinal() && cell.Payment.IsClosed) Leave(cell);
            if (!cell.Payment.Status.IsFinal()) _openPayments++;
        }

        TrimFinished();
    }

    /// <summary>Takes a stored group in: no decisions, no steps, only what was decided then.</summary>
    /// <param name="group">The group after <see cref="Position"/>. Its payments' entries get their payment.</param>
    /// <param name="load">Loads a payment that had left memory, by its last position.</param>
    public void Replay(CommitGroup group, Func<MissingPayment, LivePayment> load)
    {
        if (group.Position != Position + 1)
            throw new JournalException($"Journal: after position {Position} comes {group.Position}; the groups between are missing.");
        Position = group.Position;
        _nowMs = Math.Max(_nowMs, group.AtMs);
        if (!group.Tail.IsNone) Tail = group.Tail;
        List<JournalEntry> entries = group.Entries;
        for (int i = 0; i < entries.Count; i++)
        {
            JournalEntry entry = entries[i];
            FactCount++;
            NoteView(entry.Event);
            switch (entry.Event)
            {
                case PaymentEvent fact:
                    entries[i] = entry with { After = ReplayPayment(entry, fact, load) };
                    break;
                case AccountEvent fact:
                    AccountCell account = AccountOf(entry.Entity.Account);
                    account.Account.Evolve(fact);
                    account.SequenceNr = entry.SequenceNr;
                    break;
                case ParticipantEvent fact:
                    ParticipantCell participant = ParticipantOf(entry.Entity.Participant);
                    participant.Participant = participant.Participant.Evolve(fact);
                    participant.SequenceNr = entry.SequenceNr;
                    break;
                default:
                    TakeIn(CellOf(entry.Entity), entry.Event);
                    break;
            }
        }

        foreach (Delivery delivery in group.Deliveries) ParticipantOf(delivery.Participant).MailboxCursor = delivery.Cursor;
        // Not before: what left amid the group would be loaded with facts of it that are still to come.
        TrimFinished();
    }

    /// <summary>
    /// Takes up what was pending when the switch stopped: deadlines, cycles, and bookings where a host left any open. To be
    /// called before the first decision, also where there is nothing to recover.
    /// </summary>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    /// <param name="comesBack">Whether another host has decided payments and accounts, and has stopped.</param>
    public async ValueTask Resume(long nowMs, bool comesBack = false)
    {
        _resumedFromMs = _nowMs > 0 ? _nowMs : nowMs;
        SetTime(nowMs);
        _pending = new PendingGroup(Position + 1);
        RefreshDirectory();
        // Whoever followed before has shown it to himself; whoever begins here has shown nothing yet.
        _viewIsStale = true;
        _comesBack = comesBack;
        if (accountsElsewhere && comesBack)
        {
            // Only what taking in has to know. Nobody is there to be asked.
            PassSchemeAlarms();
            ResumeRequests();
            return;
        }

        await ResumeOthers().ConfigureAwait(false);
        if (accountsElsewhere)
        {
            await ResumeAsked().ConfigureAwait(false);
            return;
        }

        if (comesBack) await ResumeBack().ConfigureAwait(false);
        foreach (PaymentCell cell in _payments.Values.OrderBy(cell => cell.LastPosition).ToArray())
            foreach (PaymentStep step in PaymentFlow.Pending(cell.Payment)) Take(cell, step);
        RunSteps();
    }

    private Payment ReplayPayment(in JournalEntry entry, PaymentEvent fact, Func<MissingPayment, LivePayment> load)
    {
        Uetr uetr = entry.Entity.Payment;
        if (!_payments.TryGetValue(uetr, out PaymentCell? cell))
        {
            if (_identities.TryFind(uetr, out FinishedPayment finished))
            {
                TakeBack(load(new MissingPayment(uetr, finished.LastPosition)));
                return ReplayPayment(entry, fact, load);
            }

            // A payment that was known then, and is not by the profiles and settings of now.
            if (entry.PreviousPosition > 0)
            {
                TakeBack(load(new MissingPayment(uetr, entry.PreviousPosition)));
                return ReplayPayment(entry, fact, load);
            }

            cell = new PaymentCell(uetr);
            _payments.Add(uetr, cell);
            _openPayments++;
        }

        bool wasFinal = cell.Payment.Status.IsFinal();
        cell.Add(fact, cell.Payment.Evolve(fact));
        cell.LastPosition = Position;
        if (cell.FactCount == 1) KeepTransactionId(cell);
        if (!wasFinal && cell.Payment.Status.IsFinal()) _openPayments--;
        if (cell.Payment.IsClosed && !cell.IsLeaving) Leave(cell);
        return cell.Payment;
    }
}
