using System.Collections.Frozen;

namespace PaymentSwitch.Domain.Schemes;

/// <summary>
/// The one place where a <see cref="Refusal"/> becomes a code of ISO 20022's ExternalStatusReason1Code, such as
/// <c>AM04</c>. A scheme profile may overrule single codes.
/// </summary>
public static class StatusReasons
{
    private static readonly FrozenDictionary<Refusal, StatusReasonMeaning> Meanings = new Dictionary<Refusal, StatusReasonMeaning>
    {
        [Refusal.DuplicateIdentity] = new("AM05", false, "The identity was used before with other content."),
        [Refusal.DuplicateTransactionId] = new("DU03", false, "The transaction id was used before by the same sender."),
        [Refusal.AcceptanceTimeMissing] = new("CH21", false, "The acceptance time is missing."),
        [Refusal.AcceptanceTimeInFuture] = new("DT04", true, "The acceptance time lies in the future."),
        [Refusal.AcceptanceTimeStale] = new("TM01", false, "The acceptance time is too old: too little time is left for the receiver."),
        [Refusal.CreditorAgentSilent] = new("AB05", true, "The creditor agent did not answer in time."),
        [Refusal.AmountZero] = new("AM01", false, "The amount is zero."),
        [Refusal.AmountInvalid] = new("AM12", false, "The amount is not valid in its currency."),
        [Refusal.AmountOverSchemeLimit] = new("AM02", false, "The amount is above the scheme's limit for one payment."),
        [Refusal.CurrencyNotInScheme] = new("AM03", false, "The scheme does not settle this currency."),
        [Refusal.TotalDiffers] = new("AM10", false, "The total is not the sum of the transactions."),
        [Refusal.InsufficientFunds] = new("AM04", true, "The debtor agent's account holds too little."),
        [Refusal.InsufficientHeadroom] = new("AM23", true, "The debtor agent's cap leaves too little headroom."),
        [Refusal.InsufficientPartyHeadroom] = new("AM23", true, "The reachable party's own limit leaves too little headroom."),
        [Refusal.BicMalformed] = new("RC01", false, "The BIC has not the form of one."),
        [Refusal.DebtorAgentUnknown] = new("DNOR", false, "The debtor agent is not registered in this scheme."),
        [Refusal.CreditorAgentUnknown] = new("CNOR", false, "The creditor agent is not registered in this scheme."),
        [Refusal.SenderNotDebtorAgent] = new("AGNT", false, "The debtor agent is not reached through this sender."),
        [Refusal.DebtorAgentSuspended] = new("AG10", true, "The debtor agent may not send payments now."),
        [Refusal.CreditorAgentSuspended] = new("AG11", true, "The creditor agent is suspended."),
        [Refusal.CreditorAgentOffline] = new("AB08", true, "The creditor agent is not online."),
        [Refusal.DebtorAgentWithoutAccount] = new("AM03", false, "The debtor agent settles nothing in this currency."),
        [Refusal.DebtorAccountInvalid] = new("AC02", false, "The debtor's account number is not valid."),
        [Refusal.CreditorAccountInvalid] = new("AC03", false, "The creditor's account number is not valid."),
        [Refusal.SettlementDateNotToday] = new("DT01", false, "The settlement date is not today."),
        [Refusal.SettlementMethodWrong] = new("FF01", false, "The settlement method is not the scheme's."),
        [Refusal.ServiceLevelWrong] = new("FF04", false, "The service level is not the scheme's."),
        [Refusal.LocalInstrumentWrong] = new("FF05", false, "The local instrument is not the scheme's."),
        [Refusal.ChargeBearerWrong] = new("BE19", false, "The charge bearer is not the scheme's."),
        [Refusal.TransactionCountWrong] = new("AM18", false, "The message must carry exactly one transaction."),
        [Refusal.ReferenceMalformed] = new("FF01", false, "A reference may not begin or end with '/' nor contain '//'."),
        [Refusal.CharacterNotAllowed] = new("RR10", false, "A character is outside the scheme's set."),
        [Refusal.IdentityMalformed] = new("FF01", false, "The UETR is missing or not a version 4 UUID in lower case."),
        [Refusal.NumberOfTransactionsWrong] = new("AM19", false, "The number of transactions (NbOfTxs) must be 1."),
        [Refusal.ClearingSystemWrong] = new("FF01", false, "The clearing system is not the scheme's."),
        [Refusal.OriginalUnknown] = new("AG09", false, "There is no such payment that this bank received."),
        [Refusal.OriginalNotSettled] = new("FF12", false, "The payment is not settled: there is nothing to return."),
        [Refusal.ReturnedAlready] = new("FF12", false, "All of the payment has been returned."),
        [Refusal.ReturnAboveOriginal] = new("AM09", false, "More is to be returned than is left of the payment."),
        [Refusal.ReturnPartial] = new("AM09", false, "The scheme takes a return of the whole amount only."),
        [Refusal.ReturnCurrency] = new("AM03", false, "The return is in another currency than the payment."),
        [Refusal.ReturnReasonNotAllowed] = new("NARR", false, "The scheme knows no such reason for a return."),
        [Refusal.ReturnTooLate] = new("TM01", false, "The scheme's time for returns of this payment has passed."),
        [Refusal.ReturnNotInScheme] = new("AG01", false, "The scheme knows no returns."),
        [Refusal.OriginalMismatch] = new("AG09", false, "The references are not those of the payment with this UETR."),
        [Refusal.ReturnUnderWay] = new("AM05", true, "Another return of the payment is being booked."),
        [Refusal.ReturnsExhausted] = new("NARR", true, "Too many returns of the payment were rejected: the next is taken a day after the last."),
    }.ToFrozenDictionary();

