using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Payments;

/// <content>Returns: money of a settled payment that the creditor agent sends back.</content>
public sealed partial record Payment
{
    /// <summary>
    /// How many rejected returns are stored of one payment. Once there are so many, another one is taken no sooner than
    /// <see cref="ReturnAgainAfterMs"/> after the last: its bank can still send the money back, and cannot fill the journal.
    /// </summary>
    public const int RejectedReturnsMax = 20;

    /// <summary>After <see cref="RejectedReturnsMax"/> rejected returns, how long after the last another is taken, in milliseconds: a day.</summary>
    public const long ReturnAgainAfterMs = 24 * 60 * 60 * 1000;

    /// <summary>
    /// The creditor agent sends money back. In this order: who sends it, a repeat, the references, whether there is
    /// anything to send back, the reason, the time, the amount, how often before, the banks' standing. What passes is taken in; whether the
    /// account has enough is found out next. A recall that is due lapses first, even when the switch has not yet noticed.
    /// </summary>
    public PaymentDecision Decide(ReturnPayment command, in PaymentContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Received is null || !WasForwarded || Received.Receiver != command.Sender) return new(PaymentReply.UnknownPayment);
        foreach (ReturnLeg before in Aftermath.Returns)
        {
            if (before.Received.ReturnId != command.ReturnId) continue;
            return new(before.Received.Digest.Span.SequenceEqual(command.Digest.Span) ? PaymentReply.Repeat : PaymentReply.ReturnIdTaken);
        }

        if (!command.Original.Match(Received.Transfer)) return new(PaymentReply.AnswerMismatch);
        if (Status != PaymentStatus.Settled) return new(PaymentReply.NotSettled);
        ExceptionTerms terms = context.Profile.Exceptions;
        if (terms.ReturnReasons.Count == 0) return new(PaymentReply.NotInScheme);
        if (!terms.ReturnReasons.Contains(command.ReasonCode)) return new(PaymentReply.ReasonNotAllowed);
        // Whoever was asked in time may answer in time.
        bool answersRecall = Aftermath.Recall is { Status: RecallStatus.Open } && !RecallIsDue(context);
        if (!answersRecall && context.NowMs - FinalAtMs > terms.ReturnWithinMs) return new(PaymentReply.TooLate);
        if (CheckAmount(command.Amount, terms) is PaymentReply wrong and not PaymentReply.Done) return new(wrong);
        if (Aftermath.ReturnUnderWay is not null) return new(PaymentReply.ReturnUnderWay);
        if (Aftermath.RejectedReturns() is var (rejected, lastAtMs) && rejected >= RejectedReturnsMax && context.NowMs - lastAtMs < ReturnAgainAfterMs)
            return new(PaymentReply.ReturnsExhausted);
        if (context.Directory.Find(command.Sender) is not { MaySend: true }) return new(PaymentReply.SenderSuspended);
        if (context.Directory.Find(Received.Sender) is not { MayReceive: true }) return new(PaymentReply.ReceiverUnavailable);
        if (!context.HasAccount(Received.Sender, command.Amount.Currency)) return new(PaymentReply.ReceiverUnavailable);
        var received = new ReturnReceived(
            context.NowMs, Aftermath.Returns.Count + 1, command.ReturnId, command.Amount.MinorUnits, command.ReasonCode, command.Message, command.Digest);
        return RecallIsDue(context) ? new(PaymentReply.Done, new RecallLapsed(context.NowMs), received) : new(PaymentReply.Done, received);
    }

    /// <summary>The creditor agent's account has replied to the request to reserve for the return under way.</summary>
    public PaymentDecision DecideReturnReserved(AccountReply reply, in PaymentContext context)
    {
        if (Aftermath.ReturnUnderWay is not { Status: ReturnStatus.Received } sent) return new(PaymentReply.Repeat);
        Refusal refusal = RefusalOf(reply);
        return new(PaymentReply.Done, refusal == Refusal.None
            ? new PaymentReturned(context.NowMs, sent.Received.Number, context.Cycle)
            : new ReturnRejected(context.NowMs, sent.Received.Number, StatusReasons.ReasonOf(new Violation(refusal, null, ReturnTextOf(refusal)), context.Profile)));
    }

    /// <summary>The return under way is booked on both accounts.</summary>
    public PaymentDecision DecideReturnBooked(in PaymentContext context) => Aftermath.ReturnUnderWay is { Status: ReturnStatus.Settled } sent
        ? new(PaymentReply.Done, new ReturnClosed(context.NowMs, sent.Received.Number))
        : new(PaymentReply.Repeat);

    /// <summary>Why a return is refused that is not taken in; none for a reply that is no refusal of one.</summary>
    public static Refusal ReturnRefusalOf(PaymentReply reply) => reply switch
    {
        PaymentReply.UnknownPayment => Refusal.OriginalUnknown,
        PaymentReply.AnswerMismatch => Refusal.OriginalMismatch,
        PaymentReply.NotSettled => Refusal.OriginalNotSettled,
        PaymentReply.NotInScheme => Refusal.ReturnNotInScheme,
        PaymentReply.ReasonNotAllowed => Refusal.ReturnReasonNotAllowed,
        PaymentReply.TooLate => Refusal.ReturnTooLate,
        PaymentReply.ReturnedAlready => Refusal.ReturnedAlready,
        PaymentReply.ReturnAboveOriginal => Refusal.ReturnAboveOriginal,
        PaymentReply.ReturnPartial => Refusal.ReturnPartial,
        PaymentReply.ReturnCurrency => Refusal.ReturnCurrency,
        PaymentReply.ReturnIdTaken => Refusal.DuplicateIdentity,
        PaymentReply.ReturnUnderWay => Refusal.ReturnUnderWay,
        PaymentReply.ReturnsExhausted => Refusal.ReturnsExhausted,
        PaymentReply.SenderSuspended => Refusal.DebtorAgentSuspended,
        PaymentReply.ReceiverUnavailable => Refusal.CreditorAgentOffline,
        _ => Refusal.None,
    };

    /// <summary>The words for a refusal where it is the creditor agent that pays, and the debtor agent that is to be paid.</summary>
    public static string? ReturnTextOf(Refusal refusal) => refusal switch
    {
        Refusal.InsufficientFunds => "The account of the bank that returns holds too little.",
        Refusal.InsufficientHeadroom => "The cap of the bank that returns leaves too little headroom.",
        Refusal.InsufficientPartyHeadroom => "The limit of the party that returns leaves too little headroom.",
        Refusal.DebtorAgentWithoutAccount => "The bank that returns settles nothing in this currency.",
        Refusal.DebtorAgentSuspended => "The bank that returns may not move money now.",
        Refusal.CreditorAgentOffline => "The bank that would get the money back cannot be reached now.",
        _ => null,
    };

    private PaymentReply CheckAmount(Money amount, ExceptionTerms terms)
    {
        if (amount.Currency != Received!.Transfer.Amount.Currency) return PaymentReply.ReturnCurrency;
        if (ReturnableMinor == 0) return PaymentReply.ReturnedAlready;
        if (amount.MinorUnits <= 0 || amount.MinorUnits > ReturnableMinor) return PaymentReply.ReturnAboveOriginal;
        bool isWhole = amount.MinorUnits == Received.Transfer.Amount.MinorUnits;
        return isWhole || terms.PartialReturns ? PaymentReply.Done : PaymentReply.ReturnPartial;
    }
}
