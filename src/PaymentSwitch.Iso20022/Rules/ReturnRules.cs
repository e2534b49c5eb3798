using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a return (pacs.004) must say: one payment, how much of it comes back, why, and that it settles here and now.</summary>
public static class ReturnRules
{
    internal const string Message = "/Document/PmtRtr";
    internal const string Group = Message + "/GrpHdr";
    internal const string Transaction = Message + "/TxInf";
    private static readonly RuleSubject ReturnId = new(Transaction + "/RtrId", MessageErrorCodes.ReturnId);

    internal static readonly Rule ReturnIdGiven = new()
    {
        Id = nameof(ReturnIdGiven),
        Subjects = [ReturnId],
        Sentence = "A return has an id of its own (RtrId): by it the same return sent twice is known from a second return of the same payment.",
        Source = RuleSources.Definition,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Finds the one payment that is returned, and what of it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, which switches rules on.</param>
    /// <param name="nowMs">The time, in Unix milliseconds; says what day is today.</param>
    public static ReturnInterpretation Interpret(IncomingMessage<PaymentReturn> message, SchemeProfile profile, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        PaymentReturn content = message.Content;
        List<MessageError> errors = [];
        StatedRules.CheckCount(content.NumberOfTransactions, StatedRules.ReturnedCount, profile, errors);
        MovementRules.CheckSettlement(content.Settlement, profile, errors);
        if (content.Transactions.Count != 1)
            return new ReturnInterpretation(default, null, [.. errors, OriginalRules.WrongCount(OriginalRules.ReturnCount, content.Transactions.Count)]);

        ReturnedPayment payment = content.Transactions[0];
        if (OriginalRules.CheckUetr(payment.Original.Uetr, OriginalRules.ReturnUetr, out Uetr uetr) is { } wrong) errors.Add(wrong);
        if (payment.ReturnId is null)
            errors.Add(ReturnId.Error(MessageErrorKind.Content, "The id of the return (RtrId) is missing; expected 1 to 35 characters."));
        Money? amount = StatedRules.ReadAmount(payment.ReturnedAmount, StatedRules.Returned, profile, errors);
        StatedRules.CheckTotal(content.Total, payment.ReturnedAmount, StatedRules.ReturnedTotal, profile, errors);
        StatedRules.CheckSum(content.ControlSum, payment.ReturnedAmount, StatedRules.ReturnedSum, profile, errors);
        MovementRules.CheckReturnDates(payment.SettlementDate, content.SettlementDate, profile, nowMs, errors);
        ReasonInformation? reason = ReasonRules.Read(payment.Reasons, ReasonRules.Return, errors);
        if (errors.Count > 0) return new ReturnInterpretation(uetr, null, errors);
        return new ReturnInterpretation(uetr, new ReturnOrder
        {
            Id = payment.ReturnId!,
            Amount = amount!.Value,
            ReasonCode = reason!.Reason!.Text,
            AdditionalInformation = ReasonRules.TextOf(reason),
            InstructingAgent = AgentNames.WithSystem(payment.InstructingAgent ?? content.InstructingAgent, profile.MemberIdSystem),
            OriginalMessageId = payment.Original.MessageId,
            OriginalInstructionId = payment.Original.InstructionId,
            OriginalEndToEndId = payment.Original.EndToEndId,
            OriginalTransactionId = payment.Original.TransactionId,
        }, []);
    }
}

/// <summary>The payment that is returned.</summary>
/// <param name="Uetr">Which payment; says nothing where there are errors.</param>
/// <param name="Return">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing or wrong; empty for nothing.</param>
public sealed record ReturnInterpretation(Uetr Uetr, ReturnOrder? Return, IReadOnlyList<MessageError> Errors);

/// <summary>What the switch decides a return by.</summary>
public sealed record ReturnOrder
{
    /// <summary>The return's id (<c>RtrId</c>), 1 to 35 characters.</summary>
    public required string Id { get; init; }

    /// <summary>What comes back (<c>RtrdIntrBkSttlmAmt</c>): above zero, in the scheme's currency.</summary>
    public required Money Amount { get; init; }

    /// <summary>Why (<c>RtrRsnInf/Rsn</c>): the first code, be it ISO 20022's (<c>Cd</c>) or a proprietary one (<c>Prtry</c>).</summary>
    public required string ReasonCode { get; init; }

    /// <summary><c>RtrRsnInf/AddtlInf</c> beside that code, in one text; or null.</summary>
    public string? AdditionalInformation { get; init; }

    /// <summary>Who instructs (<c>InstgAgt</c> of the transaction, else of the group), or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>OrgnlMsgId</c> of the transaction, else of the group; or null.</summary>
    public string? OriginalMessageId { get; init; }

    /// <summary><c>OrgnlInstrId</c>, or null.</summary>
    public string? OriginalInstructionId { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary><c>OrgnlTxId</c>, or null.</summary>
    public string? OriginalTransactionId { get; init; }
}
