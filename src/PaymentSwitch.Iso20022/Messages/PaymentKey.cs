using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>
/// How cash management names one payment (<c>PmtId</c>, <c>OrgnlPmtId</c> in camt.005, 006 and 025). It is written in the form that it
/// has enough for: with an amount as <c>LngBizId</c> (then date and both agents are needed too), with a date but no amount as
/// <c>ShrtBizId</c> (then transaction id and instructing agent are needed too), else by its one id. All is null where a message
/// names a payment by its place in a queue.
/// </summary>
public sealed record PaymentKey
{
    /// <summary><c>TxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary><c>PrtryId</c>, up to 70 characters, or null. Stands alone.</summary>
    public string? ProprietaryId { get; init; }

    /// <summary><c>LngBizId/UETR</c>, or null.</summary>
    public string? Uetr { get; init; }

    /// <summary><c>LngBizId/EndToEndId</c>, or null.</summary>
    public string? EndToEndId { get; init; }

    /// <summary><c>LngBizId/IntrBkSttlmAmt</c>, a decimal without a currency; or null.</summary>
    public string? SettlementAmount { get; init; }

    /// <summary><c>IntrBkSttlmDt</c>, or null.</summary>
    public string? SettlementDate { get; init; }

    /// <summary><c>InstgAgt</c>, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>LngBizId/InstdAgt</c>, or null.</summary>
    public AgentIdentification? InstructedAgent { get; init; }
}
