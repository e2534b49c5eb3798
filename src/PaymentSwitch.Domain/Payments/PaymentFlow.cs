namespace PaymentSwitch.Domain.Payments;

/// <summary>
/// The life of a payment, in order: on this fact, ask that. Hosts carry the steps out; after a crash they take up
/// <see cref="Pending"/> again, and "done already" makes asking a second time harmless.
/// </summary>
public static class PaymentFlow
{
    private static readonly PaymentStep[] Nothing = [];
    private static readonly PaymentStep[] Received = [PaymentStep.ReserveFunds];
    private static readonly PaymentStep[] Forwarded = [PaymentStep.AwaitAnswer, PaymentStep.ForwardToCreditorAgent];
    private static readonly PaymentStep[] Settled =
        [PaymentStep.PostReservation, PaymentStep.ConfirmToDebtorAgent, PaymentStep.ConfirmToCreditorAgent];
    private static readonly PaymentStep[] Refused = [PaymentStep.ConfirmToDebtorAgent];
    private static readonly PaymentStep[] CalledOff =
        [PaymentStep.ReleaseReservation, PaymentStep.ConfirmToDebtorAgent, PaymentStep.ConfirmToCreditorAgent];
    private static readonly PaymentStep[] CalledOffBeforeForwarding =
        [PaymentStep.ReleaseReservation, PaymentStep.ConfirmToDebtorAgent];
    private static readonly PaymentStep[] AnsweredLate = [PaymentStep.RejectLateAnswer];

    private static readonly PaymentStep[] OnlyPost = [PaymentStep.PostReservation];
    private static readonly PaymentStep[] OnlyRelease = [PaymentStep.ReleaseReservation];
    private static readonly PaymentStep[] OnlyAwait = [PaymentStep.AwaitAnswer];

    /// <summary>What a fact makes the payment ask for. Deliveries to banks follow from facts alone, so a replay gives the same ones.</summary>
    /// <param name="fact">What has just become true.</param>
    /// <param name="after">The payment with the fact taken in.</param>
    public static ReadOnlySpan<PaymentStep> StepsAfter(PaymentEvent fact, Payment after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return fact switch
        {
            PaymentReceived => Received,
            PaymentForwarded => Forwarded,
            PaymentSettled => Settled,
            PaymentRejected => after.WasForwarded ? CalledOff : Refused,
            PaymentExpired => after.WasForwarded ? CalledOff : CalledOffBeforeForwarding,
            LateAnswerReceived => AnsweredLate,
            PaymentClosed => Nothing,
            _ => throw new InvalidOperationException($"Payment {after.Uetr}: unknown fact {fact?.GetType().Name}."),
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

    /// <summary>The booking that follows when one is done; null when that was the last, and the payment can be closed.</summary>
    public static PaymentStep? BookingAfter(PaymentStep done) =>
        done == PaymentStep.PostReservation ? PaymentStep.CreditCreditorAgent : null;

    /// <summary>Whether a step puts a message into a bank's mailbox.</summary>
    public static bool IsDelivery(PaymentStep step) => step is PaymentStep.ForwardToCreditorAgent
        or PaymentStep.ConfirmToDebtorAgent or PaymentStep.ConfirmToCreditorAgent or PaymentStep.RejectLateAnswer;

    /// <summary>What the payment still waits for, after a crash or a move to another host.</summary>
    public static ReadOnlySpan<PaymentStep> Pending(Payment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return payment.Status switch
        {
            PaymentStatus.Received => Received,
            PaymentStatus.Reserved => OnlyAwait,
            PaymentStatus.Settled when !payment.IsClosed => OnlyPost,
            PaymentStatus.Rejected or PaymentStatus.Expired when !payment.IsClosed => OnlyRelease,
            _ => Nothing,
        };
    }
}

/// <summary>One thing a payment asks for.</summary>
public enum PaymentStep
{
    /// <summary>Ask the debtor agent's account to reserve the amount.</summary>
    ReserveFunds = 1,

    /// <summary>Put the pacs.008 into the creditor agent's mailbox.</summary>
    ForwardToCreditorAgent = 2,

    /// <summary>Come back at the deadline.</summary>
    AwaitAnswer = 3,

    /// <summary>Ask the debtor agent's account to post the reservation.</summary>
    PostReservation = 4,

    /// <summary>Ask the creditor agent's account to take the amount in.</summary>
    CreditCreditorAgent = 5,

    /// <summary>Ask the debtor agent's account to release the reservation.</summary>
    ReleaseReservation = 6,

    /// <summary>Put the pacs.002 with the outcome into the debtor agent's mailbox.</summary>
    ConfirmToDebtorAgent = 7,

    /// <summary>Put the pacs.002 with the outcome into the creditor agent's mailbox.</summary>
    ConfirmToCreditorAgent = 8,

    /// <summary>Put a pacs.002 that rejects the late answer into the creditor agent's mailbox.</summary>
    RejectLateAnswer = 9,
}
