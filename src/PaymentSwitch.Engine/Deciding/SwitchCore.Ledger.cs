using System.Collections.Frozen;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <content>Payments and accounts that another host decides: what it has stored is taken in here, and its accounts are asked.</content>
internal sealed partial class SwitchCore
{
    private bool _viewIsStale = true;

    // Replied, before the facts were there that the reply follows from.
    private readonly List<AccountAsk> _ahead = [];

    // A payment that is awake goes on within these, and is not woken for nothing.
    private const long AccountsReplyWithinMs = 5_000;
    private const long LateMs = 500;

    // Another host has decided payments and accounts, and has stopped.
    private bool _comesBack;

    /// <summary>Up to where what the other host has stored was taken in.</summary>
    public TailMark Tail { get; private set; }

    /// <summary>Whether an operation waits for an account: no other begins before it has ended.</summary>
    public bool IsOperating { get; private set; }

    /// <summary>What payments and accounts elsewhere have to know, when it has changed since it was asked for last; null where it has not.</summary>
    /// <param name="nowMs">The time, in Unix milliseconds: which profile is in force follows from it.</param>
    public SwitchView? TakeChangedView(long nowMs)
    {
        SetTime(nowMs);
        PassSchemeAlarms();
        if (!_viewIsStale) return null;
        _viewIsStale = false;
        RefreshDirectory();
        return new SwitchView(
            Schemes,
            _directory,
            _cycles.Values.Where(cell => cell.State.Status == CycleStatus.Open).ToFrozenDictionary(cell => cell.State.Id.Scheme, cell => cell.State.Id.Number),
            _accounts.Values.Where(cell => cell.Account.IsOpen).Select(cell => cell.Account.Id).ToFrozenSet());
    }

    /// <summary>Whether an alarm has gone off.</summary>
    public bool HasAlarm => _alarms.NextMs <= _nowMs;

    /// <summary>Whether a cycle that was cut may be netted now.</summary>
    public bool HasDrained => _draining.Exists(draining => draining.Cell.State.Status != CycleStatus.Draining || draining.Undrained.Count == 0);

    /// <summary>Nets what can be netted.</summary>
    public ValueTask PassDrained() => NetDrained();

    /// <summary>Begins an operation, which may go on when it has heard from accounts.</summary>
    /// <param name="work">The operation. It must not be begun while another one is under way.</param>
    /// <param name="ended">Is called on the deciding thread when it has ended; with what it failed by, if it has.</param>
    /// <returns>Whether it has ended already.</returns>
    public bool Operate(Func<ValueTask> work, Action<Exception?> ended)
    {
        if (IsOperating) throw new InvalidOperationException("Another operation is under way.");
        IsOperating = true;
        ValueTask operation = RunOperation(work, ended);
        return operation.IsCompleted;
    }

    /// <summary>An account has replied.</summary>
    /// <param name="ask">To what.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="afterSequenceNr">How many facts the account had then.</param>
    public void Hear(AccountAsk ask, AccountReply reply, long afterSequenceNr)
    {
        ask.Note(reply, afterSequenceNr);
        if (ask.IsKnown) ask.Release();
        else _ahead.Add(ask);
    }

    /// <summary>
    /// Takes in what the other host has stored: each row once, in order. Begun again with the same rows it goes on behind those that it has taken in.
    /// </summary>
    /// <returns>The payment that has to be loaded first; null when all were taken in.</returns>
    /// <exception cref="JournalException">A fact is missing between what is known of an entity and the row.</exception>
    public MissingPayment? TakeIn(IReadOnlyList<TailRow> rows)
    {
        foreach (TailRow row in rows)
        {
            if (row.Mark <= Tail) continue;
            if (TakeIn(row) is MissingPayment missing) return missing;
            Tail = row.Mark;
            _pending.Group.Tail = row.Mark;
        }

        TrimFinished();
        ReleaseAhead();
        return null;
    }

    /// <summary>The payments that should have gone on by now, those that wait longest first: nobody may be there that does it.</summary>
    public IReadOnlyList<Uetr> ListOverdue() =>
        [.. _payments.Values.Where(cell => cell.FactCount > 0 && !cell.Payment.IsClosed && DueMs(cell) <= _nowMs).OrderBy(cell => cell.LastPosition).Select(cell => cell.Payment.Uetr)];

    /// <summary>Which of an account's bookings are over (<see cref="EmbeddedSwitch.ListOverAsync"/>).</summary>
    public IReadOnlyList<BookingKey> ListOver(AccountId account, long afterSequenceNr, IReadOnlyList<BookingKey> keys) =>
        _accounts.TryGetValue(account, out AccountCell? cell) && cell.SequenceNr >= afterSequenceNr ? [.. keys.Where(IsOver)] : [];

    /// <summary>The transaction ids that are taken, each as the hash of sender and id.</summary>
    public IReadOnlyList<(long Hash, Uetr Payment)> ListTransactionIds() =>
        [.. _transactionIds.Select(known => (known.Key, known.Value)), .. _identities.ListTransactionIds()];

    private async ValueTask RunOperation(Func<ValueTask> work, Action<Exception?> ended)
    {
        Exception? failure = null;
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Whatever it is: it belongs to whoever drives the core, and would be lost with the operation.
            failure = error;
        }

