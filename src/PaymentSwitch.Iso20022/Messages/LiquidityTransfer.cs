using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A liquidity credit transfer (camt.050): a participant moves money between accounts of its own.</summary>
public sealed record LiquidityTransfer
{
    /// <summary><c>MsgHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>MsgHdr/CreDtTm</c>, or null.</summary>
    public string? CreatedAt { get; init; }

    /// <summary><c>LqdtyTrfId</c>, or null.</summary>
    public PaymentIdentification? Identification { get; init; }

    /// <summary><c>Cdtr</c>: whose account gets the money, or null.</summary>
    public AgentIdentification? Creditor { get; init; }

    /// <summary><c>CdtrAcct</c>, or null.</summary>
    public AccountIdentification? CreditorAccount { get; init; }

    /// <summary><c>TrfdAmt</c>: what is moved. The currency is empty where it is written without one (<c>AmtWthtCcy</c>).</summary>
    public required AmountText Amount { get; init; }

    /// <summary><c>Dbtr</c>: whose account gives the money, or null.</summary>
    public AgentIdentification? Debtor { get; init; }

    /// <summary><c>DbtrAcct</c>, or null.</summary>
    public AccountIdentification? DebtorAccount { get; init; }

    /// <summary><c>SttlmDt</c>, or null.</summary>
    public string? SettlementDate { get; init; }
}
