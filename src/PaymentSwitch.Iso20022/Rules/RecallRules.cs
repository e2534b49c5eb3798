using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a recall (camt.056) must say: one transaction, its identity, and why.</summary>
public static class RecallRules
{
    internal const string Message = "/Document/FIToFIPmtCxlReq";
    internal const string Assigner = Message + "/Assgnmt/Assgnr";
    internal const string Transaction = Message + "/Undrlyg/TxInf";

    /// <summary>Finds the one payment that is asked back.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, for its currency.</param>
    public static RecallInterpretation Interpret(IncomingMessage<CancellationRequest> message, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        CancellationRequest content = message.Content;
        List<MessageError> errors = [];
        StatedRules.CheckCount(content.NumberOfTransactions, StatedRules.RecalledCount, profile, errors);
        if (content.Transactions.Count != 1)
            return new RecallInterpretation(default, null, [.. errors, OriginalRules.WrongCount(OriginalRules.RecallCount, content.Transactions.Count)]);

        RecalledPayment payment = content.Transactions[0];
        OriginalPayment original = payment.Original;
        if (OriginalRules.CheckUetr(original.Uetr, OriginalRules.RecallUetr, out Uetr uetr) is { } wrong) errors.Add(wrong);
        Money? amount = original.SettlementAmount is null ? null : StatedRules.ReadAmount(original.SettlementAmount, StatedRules.Recalled, profile, errors);
        ReasonInformation? reason = ReasonRules.Read(payment.Reasons, ReasonRules.Recall, errors);
        if (errors.Count > 0) return new RecallInterpretation(uetr, null, errors);
        return new RecallInterpretation(uetr, new RecallRequest
        {
            Id = payment.CancellationId ?? payment.Case?.Id ?? content.Case?.Id ?? content.Assignment.Id,
            ReasonCode = reason!.Reason!.Text,
            AdditionalInformation = ReasonRules.TextOf(reason),
            Assigner = AgentNames.WithSystem(AgentNames.Of(content.Assignment.Assigner), profile.MemberIdSystem),
            OriginalEndToEndId = original.EndToEndId,
            OriginalTransactionId = original.TransactionId,
            OriginalAmount = amount,
        }, []);
    }
}

/// <summary>The payment that is asked back.</summary>
/// <param name="Uetr">Which payment; says nothing where there are errors.</param>
/// <param name="Recall">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing or wrong; empty for nothing.</param>
public sealed record RecallInterpretation(Uetr Uetr, RecallRequest? Recall, IReadOnlyList<MessageError> Errors);

/// <summary>What the switch decides a recall by.</summary>
public sealed record RecallRequest
{
    /// <summary>The recall's id, 1 to 35 characters: <c>CxlId</c>, else the case's, else that of the message (<c>Assgnmt/Id</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Why (<c>CxlRsnInf/Rsn</c>): the first code, be it ISO 20022's (<c>Cd</c>) or a proprietary one (<c>Prtry</c>).</summary>
    public required string ReasonCode { get; init; }

    /// <summary><c>CxlRsnInf/AddtlInf</c> beside that code, in one text; or null.</summary>
    public string? AdditionalInformation { get; init; }

    /// <summary>Who asks (<c>Assgnmt/Assgnr</c>): an agent, or a party by its BIC; null where it is named in another way.</summary>
    public AgentIdentification? Assigner { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary><c>OrgnlTxId</c>, or null.</summary>
    public string? OriginalTransactionId { get; init; }

    /// <summary><c>OrgnlIntrBkSttlmAmt</c>, in the scheme's currency; null where it is not given.</summary>
    public Money? OriginalAmount { get; init; }
}