        IsOperating = false;
        ended(failure);
    }

    private MissingPayment? TakeIn(TailRow row)
    {
        int first = _pending.Group.Entries.Count;
        switch (row.Entity.Kind)
        {
            case EntityKind.Payment:
                if (Find(row.Entity.Payment, create: true, out MissingPayment? missing) is not PaymentCell payment) return missing;
                ThrowIfGap(row, payment.FactCount);
                if (payment.FactCount == 0) Volatile.Write(ref _openPayments, _openPayments + 1);
                foreach (IDomainEvent fact in row.Facts) TakeIn(payment, (PaymentEvent)fact);
                break;
            case EntityKind.Account:
                AccountCell account = AccountOf(row.Entity.Account);
                ThrowIfGap(row, account.SequenceNr);
                foreach (IDomainEvent fact in row.Facts) Keep(account, (AccountEvent)fact);
                if (_draining.Count > 0) NoteDrained(account);
                break;
            default:
                throw new JournalException($"{row.Entity} is decided here, and has a row of another host at {row.Mark}.");
        }

        foreach (TailDelivery delivery in row.Deliveries) Deliver(delivery.Participant, delivery.Kind, first + delivery.FactIndex);
        return null;
    }

    private void TakeIn(PaymentCell cell, PaymentEvent fact)
    {
        bool wasFinal = cell.Payment.Status.IsFinal();
        Payment after = cell.Payment.Evolve(fact);
        cell.Add(fact, after);
        CommitGroup group = _pending.Group;
        group.Entries.Add(new JournalEntry(cell.Key, cell.FactCount, cell.LastPosition, fact, after));
        group.EstimatedBytes += 96 + BytesOf(fact);
        cell.LastPosition = group.Position;
        FactCount++;
        if (cell.FactCount == 1) KeepTransactionId(cell);
        if (fact is PaymentSettled) TieToRequest(after);
        if (!wasFinal && after.Status.IsFinal()) Finish(cell, after);
        if (after.IsClosed && !cell.IsLeaving) Leave(cell);
    }

    // What payments and accounts decide by changes with few facts.
    private void NoteView(IDomainEvent fact)
    {
        if (accountsElsewhere && fact is not (PaymentEvent or AccountEvent) or AccountTermsSet or AccountClosed) _viewIsStale = true;
    }

    private static void ThrowIfGap(TailRow row, long known)
    {
        if (row.FirstSequenceNr != known + 1)
            throw new JournalException($"After fact {known} of {row.Entity} comes fact {row.FirstSequenceNr}, at {row.Mark}: facts are missing, or were stored twice.");
    }

    private void ReleaseAhead()
    {
        for (int i = 0; i < _ahead.Count;)
        {
            AccountAsk ask = _ahead[i];
            if (!ask.IsKnown)
            {
                i++;
                continue;
            }

            _ahead.RemoveAt(i);
            ask.Release();
        }
    }

    private ValueTask<AccountReply> AskElsewhere(AccountCell cell, AccountCommand command, bool tells)
    {
        var ask = new AccountAsk(cell, command, tells);
        _pending.Asks.Add(ask);
        return ask.Reply;
    }

    /// <summary>What was asked of accounts and may not have been heard, before the switch stopped: it is asked again, and changes nothing where it was done.</summary>
    private async ValueTask ResumeAsked()
    {
        foreach (var cell in _transfers.Values.OrderBy(cell => cell.State.Requested!.AtMs).ToArray())
        {
            if (cell.State.Status == LiquidityStatus.Requested) await Book(cell).ConfigureAwait(false);
            else if (cell.State.Status == LiquidityStatus.Reversed) await TakeBack(cell.State).ConfigureAwait(false);
        }

        foreach (var cell in _cycles.Values.OrderBy(cell => cell.State.Id.Number).ToArray())
        {
            if (cell.State.Status == CycleStatus.Settled) await Take(cell, CycleStep.ResetPositions, cell.State.SettledAtMs).ConfigureAwait(false);
            foreach (SettlementInstruction failed in cell.State.Instructions.Where(own => own.Status == InstructionStatus.Failed).ToArray())
                if (AccountOf(new AccountId(failed.Participant, cell.State.Opened!.Currency)).Account.Cap.LimitMinor != 0) await HandleDefault(cell, failed.Uetr).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What the other host had begun when it stopped and this one has to end, but for payments themselves. An account there may still have reserved
    /// for what was over already; its own sweep, which would have found that, there is not here.
    /// </summary>
    private async ValueTask ResumeBack()
    {
        await ResumeAsked().ConfigureAwait(false);
        foreach (AccountCell cell in KnownAccounts.ToArray())
            foreach (BookingKey key in cell.Account.Reservations.Keys.Where(IsOver).Order().ToArray()) Ask(cell, new ReleaseReservation(key));
    }

    // When a payment should have gone on: with its deadline or its recall's, and where accounts are to be asked soon after its last fact.
    private static long DueMs(PaymentCell cell)
    {
        Payment payment = cell.Payment;
        bool asksAccounts = payment.Status == PaymentStatus.Received || (payment.Status.IsFinal() && !payment.IsBooked) || payment.Aftermath.ReturnUnderWay is not null;
        long dueMs = asksAccounts ? cell.Facts.Span[^1].AtMs + AccountsReplyWithinMs : long.MaxValue;
        if (!payment.Status.IsFinal()) dueMs = Math.Min(dueMs, payment.Received!.DeadlineMs + LateMs);
        return payment.Aftermath.Recall is { Status: RecallStatus.Open } recall ? Math.Min(dueMs, recall.Request.DueMs + LateMs) : dueMs;
    }

    // What is not in memory any more was closed, with all its returns.
    private bool IsOver(BookingKey key)
    {
        if (!_payments.TryGetValue(key.Payment, out PaymentCell? cell)) return true;
        return key.Return == 0 ? cell.Payment.IsBooked : cell.Payment.Aftermath.ReturnUnderWay?.Received.Number != key.Return;
    }
}
