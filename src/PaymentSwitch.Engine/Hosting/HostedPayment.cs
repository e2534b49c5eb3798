using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Hosting;

/// <summary>
/// A payment in a host that has one of them at a time, and whose accounts are elsewhere: each may be asked more than once, and may be
/// asked and not heard.
/// </summary>
/// <param name="uetr">Which.</param>
public sealed class HostedPayment(Uetr uetr) : HostedEntity(EntityKey.Of(uetr))
{
    private readonly List<PaymentEvent> _facts = new(4);
    private readonly List<PaymentStep> _wanted = [];

    // The last cut before the reservation was made, by what it settles in; unknown after a recovery until the account is asked again.
    private long? _afterCut;

    /// <summary>The payment, with what is not stored yet.</summary>
    public Payment Payment { get; private set; } = Payment.Unknown(uetr);

    /// <summary>Its facts, oldest first.</summary>
    public IReadOnlyList<PaymentEvent> Facts => _facts;

    /// <summary>Whether nothing more is to be done for it: it can leave memory, and need not be woken.</summary>
    public bool IsAtRest => Payment.Received is null || Payment.IsClosed;

    /// <summary>Whether the reply to whoever submitted it is known: whether the money was reserved.</summary>
    public bool IsTakenIn => Payment.Status is not (PaymentStatus.Unknown or PaymentStatus.Received);

    /// <summary>Whether it is known of the return under way, if there is one, whether the money was reserved.</summary>
    public bool IsReturnTakenIn => Payment.Aftermath.ReturnUnderWay is not { Status: ReturnStatus.Received };

    /// <summary>When it has to be woken at the latest, in Unix milliseconds; null for never.</summary>
    public long? WakeAtMs => Payment.Aftermath.Recall is { Status: RecallStatus.Open } recall
        ? recall.Request.DueMs
        : Payment.Status is PaymentStatus.Received or PaymentStatus.Reserved ? Payment.Received!.DeadlineMs : null;

    /// <summary>
    /// Whether the account has to be asked again before an answer can be decided: in which cycle the payment settles follows from when its money
    /// was reserved.
    /// </summary>
    public bool NeedsReservation(SwitchView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return _afterCut is null && Payment.Status == PaymentStatus.Reserved && view.ProfileOf(Payment).SettlementModel == SettlementModel.DeferredNet;
    }

    /// <summary>Takes it in.</summary>
    public PaymentReply Submit(SubmitPayment command, SwitchView view, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(view);
        return Carry(Payment.Decide(command, view.ContextOf(view.Schemes.For(command.Transfer.Amount.Currency), nowMs)), view);
    }

    /// <summary>Takes the creditor agent's answer. Not while <see cref="NeedsReservation"/>.</summary>
    public PaymentReply Answer(AnswerPayment command, SwitchView view, long nowMs) => Carry(Payment.Decide(command, ContextOf(view, nowMs)), view);

    /// <summary>Takes the debtor agent's recall.</summary>
    public PaymentReply Recall(RecallPayment command, SwitchView view, long nowMs) => Carry(Payment.Decide(command, ContextOf(view, nowMs)), view);

    /// <summary>Takes the creditor agent's answer to a recall.</summary>
    public PaymentReply AnswerRecall(AnswerRecall command, SwitchView view, long nowMs) => Carry(Payment.Decide(command, ContextOf(view, nowMs)), view);

    /// <summary>Takes a return.</summary>
    public PaymentReply Return(ReturnPayment command, SwitchView view, long nowMs) => Carry(Payment.Decide(command, ContextOf(view, nowMs)), view);

    /// <summary>Answers a question for its status.</summary>
    public PaymentReply QueryStatus(RequestPaymentStatus query, SwitchView view, long nowMs) => Payment.Decide(query, ContextOf(view, nowMs));

    /// <summary>Lets its deadline, or that of its recall, pass.</summary>
    public void PassDeadline(SwitchView view, long nowMs) => Carry(Payment.DecideDeadline(ContextOf(view, nowMs)), view);

