namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A recall (camt.056, FI to FI payment cancellation request): a bank asks for the money of settled payments back.</summary>
public sealed record CancellationRequest
{
    /// <summary><c>Assgnmt</c>.</summary>
    public required CaseAssignment Assignment { get; init; }

    /// <summary><c>Case</c>, or null.</summary>
    public InvestigationCase? Case { get; init; }

    /// <summary><c>CtrlData/NbOfTxs</c>, or null.</summary>
    public string? NumberOfTransactions { get; init; }

    /// <summary><c>CtrlData/CtrlSum</c>, or null. Only beside <see cref="NumberOfTransactions"/>.</summary>
    public string? ControlSum { get; init; }

    /// <summary><c>Undrlyg/TxInf</c>: the payments that are asked back.</summary>
    public required IReadOnlyList<RecalledPayment> Transactions { get; init; }
}

/// <summary>One payment that is asked back (<c>Undrlyg/TxInf</c> of camt.056), as it is written.</summary>
public sealed record RecalledPayment
{
    /// <summary><c>CxlId</c>, or null.</summary>
    public string? CancellationId { get; init; }

    /// <summary><c>Case</c> of the transaction, or null.</summary>
    public InvestigationCase? Case { get; init; }

    /// <summary>Which payment.</summary>
    public required OriginalPayment Original { get; init; }

    /// <summary><c>CxlRsnInf</c> of the transaction, else of the group; empty for none.</summary>
    public IReadOnlyList<ReasonInformation> Reasons { get; init; } = [];

    /// <summary><c>OrgnlTxRef</c>, or null.</summary>
    public OriginalPaymentDetails? Details { get; init; }
}
