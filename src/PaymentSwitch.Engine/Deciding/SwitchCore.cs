using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>
/// All entities of the embedded host, and the messages between them: the single writer. It has no thread, no clock and
/// no I/O of its own; whoever drives it hands the time in and takes the commit groups out. Effects between entities flow
/// at once; what leaves the process is noted in the group and waits for its commit.
/// </summary>
internal sealed partial class SwitchCore(SchemeCatalogue schemes, EngineLimits limits, Func<ReadOnlyMemory<byte>, SchemeProfile>? readProfile = null)
{
    private readonly Dictionary<Uetr, PaymentCell> _payments = new(65_536);
    private readonly Dictionary<long, Uetr> _transactionIds = [];
    private readonly Dictionary<AccountId, AccountCell> _accounts = [];
    private readonly Dictionary<ParticipantId, ParticipantCell> _participants = [];
    private readonly IdentityWindow _identities = new();
    private readonly Queue<PaymentCell> _leaving = new();
    private readonly Queue<(PaymentCell Cell, PaymentStep Step)> _steps = new();
    private readonly DeadlineWheel _deadlines = new();
    private readonly AlarmClock _alarms = new();
    private readonly List<Uetr> _due = [];
    private ParticipantDirectory _directory = ParticipantDirectory.Empty;
    private PendingGroup _pending = new(1);
    private long _nowMs;
    private int _openPayments;
    private Func<AccountId, bool>? _isOpen;

    /// <summary>The schemes as they are now.</summary>
    public SchemeCatalogue Schemes { get; private set; } = schemes;

    /// <summary>Who is reached under which identification, uncommitted changes included.</summary>
    public ParticipantDirectory Directory => _directory;

    /// <summary>The last position whose group was taken out, or in by recovery.</summary>
    public long Position { get; private set; }

    /// <summary>How many payments have no outcome yet. Read by other threads for admission.</summary>
    public int OpenPayments => Volatile.Read(ref _openPayments);

    /// <summary>How many finished payments are still in memory.</summary>
    public int FinishedInMemory => _leaving.Count;

    /// <summary>How many identities of finished payments are known that are not in memory.</summary>
    public int FinishedIdentities => _identities.Count;

    /// <summary>How many facts were decided or recovered so far.</summary>
    public long FactCount { get; private set; }

    /// <summary>When the next deadline passes, in Unix milliseconds; <see cref="long.MaxValue"/> for none.</summary>
    public long NextDeadlineMs => Math.Min(_deadlines.NextMs, _alarms.NextMs);

    /// <summary>The time of the last decision, in Unix milliseconds.</summary>
    public long NowMs => _nowMs;

    /// <summary>The group that is being filled.</summary>
    public PendingGroup Pending => _pending;

    private PaymentContext ContextOf(Payment payment) => payment.Received is { } received
        ? ContextOf(Schemes.Of(received.Scheme, received.ProfileVersion))
        : ContextOf(Schemes.Default);

    private PaymentContext ContextOf(SchemeProfile profile) => new(_nowMs, profile, _directory, OpenCycleOf(profile), _isOpen ??= IsOpen);

    private bool IsOpen(AccountId id) => _accounts.TryGetValue(id, out AccountCell? cell) && cell.Account.IsOpen;

    /// <summary>Moves the time. It never goes back, whatever the clock says.</summary>
    public void SetTime(long nowMs) => _nowMs = Math.Max(_nowMs, nowMs);

    /// <summary>Takes the filled group out and begins the next.</summary>
    public PendingGroup TakePending()
    {
        PendingGroup taken = _pending;
        taken.Group.AtMs = _nowMs;
        if (taken.Group.Entries.Count > 0) Position = taken.Group.Position;
        _pending = new PendingGroup(Position + 1, taken.Group.Entries.Count);
        return taken;
    }

    /// <summary>
    /// The payment in memory; a new, empty one where the identity is unknown. Null where it has left memory and has to be
    /// loaded from the journal first.
    /// </summary>
    /// <param name="uetr">Which.</param>
    /// <param name="create">Whether to begin a new one where there is none; otherwise an unknown one is returned that is not kept.</param>
    /// <param name="missing">Where the journal has its last fact, when null is returned.</param>
    public PaymentCell? Find(Uetr uetr, bool create, out MissingPayment? missing)
    {
        missing = null;
        if (_payments.TryGetValue(uetr, out PaymentCell? cell)) return cell;
        if (_identities.TryFind(uetr, out FinishedPayment finished))
        {
            missing = new MissingPayment(uetr, finished.LastPosition);
            return null;
        }

        cell = new PaymentCell(uetr);
        if (create) _payments.Add(uetr, cell);
        return cell;
    }

