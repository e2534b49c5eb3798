namespace PaymentSwitch.Domain;

/// <summary>
/// A message that the switch puts into a participant's mailbox. It follows from one stored fact, and is made from that fact
/// and its entity whenever it is read. One line, one stable number; the numbers are stored.
/// </summary>
public enum DeliveryKind
{
    /// <summary>The pacs.008, to the creditor agent.</summary>
    ForwardToCreditorAgent = 2,

    /// <summary>The pacs.002 with the outcome, to the debtor agent.</summary>
    ConfirmToDebtorAgent = 7,

    /// <summary>The pacs.002 with the outcome, to the creditor agent.</summary>
    ConfirmToCreditorAgent = 8,

    /// <summary>A pacs.002 that rejects the late answer, to the creditor agent.</summary>
    RejectLateAnswer = 9,

    /// <summary>A camt.056 of the switch's own that asks the creditor agent to undo its late acceptance.</summary>
    RecallLateAcceptance = 10,

    /// <summary>The pacs.002 with a later outcome, passed on to the debtor agent.</summary>
    PassOnLaterOutcome = 11,

    /// <summary>The camt.056, passed on to the creditor agent.</summary>
    PassOnRecall = 12,

    /// <summary>The camt.029, passed on to the debtor agent.</summary>
    PassOnRecallAnswer = 13,

    /// <summary>A camt.029 of the switch's own, to the debtor agent: nobody answered the recall.</summary>
    RecallLapsed = 14,

    /// <summary>The pacs.004, passed on to the debtor agent: the money is on its account.</summary>
    PassOnReturn = 15,

    /// <summary>The pacs.002 with the outcome of a return, to the creditor agent.</summary>
    ConfirmReturn = 16,

    /// <summary>The camt.029 that says that the answer to a recall comes later, passed on to the debtor agent.</summary>
    PassOnRecallPending = 17,

    /// <summary>The pain.013, passed on to the debtor agent.</summary>
    PassOnRequestToPay = 20,

    /// <summary>The pain.014, passed on to the creditor agent.</summary>
    PassOnRequestToPayAnswer = 21,

    /// <summary>The pain.014 that says that the answer to a request to pay comes later, passed on to the creditor agent.</summary>
    PassOnRequestToPayPending = 22,

    /// <summary>A camt.004: a bound of the participant's account was crossed.</summary>
    LiquidityAlert = 30,

    /// <summary>A camt.050 to the settlement bank: money that a participant takes out.</summary>
    InstructWithdrawal = 31,

    /// <summary>A camt.025 to the one who asked for a liquidity transfer: what became of it.</summary>
    LiquidityReceipt = 32,

    /// <summary>A camt.054: money of its account was moved by other than a payment.</summary>
    BookingNotification = 33,

    /// <summary>A camt.054 to the one whose account a payment or a return was taken off.</summary>
    DebitNotification = 34,

    /// <summary>A camt.054 to the one to whose account a payment or a return was added.</summary>
    CreditNotification = 35,

    /// <summary>A pacs.009 to the settlement bank: what one participant owes or gets for a settlement cycle.</summary>
    SettlementInstruction = 40,

    /// <summary>
    /// A camt.052 or camt.053: what a settlement cycle comes to, or balances and totals of a business day or of one so far.
    /// </summary>
    Report = 41,

    /// <summary>An admi.004: something about the scheme that all who take part in it are told.</summary>
    Broadcast = 50,
}
