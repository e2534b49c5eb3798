using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Payments;

/// <summary>
/// The life of a payment, in order: on this fact, ask that, and tell those. Hosts carry the steps out; after a crash they
/// take up <see cref="Pending"/> again, and "done already" makes asking a second time harmless.
/// </summary>
public static class PaymentFlow
{
    private static readonly PaymentStep[] Nothing = [];
    private static readonly PaymentStep[] Reserve = [PaymentStep.ReserveFunds];
    private static readonly PaymentStep[] Await = [PaymentStep.AwaitAnswer];
    private static readonly PaymentStep[] Post = [PaymentStep.PostReservation];
    private static readonly PaymentStep[] Release = [PaymentStep.ReleaseReservation];
    private static readonly PaymentStep[] AwaitRecall = [PaymentStep.AwaitRecallAnswer];
    private static readonly PaymentStep[] ReserveReturn = [PaymentStep.ReserveReturn];
    private static readonly PaymentStep[] PostReturn = [PaymentStep.PostReturn];

    private static readonly DeliveryKind[] NoMail = [];
    private static readonly DeliveryKind[] Forward = [DeliveryKind.ForwardToCreditorAgent];
    private static readonly DeliveryKind[] ConfirmBoth = [DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.ConfirmToCreditorAgent];
    private static readonly DeliveryKind[] ConfirmSender = [DeliveryKind.ConfirmToDebtorAgent];
    private static readonly DeliveryKind[] Late = [DeliveryKind.RejectLateAnswer];
    private static readonly DeliveryKind[] LateAndRecalled = [DeliveryKind.RejectLateAnswer, DeliveryKind.RecallLateAcceptance];
    private static readonly DeliveryKind[] LateRecall = [DeliveryKind.RecallLateAcceptance];
    private static readonly DeliveryKind[] LaterOutcome = [DeliveryKind.PassOnLaterOutcome];
    private static readonly DeliveryKind[] Recall = [DeliveryKind.PassOnRecall];
    private static readonly DeliveryKind[] RecallAnswer = [DeliveryKind.PassOnRecallAnswer];
    private static readonly DeliveryKind[] RecallPending = [DeliveryKind.PassOnRecallPending];
    private static readonly DeliveryKind[] RecallLapse = [DeliveryKind.RecallLapsed];
    private static readonly DeliveryKind[] Returned = [DeliveryKind.PassOnReturn, DeliveryKind.ConfirmReturn];
    private static readonly DeliveryKind[] ReturnRefused = [DeliveryKind.ConfirmReturn];

    /// <summary>What a fact makes the payment ask for.</summary>
    /// <param name="fact">What has just become true.</param>
    /// <param name="after">The payment with the fact taken in.</param>
    public static ReadOnlySpan<PaymentStep> StepsAfter(PaymentEvent fact, Payment after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return fact switch
        {
            PaymentReceived => Reserve,
            PaymentForwarded => Await,
            PaymentSettled => Post,
            PaymentRejected => after.WasForwarded ? Release : Nothing,
            PaymentExpired => Release,
            RecallRequested => AwaitRecall,
            ReturnReceived => ReserveReturn,
            PaymentReturned => PostReturn,
            LateAnswerReceived or PaymentClosed or LaterOutcomeReceived or RecallAnswered or RecallAnswerPending or RecallLapsed
                or ReturnRejected or ReturnClosed => Nothing,
            _ => throw new InvalidOperationException($"Payment {after.Uetr}: unknown fact {fact?.GetType().Name}."),
        };
    }

    /// <summary>What a fact tells the banks. It follows from facts alone, so a replay gives the same.</summary>
    /// <param name="fact">What has just become true.</param>
    /// <param name="after">The payment with the fact taken in.</param>
    public static ReadOnlySpan<DeliveryKind> DeliveriesAfter(PaymentEvent fact, Payment after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return fact switch
        {
            PaymentForwarded => Forward,
            PaymentSettled => ConfirmBoth,
            PaymentRejected or PaymentExpired => after.WasForwarded ? ConfirmBoth : ConfirmSender,
            // A second late answer is another than the first only in that it is recalled: that it is late was told before.
            LateAnswerReceived e => !e.IsRecalled ? Late : after.LateAnswerCount > 1 ? LateRecall : LateAndRecalled,
            LaterOutcomeReceived => LaterOutcome,
            RecallRequested => Recall,
            // Where the switch itself recalled a late acceptance, the debtor agent knows of nothing.
            RecallAnswered => after.Status == PaymentStatus.Settled ? RecallAnswer : NoMail,
            RecallAnswerPending => after.Status == PaymentStatus.Settled ? RecallPending : NoMail,
            RecallLapsed => RecallLapse,
            PaymentReturned => Returned,
            ReturnRejected => ReturnRefused,
            _ => NoMail,
        };
    }

    /// <summary>Whose mailbox a message about a payment goes to.</summary>
    public static ParticipantId RecipientOf(DeliveryKind kind, Payment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return kind switch
        {
            DeliveryKind.ConfirmToDebtorAgent or DeliveryKind.PassOnLaterOutcome or DeliveryKind.PassOnRecallAnswer
                or DeliveryKind.PassOnRecallPending or DeliveryKind.RecallLapsed or DeliveryKind.PassOnReturn => payment.Received!.Sender,
            _ => payment.Received!.Receiver!.Value,
        };
    }