    /// <summary>
    /// Takes a finished payment back into memory, as it was loaded from the journal. Not one that another request has brought
    /// back since, and that has gone on and left again: what was loaded then is not the payment any more.
    /// </summary>
    public void Reload(LivePayment loaded)
    {
        if (_payments.ContainsKey(loaded.Uetr)) return;
        if (!_identities.TryFind(loaded.Uetr, out FinishedPayment known) || known.LastPosition != loaded.LastPosition) return;
        TakeBack(loaded);
        TrimFinished();
    }

    /// <summary>Takes a payment in. See <see cref="Payment.Decide(SubmitPayment, in PaymentContext)"/>.</summary>
    public PaymentReply Submit(PaymentCell cell, SubmitPayment command, long transactionIdHash)
    {
        if (cell.FactCount == 0 && transactionIdHash != 0 && FindTransactionId(transactionIdHash) is Uetr other)
            command = command with { SameTransactionId = other };
        PaymentDecision decision = cell.Payment.Decide(command, ContextOf(Schemes.For(command.Transfer.Amount.Currency)));
        if (decision.First is not null)
        {
            Volatile.Write(ref _openPayments, _openPayments + 1);
            cell.TransactionIdHash = transactionIdHash;
            if (transactionIdHash != 0) _transactionIds.TryAdd(transactionIdHash, cell.Payment.Uetr);
        }

        return Carry(cell, decision);
    }

    /// <summary>Takes the creditor agent's answer.</summary>
    public PaymentReply Answer(PaymentCell cell, AnswerPayment command) => Carry(cell, cell.Payment.Decide(command, ContextOf(cell.Payment)));

    /// <summary>Takes the debtor agent's recall.</summary>
    public PaymentReply Recall(PaymentCell cell, RecallPayment command) => Carry(cell, cell.Payment.Decide(command, ContextOf(cell.Payment)));

    /// <summary>Takes the creditor agent's answer to a recall.</summary>
    public PaymentReply AnswerRecall(PaymentCell cell, AnswerRecall command) => Carry(cell, cell.Payment.Decide(command, ContextOf(cell.Payment)));

    /// <summary>Takes a return.</summary>
    public PaymentReply Return(PaymentCell cell, ReturnPayment command) => Carry(cell, cell.Payment.Decide(command, ContextOf(cell.Payment)));

    /// <summary>Answers a question for a payment's status.</summary>
    public PaymentReply QueryStatus(PaymentCell cell, RequestPaymentStatus query) => cell.Payment.Decide(query, ContextOf(cell.Payment));

    /// <summary>Lets the deadlines pass that have been reached.</summary>
    /// <param name="max">At most so many at a time, so that a commit group stays within its bounds.</param>
    /// <returns>Whether some are left.</returns>
    public bool PassDeadlines(int max)
    {
        PassAlarms();
        for (; max > 0; max--)
        {
            if (_due.Count == 0)
            {
                if (_deadlines.NextMs > _nowMs) return false;
                _deadlines.TakeDue(_nowMs, _due);
                _due.Reverse();
            }

            Uetr uetr = _due[^1];
            _due.RemoveAt(_due.Count - 1);
            if (_payments.TryGetValue(uetr, out PaymentCell? cell)) Carry(cell, cell.Payment.DecideDeadline(ContextOf(cell.Payment)));
        }

        return _due.Count > 0 || _deadlines.NextMs <= _nowMs;
    }

    /// <summary>Nobody will hear of an outcome any more: those who wait are let go.</summary>
    public void DismissWaiters()
    {
        foreach (PaymentCell cell in _payments.Values)
        {
            cell.Waiters?.ForEach(waiter => waiter.TrySetCanceled());
            cell.Waiters = null;
        }
    }

    /// <summary>Asks an account on behalf of an operator.</summary>
    public AccountReply Command(AccountId id, AccountCommand command)
    {
        AccountCell cell = AccountOf(id);
        if (command is CloseAccount && cell.Account.IsOpen && IsAwaitedOn(id)) return AccountReply.NotEmpty;
        AccountReply reply = Ask(cell, command);
        RunSteps();
        return reply;
    }