    /// <summary>An account has replied to what was asked of it. What is not waited for any more changes nothing.</summary>
    /// <param name="step">What was asked.</param>
    /// <param name="heard">The reply.</param>
    /// <param name="view">The rest of the switch.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    /// <exception cref="InvalidOperationException">The account refuses what it may not refuse.</exception>
    public void Hear(PaymentStep step, AccountHeard heard, SwitchView view, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(view);
        switch (step)
        {
            case PaymentStep.ReserveFunds:
                if (heard.Reply == AccountReply.Done) _afterCut = heard.AfterCut;
                Carry(Payment.DecideReserved(heard.Reply, ContextOf(view, nowMs)), view);
                // It was asked again and has booked once more what the payment has given up meanwhile.
                if (Payment.Status is PaymentStatus.Rejected or PaymentStatus.Expired && heard.Reply == AccountReply.Done) Want(PaymentStep.ReleaseReservation);
                return;
            case PaymentStep.ReserveReturn:
                Carry(Payment.DecideReturnReserved(heard.Reply, view.ContextOf(view.ProfileOf(Payment), nowMs, heard.AfterCut + 1)), view);
                return;
        }

        if (heard.Reply != AccountReply.Done) throw new InvalidOperationException($"Payment {Payment.Uetr}: {step} was refused as {heard.Reply}.");
        if (PaymentFlow.BookingAfter(step) is PaymentStep next)
        {
            if (IsAwaited(next)) Want(next);
            return;
        }

        Carry(step == PaymentStep.CreditDebtorAgent ? Payment.DecideReturnBooked(ContextOf(view, nowMs)) : Payment.DecideBooked(ContextOf(view, nowMs)), view);
    }

    /// <summary>What is to be asked of accounts now, each once: to be taken when what was decided is stored.</summary>
    public IReadOnlyList<PaymentStep> TakeWanted()
    {
        if (_wanted.Count == 0) return [];
        PaymentStep[] wanted = [.. _wanted];
        _wanted.Clear();
        return wanted;
    }

    /// <summary>
    /// Everything that it waits for an account for, to be asked again: after a recovery, or when an account has not replied for long.
    /// </summary>
    public void WantAgain(SwitchView view)
    {
        foreach (PaymentStep step in PaymentFlow.Pending(Payment)) Want(step);
        if (NeedsReservation(view)) Want(PaymentStep.ReserveFunds);
    }

    /// <inheritdoc/>
    protected override void Evolve(IDomainEvent fact)
    {
        Payment = Payment.Evolve((PaymentEvent)fact);
        _facts.Add((PaymentEvent)fact);
    }

    private bool IsAwaited(PaymentStep booking) => booking == PaymentStep.CreditCreditorAgent
        ? Payment.Status == PaymentStatus.Settled && !Payment.IsBooked
        : Payment.Aftermath.ReturnUnderWay is { Status: ReturnStatus.Settled };

    private PaymentContext ContextOf(SwitchView view, long nowMs) => view.ContextOf(view.ProfileOf(Payment), nowMs, (_afterCut ?? -1) + 1);

    private void Want(PaymentStep step)
    {
        if (step is not (PaymentStep.AwaitAnswer or PaymentStep.AwaitRecallAnswer) && !_wanted.Contains(step)) _wanted.Add(step);
    }

    private PaymentReply Carry(in PaymentDecision decision, SwitchView view)
    {
        if (decision.First is not null) Store(decision.First, view);
        if (decision.Second is not null) Store(decision.Second, view);
        return decision.Reply;
    }

    private void Store(PaymentEvent fact, SwitchView view)
    {
        int index = Keep(fact);
        foreach (PaymentStep step in PaymentFlow.StepsAfter(fact, Payment)) Want(step);
        _wanted.RemoveAll(step => !PaymentFlow.IsWanted(step, Payment));
        foreach (DeliveryKind kind in PaymentFlow.DeliveriesAfter(fact, Payment)) Deliver(PaymentFlow.RecipientOf(kind, Payment), kind, index);
        if (fact is not (PaymentSettled or PaymentReturned) || !AccountNews.TellsPayments(view.Schemes.For(Payment.Received!.Transfer.Amount.Currency))) return;
        (ParticipantId debited, ParticipantId credited) = AccountNews.SidesOf(fact, Payment);
        Deliver(debited, DeliveryKind.DebitNotification, index);
        Deliver(credited, DeliveryKind.CreditNotification, index);
    }
}
