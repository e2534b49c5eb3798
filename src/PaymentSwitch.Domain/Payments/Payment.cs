using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Payments;

/// <summary>
/// One credit transfer on its way through the switch. Invariants: it settles at most once; it reaches exactly one of
/// Settled, Rejected and Expired and never leaves it; an answer and the deadline may race, and whichever is decided
/// first, here, wins.
/// </summary>
public sealed partial record Payment
{
    /// <summary>Its identity.</summary>
    public required Uetr Uetr { get; init; }

    /// <summary>Where it stands.</summary>
    public PaymentStatus Status { get; private init; }

    /// <summary>The fact that began it, with the message; null as long as it is unknown.</summary>
    public PaymentReceived? Received { get; private init; }

    /// <summary>Whether it was forwarded to the creditor agent.</summary>
    public bool WasForwarded { get; private init; }

    /// <summary>Whether the accounts have booked what followed from the outcome.</summary>
    public bool IsBooked { get; private init; }

    /// <summary>Whether nothing is pending: everything is booked, and no recall and no return is open.</summary>
    public bool IsClosed => IsBooked && Aftermath.IsClosed;

    /// <summary>What came after the outcome: recalls, returns, later outcomes.</summary>
    public Aftermath Aftermath { get; private init; } = Aftermath.None;

    /// <summary>When the outcome was decided, in Unix milliseconds; 0 before.</summary>
    public long FinalAtMs { get; private init; }

    /// <summary>Why it was rejected or has expired, the weightiest reason first; empty otherwise.</summary>
    public IReadOnlyList<StatusReason> Reasons { get; private init; } = [];

    /// <summary>The transaction status by which the creditor agent accepted or rejected in time; null otherwise.</summary>
    public string? AnswerStatus { get; private init; }

    /// <summary>When the first late answer came, in Unix milliseconds; 0 for none.</summary>
    public long LateAnswerAtMs { get; private init; }

    /// <summary>How many late answers are stored: at most two, the second one an acceptance that is recalled after a rejection that was not.</summary>
    public int LateAnswerCount { get; private init; }

    /// <summary>Whether the switch has asked the creditor agent to undo its late acceptance (camt.056).</summary>
    public bool LateAnswerIsRecalled => LateRecallAtMs != 0;

    /// <summary>When the switch asked for that, in Unix milliseconds; 0 where it has not.</summary>
    public long LateRecallAtMs { get; private init; }

    /// <summary>The settlement cycle; 0 in gross settlement and before settlement.</summary>
    public long Cycle { get; private init; }

    /// <summary>The account that pays.</summary>
    public AccountId DebtorAccount => new(Received!.Sender, Received.Transfer.Amount.Currency);

    /// <summary>The account that is paid. Only a payment that passed the checks has one.</summary>
    public AccountId CreditorAccount => new(Received!.Receiver!.Value, Received.Transfer.Amount.Currency);

    /// <summary>What is left of the amount after all returns that were not rejected, in minor units.</summary>
    public long ReturnableMinor => Received!.Transfer.Amount.MinorUnits - Aftermath.ReturnedOrPendingMinor;

    /// <summary>A payment of which nothing is known yet.</summary>
    public static Payment Unknown(Uetr uetr) => new() { Uetr = uetr };

    /// <summary>
    /// Takes the payment in, or says why not. In this order: a repeat, a clash of identities; then everything that is
    /// wrong is collected, and from there on it is taken in whatever happens, rejected or not.
    /// </summary>
    public PaymentDecision Decide(SubmitPayment command, in PaymentContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Received is not null)
        {
            bool same = Received.Sender == command.Sender && Received.Digest.Span.SequenceEqual(command.Digest.Span);
            return new(same ? PaymentReply.Repeat : PaymentReply.IdentityConflict);
        }

        CreditTransfer transfer = command.Transfer;
        DirectoryEntry? creditor = context.Directory.Find(transfer.CreditorAgent);
        var received = new PaymentReceived(context.NowMs)
        {
            Sender = command.Sender,
            SubmittedBy = command.SubmittedBy,
            Receiver = creditor?.Participant.Id,
            Transfer = transfer,
            Message = command.Message,
            Digest = command.Digest,
            DeadlineMs = context.Profile.Clock.DeadlineMs(transfer.AcceptedAtMs ?? context.NowMs),
            Scheme = context.Profile.Name,
            ProfileVersion = context.Profile.Version,
            TraceParent = command.TraceParent,
        };