    /// <summary>Which account a booking is asked of.</summary>
    /// <exception cref="InvalidOperationException">The step is no booking.</exception>
    public static AccountId AccountOf(PaymentStep step, Payment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return step switch
        {
            PaymentStep.ReserveFunds or PaymentStep.PostReservation or PaymentStep.ReleaseReservation or PaymentStep.CreditDebtorAgent => payment.DebtorAccount,
            PaymentStep.CreditCreditorAgent or PaymentStep.ReserveReturn or PaymentStep.PostReturn => payment.CreditorAccount,
            _ => throw NoBooking(step, payment),
        };
    }

    /// <summary>What a booking asks of it.</summary>
    /// <param name="step">The booking.</param>
    /// <param name="payment">The payment as it stands.</param>
    /// <param name="mayRepeat">Whether the host may ask again without knowing that it did; see <see cref="CreditAccount"/>.</param>
    /// <exception cref="InvalidOperationException">The step is no booking.</exception>
    public static AccountCommand BookingOf(PaymentStep step, Payment payment, bool mayRepeat)
    {
        ArgumentNullException.ThrowIfNull(payment);
        CreditTransfer transfer = payment.Received!.Transfer;
        ReturnLeg? sent = payment.Aftermath.ReturnUnderWay;
        return step switch
        {
            PaymentStep.ReserveFunds => new ReserveFunds(payment.Uetr, transfer.Amount.MinorUnits, transfer.DebtorAgent, mayRepeat),
            PaymentStep.PostReservation => new PostReservation(payment.Uetr, payment.Cycle),
            PaymentStep.ReleaseReservation => new ReleaseReservation(payment.Uetr),
            PaymentStep.CreditCreditorAgent => new CreditAccount(payment.Uetr, transfer.Amount.MinorUnits, mayRepeat, payment.Cycle, transfer.CreditorAgent),
            PaymentStep.ReserveReturn => new ReserveFunds(sent!.KeyOf(payment.Uetr), sent.Received.AmountMinor, transfer.CreditorAgent, mayRepeat),
            PaymentStep.PostReturn => new PostReservation(sent!.KeyOf(payment.Uetr), sent.Cycle),
            PaymentStep.CreditDebtorAgent => new CreditAccount(sent!.KeyOf(payment.Uetr), sent.Received.AmountMinor, mayRepeat, sent.Cycle, transfer.DebtorAgent),
            _ => throw NoBooking(step, payment),
        };
    }

    /// <summary>
    /// Whether a step is still wanted when its turn comes: a payment that was refused in the same breath in which it was
    /// taken in must not reserve money any more.
    /// </summary>
    public static bool IsWanted(PaymentStep step, Payment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return step != PaymentStep.ReserveFunds || payment.Status == PaymentStatus.Received;
    }

    /// <summary>The booking that follows when one is done; null when that was the last, and the payment or the return can be closed.</summary>
    public static PaymentStep? BookingAfter(PaymentStep done) => done switch
    {
        PaymentStep.PostReservation => PaymentStep.CreditCreditorAgent,
        PaymentStep.PostReturn => PaymentStep.CreditDebtorAgent,
        _ => null,
    };

    /// <summary>What the payment still waits for, after a crash or a move to another host.</summary>
    public static IReadOnlyList<PaymentStep> Pending(Payment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        var steps = new List<PaymentStep>();
        if (payment.Status == PaymentStatus.Received) steps.Add(PaymentStep.ReserveFunds);
        if (payment.Status == PaymentStatus.Reserved) steps.Add(PaymentStep.AwaitAnswer);
        if (payment.Status.IsFinal() && !payment.IsBooked)
            steps.Add(payment.Status == PaymentStatus.Settled ? PaymentStep.PostReservation : PaymentStep.ReleaseReservation);
        if (payment.Aftermath.Recall is { Status: RecallStatus.Open }) steps.Add(PaymentStep.AwaitRecallAnswer);
        if (payment.Aftermath.ReturnUnderWay is { } sent)
            steps.Add(sent.Status == ReturnStatus.Received ? PaymentStep.ReserveReturn : PaymentStep.PostReturn);
        return steps;
    }

    private static InvalidOperationException NoBooking(PaymentStep step, Payment payment) => new($"Payment {payment.Uetr}: {step} is no booking.");
}

/// <summary>One thing a payment asks for.</summary>
public enum PaymentStep
{
    /// <summary>Ask the debtor agent's account to reserve the amount.</summary>
    ReserveFunds,

    /// <summary>Come back at the deadline.</summary>
    AwaitAnswer,

    /// <summary>Ask the debtor agent's account to post the reservation.</summary>
    PostReservation,

    /// <summary>Ask the creditor agent's account to take the amount in.</summary>
    CreditCreditorAgent,

    /// <summary>Ask the debtor agent's account to release the reservation.</summary>
    ReleaseReservation,

    /// <summary>Come back when the time to answer the recall has passed.</summary>
    AwaitRecallAnswer,

    /// <summary>Ask the creditor agent's account to reserve the amount of the return under way.</summary>
    ReserveReturn,

    /// <summary>Ask the creditor agent's account to post the reservation for the return.</summary>
    PostReturn,

    /// <summary>Ask the debtor agent's account to take the amount of the return in.</summary>
    CreditDebtorAgent,
}
