namespace PaymentSwitch.Domain.Schemes;

/// <summary>
/// Why the switch refuses a payment, in its own words. <see cref="StatusReasons"/> is the one place that turns a refusal
/// into a code of ISO 20022. The numbers are stored: add, never rename a meaning, never reuse.
/// </summary>
public enum Refusal
{
    /// <summary>No refusal.</summary>
    None = 0,

    // The identity of the payment
    /// <summary>The identity (UETR) was used before, for other content.</summary>
    DuplicateIdentity = 1,

    /// <summary>Another payment of the same sender carries the same <c>TxId</c>.</summary>
    DuplicateTransactionId = 2,

    // The clock
    /// <summary>No acceptance time (<c>AccptncDtTm</c>).</summary>
    AcceptanceTimeMissing = 10,

    /// <summary>An acceptance time later than the switch's clock allows.</summary>
    AcceptanceTimeInFuture = 11,

    /// <summary>An acceptance time so old that too little time is left for the receiver.</summary>
    AcceptanceTimeStale = 12,

    /// <summary>The creditor agent was silent until the deadline.</summary>
    CreditorAgentSilent = 13,

    // The amount
    /// <summary>An amount of zero.</summary>
    AmountZero = 20,

    /// <summary>An amount that is none, is negative, overflows, or has more decimals than its currency.</summary>
    AmountInvalid = 21,

    /// <summary>More than one payment may carry in this scheme.</summary>
    AmountOverSchemeLimit = 22,

    /// <summary>A currency the scheme does not settle.</summary>
    CurrencyNotInScheme = 23,

    /// <summary>The group's total is not the sum of its transactions.</summary>
    TotalDiffers = 24,

    // The money behind it
    /// <summary>Less on the account than the payment asks for.</summary>
    InsufficientFunds = 30,

    /// <summary>Less headroom under the cap than the payment asks for.</summary>
    InsufficientHeadroom = 31,

    /// <summary>Less headroom under the reachable party's own limit than the payment asks for.</summary>
    InsufficientPartyHeadroom = 32,

    // The banks
    /// <summary>A BIC without the form of one.</summary>
    BicMalformed = 40,

    /// <summary>The debtor agent is in no directory entry.</summary>
    DebtorAgentUnknown = 41,

    /// <summary>The creditor agent is in no directory entry, or settles nothing in the currency of the payment.</summary>
    CreditorAgentUnknown = 42,

    /// <summary>The debtor agent is not the sender nor reachable through it.</summary>
    SenderNotDebtorAgent = 43,

    /// <summary>The sender is suspended, or may receive only.</summary>
    DebtorAgentSuspended = 44,

    /// <summary>The creditor agent's participant is suspended.</summary>
    CreditorAgentSuspended = 45,

    /// <summary>The creditor agent's participant has signed off.</summary>
    CreditorAgentOffline = 46,

    /// <summary>The debtor agent's participant holds no account in the currency of the payment.</summary>
    DebtorAgentWithoutAccount = 47,

    // The instruction
    /// <summary>An account number of the debtor whose check digits do not hold.</summary>
    DebtorAccountInvalid = 60,

    /// <summary>An account number of the creditor whose check digits do not hold.</summary>
    CreditorAccountInvalid = 61,

    /// <summary>A settlement date that is not today.</summary>
    SettlementDateNotToday = 62,

    /// <summary>A settlement method that is not the scheme's.</summary>
    SettlementMethodWrong = 63,

    /// <summary>A service level that is not the scheme's.</summary>
    ServiceLevelWrong = 64,

    /// <summary>A local instrument that is not the scheme's.</summary>
    LocalInstrumentWrong = 65,

    /// <summary>A charge bearer that is not the scheme's.</summary>
    ChargeBearerWrong = 66,

    /// <summary>More or fewer than one transaction.</summary>
    TransactionCountWrong = 67,

    /// <summary>A reference that begins or ends with a slash, or has two in a row.</summary>
    ReferenceMalformed = 68,

    /// <summary>A character outside the scheme's set.</summary>
    CharacterNotAllowed = 69,

    /// <summary>An identity (UETR) that is missing or not a version 4 UUID in lower case.</summary>
    IdentityMalformed = 70,

    // 71 was HeaderMismatch: a header is answered by admi.002, not by a refusal.

    /// <summary>A number of transactions (<c>NbOfTxs</c>) other than one.</summary>
    NumberOfTransactionsWrong = 72,

    /// <summary>A clearing system that is not the scheme's.</summary>
    ClearingSystemWrong = 73,

    // Returns
    /// <summary>The payment that is to be returned is not known to the one who returns it.</summary>
    OriginalUnknown = 80,

    /// <summary>The payment that is to be returned was not settled.</summary>
    OriginalNotSettled = 81,

    /// <summary>All of the payment has been returned.</summary>
    ReturnedAlready = 82,

    /// <summary>More is to be returned than is left of the payment.</summary>
    ReturnAboveOriginal = 83,

    /// <summary>Less than the payment is to be returned, and the scheme does not allow it.</summary>
    ReturnPartial = 84,

    /// <summary>The return is in another currency than the payment.</summary>
    ReturnCurrency = 85,

    /// <summary>A reason that the scheme has not for returns.</summary>
    ReturnReasonNotAllowed = 86,

    /// <summary>The scheme's time for returns has passed.</summary>
    ReturnTooLate = 87,

    /// <summary>The scheme knows no returns.</summary>
    ReturnNotInScheme = 88,

    /// <summary>The references of the return are not those of the payment.</summary>
    OriginalMismatch = 89,

    /// <summary>Another return of the payment is being booked.</summary>
    ReturnUnderWay = 90,

    /// <summary>Too many returns of the payment were rejected; another one is taken a day after the last.</summary>
    ReturnsExhausted = 91,
}