    // Whether money may yet come in that nobody could take out of a closed account: of payments on their way, or back from the settlement bank.
    private bool IsAwaitedOn(AccountId id) =>
        _payments.Values.Any(cell => cell.Payment.Status == PaymentStatus.Reserved && cell.Payment.CreditorAccount == id)
        || _transfers.Values.Any(cell => cell.State.Status == LiquidityStatus.Booked && cell.State.Requested!.Terms.Account == id);

    /// <summary>All accounts as they stand, in order, to be shown.</summary>
    public IReadOnlyList<AccountStanding> ShowAccounts() =>
        [.. KnownAccounts.Select(cell => cell.Account.Show())];

    /// <summary>All accounts, in order, whole.</summary>
    public IReadOnlyList<AccountState> CaptureAccounts() =>
        [.. KnownAccounts.Select(cell => cell.Account.Capture())];

    /// <summary>The accounts of one participant, in order, whole.</summary>
    public IReadOnlyList<AccountState> CaptureAccounts(ParticipantId owner) =>
        [.. _accounts.Values.Where(cell => cell.Account.Id.Participant == owner).OrderBy(cell => cell.Account.Id).Select(cell => cell.Account.Capture())];

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
        Others = [.. OtherCells.Where(cell => cell.Facts.Count > 0).Select(cell => new LiveEntity(cell.Key, [.. cell.Facts]))],
    };

    // ---- Recovery ----

    /// <summary>Starts from a snapshot. The core must be new.</summary>
    public void Restore(SwitchSnapshot snapshot)
    {
        Position = snapshot.Position;
        _nowMs = snapshot.AtMs;
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
        List<JournalEntry> entries = group.Entries;
        for (int i = 0; i < entries.Count; i++)
        {
            JournalEntry entry = entries[i];
            FactCount++;
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
    public void Resume(long nowMs)
    {
        SetTime(nowMs);
        _pending = new PendingGroup(Position + 1);
        RefreshDirectory();
        ResumeOthers();
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

    private void KeepTransactionId(PaymentCell cell)
    {
        cell.TransactionIdHash = TransactionIdentity.HashOf(
            Schemes.Of(cell.Payment.Received!.Scheme, cell.Payment.Received.ProfileVersion), cell.Payment.Received.Sender, cell.Payment.Received.Transfer.TransactionId);
        if (cell.TransactionIdHash != 0) _transactionIds.TryAdd(cell.TransactionIdHash, cell.Payment.Uetr);
    }

    // ---- Facts, and the steps that follow from them ----

    private PaymentReply Carry(PaymentCell cell, in PaymentDecision decision)
    {
        if (decision.First is not null) Store(cell, decision.First);
        if (decision.Second is not null) Store(cell, decision.Second);
        RunSteps();
        return decision.Reply;
    }

    private void Store(PaymentCell cell, PaymentEvent fact)
    {
        CommitGroup group = _pending.Group;
        bool wasFinal = cell.Payment.Status.IsFinal();
        Payment after = cell.Payment.Evolve(fact);
        cell.Add(fact, after);
        int index = group.Entries.Count;
        group.Entries.Add(new JournalEntry(cell.Key, cell.FactCount, cell.LastPosition, fact, after));
        group.EstimatedBytes += 96 + BytesOf(fact);
        cell.LastPosition = group.Position;
        FactCount++;
        foreach (PaymentStep step in PaymentFlow.StepsAfter(fact, after)) Take(cell, step);
        foreach (DeliveryKind kind in PaymentFlow.DeliveriesAfter(fact, after)) Deliver(PaymentFlow.RecipientOf(kind, after), kind, index);
        if (fact is PaymentSettled) TieToRequest(after);
        if (!wasFinal && after.Status.IsFinal()) Finish(cell, after);
        if (!after.IsClosed || cell.IsLeaving) return;
        Leave(cell);
        TrimFinished();
    }

    private void Take(PaymentCell cell, PaymentStep step)
    {
        if (step == PaymentStep.AwaitAnswer) _deadlines.Set(cell.Payment.Uetr, cell.Payment.Received!.DeadlineMs);
        else if (step == PaymentStep.AwaitRecallAnswer) _deadlines.Set(cell.Payment.Uetr, cell.Payment.Aftermath.Recall!.Request.DueMs);
        else _steps.Enqueue((cell, step));
    }

    private void Deliver(ParticipantId participant, DeliveryKind kind, int entryIndex)
    {
        long cursor = ++ParticipantOf(participant).MailboxCursor;
        _pending.Group.Deliveries.Add(new Delivery(participant, cursor, entryIndex, kind));
    }

    private void RunSteps()
    {
        while (_steps.TryDequeue(out (PaymentCell Cell, PaymentStep Step) next)) Run(next.Cell, next.Step);
        if (_draining.Count > 0) NetDrained();
    }

    private void Run(PaymentCell cell, PaymentStep step)
    {
        Payment payment = cell.Payment;
        if (!PaymentFlow.IsWanted(step, payment)) return;
        switch (step)
        {
            case PaymentStep.ReserveFunds:
                Carry(cell, payment.DecideReserved(Book(step, payment), ContextOf(payment)));
                return;
            case PaymentStep.ReserveReturn:
                Carry(cell, payment.DecideReturnReserved(Book(step, payment), ContextOf(payment)));
                return;
        }

        AccountReply booked = Book(step, payment);
        if (booked != AccountReply.Done) throw new InvalidOperationException($"Payment {payment.Uetr}: {step} was refused as {booked}.");
        if (PaymentFlow.BookingAfter(step) is PaymentStep next) _steps.Enqueue((cell, next));
        else Carry(cell, step == PaymentStep.CreditDebtorAgent ? payment.DecideReturnBooked(ContextOf(payment)) : payment.DecideBooked(ContextOf(payment)));
    }

    // In this host a request between entities is made once or, with its whole group, not at all: no credit may repeat.
    private AccountReply Book(PaymentStep step, Payment payment)
    {
        CreditTransfer transfer = payment.Received!.Transfer;
        ReturnLeg? sent = payment.Aftermath.ReturnUnderWay;
        return step switch
        {
            PaymentStep.ReserveFunds => Ask(AccountOf(payment.DebtorAccount), new ReserveFunds(payment.Uetr, transfer.Amount.MinorUnits, transfer.DebtorAgent)),
            PaymentStep.PostReservation => Ask(AccountOf(payment.DebtorAccount), new PostReservation(payment.Uetr, payment.Cycle)),
            PaymentStep.ReleaseReservation => Ask(AccountOf(payment.DebtorAccount), new ReleaseReservation(payment.Uetr)),
            PaymentStep.CreditCreditorAgent => Ask(
                AccountOf(payment.CreditorAccount),
                new CreditAccount(payment.Uetr, transfer.Amount.MinorUnits, MayRepeat: false, payment.Cycle, transfer.CreditorAgent)),
            PaymentStep.ReserveReturn => Ask(
                AccountOf(payment.CreditorAccount), new ReserveFunds(sent!.KeyOf(payment.Uetr), sent.Received.AmountMinor, transfer.CreditorAgent)),
            PaymentStep.PostReturn => Ask(AccountOf(payment.CreditorAccount), new PostReservation(sent!.KeyOf(payment.Uetr), sent.Cycle)),
            PaymentStep.CreditDebtorAgent => Ask(
                AccountOf(payment.DebtorAccount),
                new CreditAccount(sent!.KeyOf(payment.Uetr), sent.Received.AmountMinor, MayRepeat: false, sent.Cycle, transfer.DebtorAgent)),
            _ => throw new InvalidOperationException($"Payment {payment.Uetr}: {step} is no booking."),
        };
    }

    private AccountReply Ask(AccountCell cell, AccountCommand command)
    {
        AccountDecision decision = cell.Account.Decide(command, _nowMs);
        if (decision.Event is null) return decision.Reply;
        bool isFirst = cell.SequenceNr == 0;
        Keep(cell, decision.Event);
        // An account that begins now, also by a credit, has never been in the cycles that are cut already: they do not wait for it.
        if (isFirst && OpenCycleOf(Schemes.For(cell.Account.Id.Currency)) is var open and > 1) Keep(cell, new AccountCycleCut(_nowMs, open - 1));
        while (cell.Account.DecideAlert(_nowMs) is AccountEvent alert)
        {
            int index = Keep(cell, alert);
            if (alert is LiquidityAlertRaised) Deliver(cell.Account.Id.Participant, DeliveryKind.LiquidityAlert, index);
        }

        if (_draining.Count > 0) NoteDrained(cell);
        return decision.Reply;
    }

    private int Keep(AccountCell cell, AccountEvent fact)
    {
        cell.Account.Evolve(fact);
        return Keep(cell.Key, ++cell.SequenceNr, fact);
    }

    private int Keep(IEntityCell cell, IDomainEvent fact)
    {
        int index = Keep(cell.Key, cell.Facts.Count + 1, fact);
        TakeIn(cell, fact);
        return index;
    }

    private int Keep(EntityKey key, long sequenceNr, IDomainEvent fact)
    {
        _pending.Group.Entries.Add(new JournalEntry(key, sequenceNr, 0, fact));
        _pending.Group.EstimatedBytes += 96;
        FactCount++;
        return _pending.Group.Entries.Count - 1;
    }

    // ---- Payments that end ----

    private void Finish(PaymentCell cell, Payment after)
    {
        Volatile.Write(ref _openPayments, _openPayments - 1);
        if (cell.Waiters is null) return;
        foreach (TaskCompletionSource<Payment> waiter in cell.Waiters) _pending.Outcomes.Add((waiter, after));
        cell.Waiters = null;
    }

    private void Leave(PaymentCell cell)
    {
        cell.IsLeaving = true;
        _leaving.Enqueue(cell);
    }

    private void TakeBack(LivePayment loaded)
    {
        PaymentCell cell = CellOf(loaded);
        _payments.Add(loaded.Uetr, cell);
        KeepTransactionId(cell);
        Leave(cell);
    }

    private void TrimFinished()
    {
        while (_leaving.Count > limits.FinishedPaymentsInMemoryMax)
        {
            PaymentCell cell = _leaving.Dequeue();
            Payment payment = cell.Payment;
            if (!payment.IsClosed)
            {
                // Something has begun since: a recall, a return. It leaves when that has ended.
                cell.IsLeaving = false;
                continue;
            }

            _payments.Remove(payment.Uetr);
            if (_transactionIds.TryGetValue(cell.TransactionIdHash, out Uetr holder) && holder == payment.Uetr)
                _transactionIds.Remove(cell.TransactionIdHash);
            _identities.Put(new FinishedPayment(payment.Uetr, cell.TransactionIdHash, cell.LastPosition, payment.FinalAtMs));
            if (_identities.Count % IdentityWindow.SegmentSize == 1) _identities.ForgetBefore(_nowMs - limits.DuplicateWindowMs);
        }
    }

    private Uetr? FindTransactionId(long hash)
    {
        if (_transactionIds.TryGetValue(hash, out Uetr live)) return live;
        return _identities.TryFindTransactionId(hash, out Uetr finished) ? finished : null;
    }

    private static PaymentCell CellOf(LivePayment live)
    {
        var cell = new PaymentCell(live.Uetr) { LastPosition = live.LastPosition };
        foreach (PaymentEvent fact in live.Facts) cell.Add(fact, cell.Payment.Evolve(fact));
        return cell;
    }

    // In order. One that was only asked, and refused, has no fact: there is no such account.
    private IEnumerable<AccountCell> KnownAccounts => _accounts.Values.Where(cell => cell.SequenceNr > 0).OrderBy(cell => cell.Account.Id);

    private AccountCell AccountOf(AccountId id)
    {
        if (_accounts.TryGetValue(id, out AccountCell? cell)) return cell;
        cell = new AccountCell(new Account(id));
        _accounts.Add(id, cell);
        return cell;
    }

    private ParticipantCell ParticipantOf(ParticipantId id)
    {
        if (_participants.TryGetValue(id, out ParticipantCell? cell)) return cell;
        cell = new ParticipantCell(Participant.Unknown(id));
        _participants.Add(id, cell);
        return cell;
    }

    private static int BytesOf(PaymentEvent fact) => fact switch
    {
        PaymentReceived e => e.Message.Bytes.Length + 256,
        PaymentSettled e => e.Answer.Length,
        PaymentRejected e => e.Answer.Length,
        LateAnswerReceived e => e.Answer.Length,
        LaterOutcomeReceived e => e.Answer.Length,
        RecallRequested e => e.Message.Bytes.Length,
        RecallAnswered e => e.Message.Bytes.Length,
        ReturnReceived e => e.Message.Bytes.Length,
        _ => 0,
    };
}

/// <summary>A finished payment that has left memory.</summary>
/// <param name="Uetr">Which.</param>
/// <param name="LastPosition">The position of the group with its last fact.</param>
internal readonly record struct MissingPayment(Uetr Uetr, long LastPosition);
