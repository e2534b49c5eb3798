using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>Payments and the steps that follow from what happens to them.</summary>
internal sealed partial class SwitchCore
{
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
        if (!accountsElsewhere) PassAlarms().Now();
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

    private PaymentContext ContextOf(Payment payment) => payment.Received is { } received
        ? ContextOf(Schemes.Of(received.Scheme, received.ProfileVersion))
        : ContextOf(Schemes.Default);

    private PaymentContext ContextOf(SchemeProfile profile) => new(_nowMs, profile, _directory, OpenCycleOf(profile), _isOpen ??= IsOpen);

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
        if (_tellsPayments && fact is (PaymentSettled or PaymentReturned)) TellBookings(fact, after, index);
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

    private void RunSteps()
    {
        while (_steps.TryDequeue(out (PaymentCell Cell, PaymentStep Step) next)) Run(next.Cell, next.Step);
        if (_draining.Count > 0 && !accountsElsewhere) NetDrained().Now();
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
    private AccountReply Book(PaymentStep step, Payment payment) =>
        Ask(AccountOf(PaymentFlow.AccountOf(step, payment)), PaymentFlow.BookingOf(step, payment, mayRepeat: false));

    private void Finish(PaymentCell cell, Payment after)
    {
        Volatile.Write(ref _openPayments, _openPayments - 1);
        if (cell.Waiters is null) return;
        foreach (TaskCompletionSource<Payment> waiter in cell.Waiters) _pending.Outcomes.Add((waiter, after));
        cell.Waiters = null;
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
        RecallAnswerPending e => e.Message.Bytes.Length,
        ReturnReceived e => e.Message.Bytes.Length,
        _ => 0,
    };
}