    /// <summary>The code that this profile gives for a refusal.</summary>
    public static string CodeOf(Refusal refusal, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.ReasonCodes.TryGetValue(refusal, out string? own) ? own : MeaningOf(refusal).Code;
    }

    /// <summary>Code, sentence, and whether trying again can help.</summary>
    public static StatusReasonMeaning MeaningOf(Refusal refusal) => Meanings[refusal];

    /// <summary>The reason as a payment stores it and a bank is told it.</summary>
    /// <param name="violation">What is wrong, and where.</param>
    /// <param name="profile">The scheme whose codes are spoken.</param>
    public static StatusReason ReasonOf(Violation violation, SchemeProfile profile) =>
        new(CodeOf(violation.Refusal, profile), violation.ElementPath, violation.Text ?? MeaningOf(violation.Refusal).Sentence);
}

/// <summary>What a refusal means to a bank.</summary>
/// <param name="Code">The code of ISO 20022, where the profile has no own one.</param>
/// <param name="Transient">Whether the same payment under a new identity may pass later, without anything in it changed.</param>
/// <param name="Sentence">A sentence for a bank's developer.</param>
public sealed record StatusReasonMeaning(string Code, bool Transient, string Sentence);

/// <summary>One thing wrong with a message, as a rule found it.</summary>
/// <param name="Refusal">What is wrong.</param>
/// <param name="ElementPath">Where: the path of the element, for example <c>/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/IntrBkSttlmAmt</c>; null for the message as a whole.</param>
/// <param name="Text">What was found and what was expected; null where the refusal's own sentence says all.</param>
public readonly record struct Violation(Refusal Refusal, string? ElementPath = null, string? Text = null);

/// <summary>A reason as it is stored with a payment and told to a bank (<c>TxInfAndSts/StsRsnInf</c>).</summary>
/// <param name="Code">The code (<c>Rsn/Cd</c>), up to four characters.</param>
/// <param name="ElementPath">The element it is about, or null.</param>
/// <param name="Text">The sentence (<c>AddtlInf</c>), or null.</param>
public sealed record StatusReason(string Code, string? ElementPath = null, string? Text = null);