        List<StatusReason>? reasons = null;
        foreach (Violation violation in command.Violations) Refuse(violation, context.Profile, ref reasons);
        CheckCurrency(command, context, ref reasons);
        CheckIdentity(command, context, ref reasons);
        CheckClock(transfer, context, ref reasons);
        CheckAgents(command, creditor, context, ref reasons);
        return reasons is null
            ? new(PaymentReply.Done, received)
            : new(PaymentReply.Done, received, new PaymentRejected(context.NowMs, reasons, default));
    }

    /// <summary>The debtor agent's account has replied to the request to reserve.</summary>
    public PaymentDecision DecideReserved(AccountReply reply, in PaymentContext context)
    {
        if (Status != PaymentStatus.Received) return new(PaymentReply.Repeat);
        Refusal refusal = RefusalOf(reply);
        return refusal == Refusal.None
            ? new(PaymentReply.Done, new PaymentForwarded(context.NowMs))
            : new(PaymentReply.Done, new PaymentRejected(
                context.NowMs, [StatusReasons.ReasonOf(new Violation(refusal), context.Profile)], default));
    }

    /// <summary>
    /// The creditor agent answers. One that arrives at or after the deadline is late, even when the switch has not yet
    /// noticed the deadline: then the payment expires here.
    /// </summary>
    public PaymentDecision Decide(AnswerPayment command, in PaymentContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Received is null || !WasForwarded || Received.Receiver != command.Sender) return new(PaymentReply.UnknownPayment);
        CreditTransfer transfer = Received.Transfer;
        if (command.OriginalEndToEndId is not null && command.OriginalEndToEndId != transfer.EndToEndId) return new(PaymentReply.AnswerMismatch);
        if (command.OriginalTransactionId is not null && command.OriginalTransactionId != transfer.TransactionId) return new(PaymentReply.AnswerMismatch);

        bool rejects = command.Status == "RJCT";
        if (Status == PaymentStatus.Settled && AnswerStatus == context.Profile.Exceptions.AcceptedWithoutPosting)
            return DecideLaterOutcome(command, context);
        if (!context.Profile.AllowsAnswer(command.Status)) return new(PaymentReply.AnswerStatusNotAllowed);

        switch (Status)
        {
            case PaymentStatus.Settled:
                return new(rejects ? PaymentReply.AnswerContradicts : PaymentReply.Repeat);
            case PaymentStatus.Rejected:
                return new(rejects ? PaymentReply.Repeat : PaymentReply.AnswerContradicts);
            case PaymentStatus.Expired:
                // Once, but for an acceptance after a late rejection: its bank may have credited its customer all the same.
                LateAnswerReceived late = Late(command, context);
                return LateAnswerAtMs == 0 || (late.IsRecalled && !LateAnswerIsRecalled)
                    ? new(PaymentReply.AnswerLate, late)
                    : new(PaymentReply.AnswerLate);
        }

        if (context.NowMs >= Received.DeadlineMs)
            return new(PaymentReply.AnswerLate, Expire(context), Late(command, context));
        if (!rejects)
            return new(PaymentReply.Done, new PaymentSettled(context.NowMs, command.Status, command.Message, context.Cycle));
        StatusReason reason = command.Reason ?? new StatusReason("NARR", null, "The creditor agent gave no reason.");
        return new(PaymentReply.Done, new PaymentRejected(context.NowMs, [reason], command.Message));
    }

    /// <summary>An alarm that was set has gone off: for the deadline of the payment, or for that of a recall.</summary>
    public PaymentDecision DecideDeadline(in PaymentContext context)
    {
        if (Aftermath.Recall is { Status: RecallStatus.Open } recall)
            return context.NowMs < recall.Request.DueMs ? new(PaymentReply.Repeat) : new(PaymentReply.Done, new RecallLapsed(context.NowMs));
        if (Status is not (PaymentStatus.Received or PaymentStatus.Reserved)) return new(PaymentReply.Repeat);
        return context.NowMs < Received!.DeadlineMs ? new(PaymentReply.Repeat) : new(PaymentReply.Done, Expire(context));
    }

    /// <summary>The last booking that followed from the outcome is done: credited after settlement, released otherwise.</summary>
    public PaymentDecision DecideBooked(in PaymentContext context) =>
        !Status.IsFinal() || IsBooked ? new(PaymentReply.Repeat) : new(PaymentReply.Done, new PaymentClosed(context.NowMs));

    /// <summary>A party asks for the status. Nothing changes.</summary>
    public PaymentReply Decide(RequestPaymentStatus query, in PaymentContext context)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Received is null) return PaymentReply.UnknownPayment;
        if (query.Sender != Received.Sender && !(WasForwarded && query.Sender == Received.Receiver)) return PaymentReply.UnknownPayment;
        long askableFromMs = (Received.Transfer.AcceptedAtMs ?? Received.AtMs) + context.Profile.Clock.StatusRequestNotBeforeMs;
        return context.NowMs < askableFromMs ? PaymentReply.StatusTooEarly : PaymentReply.Done;
    }

    /// <summary>The payment after a fact.</summary>
    /// <exception cref="InvalidOperationException">A fact this version does not know: replay must stop.</exception>
    public Payment Evolve(PaymentEvent fact) => fact switch
    {
        PaymentReceived e => this with { Received = e, Status = PaymentStatus.Received },
        PaymentForwarded => this with { Status = PaymentStatus.Reserved, WasForwarded = true },
        PaymentSettled e => this with
        {
            Status = PaymentStatus.Settled, FinalAtMs = e.AtMs, AnswerStatus = e.AnswerStatus, Cycle = e.Cycle,
        },
        PaymentRejected e => this with
        {
            Status = PaymentStatus.Rejected,
            FinalAtMs = e.AtMs,
            Reasons = e.Reasons,
            AnswerStatus = e.Answer.IsEmpty ? null : "RJCT",
            IsBooked = !WasForwarded,
        },
        PaymentExpired e => this with { Status = PaymentStatus.Expired, FinalAtMs = e.AtMs, Reasons = [e.Reason] },
        LateAnswerReceived e => this with
        {
            LateAnswerAtMs = LateAnswerAtMs == 0 ? e.AtMs : LateAnswerAtMs,
            LateAnswerCount = LateAnswerCount + 1,
            LateRecallAtMs = e.IsRecalled ? e.AtMs : LateRecallAtMs,
        },
        PaymentClosed => this with { IsBooked = true },
        LaterOutcomeReceived or RecallRequested or RecallAnswered or RecallAnswerPending or RecallLapsed
            or ReturnReceived or PaymentReturned or ReturnRejected or ReturnClosed => this with { Aftermath = Aftermath.Evolve(fact) },
        _ => throw new InvalidOperationException($"Payment {Uetr}: unknown fact {fact?.GetType().Name}."),
    };

    /// <summary>The payment that all these facts make, oldest first.</summary>
    public static Payment Of(Uetr uetr, IEnumerable<PaymentEvent> facts) =>
        facts.Aggregate(Unknown(uetr), (payment, fact) => payment.Evolve(fact));

    /// <summary>Why a payment that an account will not reserve for is refused; none where it has.</summary>
    private static Refusal RefusalOf(AccountReply reply) => reply switch
    {
        AccountReply.Done => Refusal.None,
        AccountReply.InsufficientFunds => Refusal.InsufficientFunds,
        AccountReply.InsufficientHeadroom => Refusal.InsufficientHeadroom,
        AccountReply.InsufficientPartyHeadroom => Refusal.InsufficientPartyHeadroom,
        AccountReply.NotOpen or AccountReply.Closed => Refusal.DebtorAgentWithoutAccount,
        _ => Refusal.AmountInvalid,
    };

    private static LateAnswerReceived Late(AnswerPayment command, in PaymentContext context) => new(
        context.NowMs, command.Status, command.Message, context.Profile.Exceptions.RecallsLateAcceptances && command.Status != "RJCT");

    private static PaymentExpired Expire(in PaymentContext context) =>
        new(context.NowMs, StatusReasons.ReasonOf(new Violation(Refusal.CreditorAgentSilent), context.Profile));

    // The rules on the message say it, too, and point at the element; whoever submits without them must not settle it here.
    private static void CheckCurrency(SubmitPayment command, in PaymentContext context, ref List<StatusReason>? reasons)
    {
        if (command.Transfer.Amount.Currency == context.Profile.Currency) return;
        foreach (Violation violation in command.Violations)
            if (violation.Refusal == Refusal.CurrencyNotInScheme) return;
        Refuse(new Violation(Refusal.CurrencyNotInScheme, ElementPaths.Amount), context.Profile, ref reasons);
    }

    private static void CheckIdentity(SubmitPayment command, in PaymentContext context, ref List<StatusReason>? reasons)
    {
        if (command.SameTransactionId is null || !context.Profile.Has(SchemeRule.UniqueTransactionId)) return;
        Refuse(new Violation(Refusal.DuplicateTransactionId, ElementPaths.TransactionId), context.Profile, ref reasons);
    }

    private static void CheckClock(CreditTransfer transfer, in PaymentContext context, ref List<StatusReason>? reasons)
    {
        Refusal refusal = AcceptanceTime.Check(transfer.AcceptedAtMs, context.Profile, context.NowMs);
        if (refusal != Refusal.None) Refuse(new Violation(refusal, ElementPaths.AcceptanceTime), context.Profile, ref reasons);
    }

    private static void CheckAgents(
        SubmitPayment command, DirectoryEntry? creditor, in PaymentContext context, ref List<StatusReason>? reasons)
    {
        DirectoryEntry? debtor = context.Directory.Find(command.Transfer.DebtorAgent);
        if (debtor is null)
            Refuse(new Violation(Refusal.DebtorAgentUnknown, ElementPaths.DebtorAgent), context.Profile, ref reasons);
        else if (debtor.Participant.Id != command.Sender)
            Refuse(new Violation(Refusal.SenderNotDebtorAgent, ElementPaths.DebtorAgent), context.Profile, ref reasons);
        else if (!debtor.Participant.MaySend)
            Refuse(new Violation(Refusal.DebtorAgentSuspended, ElementPaths.DebtorAgent), context.Profile, ref reasons);

        if (creditor is null)
            Refuse(new Violation(Refusal.CreditorAgentUnknown, ElementPaths.CreditorAgent), context.Profile, ref reasons);
        else if (creditor.Participant.Standing == ParticipantStanding.SignedOff)
            Refuse(new Violation(Refusal.CreditorAgentOffline, ElementPaths.CreditorAgent), context.Profile, ref reasons);
        else if (!creditor.Participant.MayReceive)
            Refuse(new Violation(Refusal.CreditorAgentSuspended, ElementPaths.CreditorAgent), context.Profile, ref reasons);
        // Who settles nothing in the currency takes no part in the scheme.
        else if (command.Transfer.Amount.Currency is var currency && currency == context.Profile.Currency && !context.HasAccount(creditor.Participant.Id, currency))
            Refuse(new Violation(Refusal.CreditorAgentUnknown, ElementPaths.CreditorAgent), context.Profile, ref reasons);
    }

    private static void Refuse(Violation violation, SchemeProfile profile, ref List<StatusReason>? reasons) =>
        (reasons ??= []).Add(StatusReasons.ReasonOf(violation, profile));
}

/// <summary>What a payment needs to know to decide, besides its own state. Time and the scheme come in from outside.</summary>
/// <param name="NowMs">The time, in Unix milliseconds; never earlier than that of a stored fact.</param>
/// <param name="Profile">The scheme.</param>
/// <param name="Directory">Who is reached under which identification.</param>
/// <param name="Cycle">The settlement cycle now open; 0 in gross settlement.</param>
/// <param name="IsOpen">Whether an account is open, so that money can come in; null where that is not to be asked.</param>
public readonly record struct PaymentContext(
    long NowMs, SchemeProfile Profile, ParticipantDirectory Directory, long Cycle = 0, Func<AccountId, bool>? IsOpen = null)
{
    /// <summary>Whether a participant has an open account in a currency.</summary>
    internal bool HasAccount(ParticipantId participant, Currency currency) => IsOpen is null || IsOpen(new AccountId(participant, currency));
}
