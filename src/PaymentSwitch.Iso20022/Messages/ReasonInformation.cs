namespace PaymentSwitch.Iso20022.Messages;

/// <summary>
/// One reason as a message gives it (<c>StsRsnInf</c>, <c>RtrRsnInf</c>, <c>CxlRsnInf</c>, <c>CxlStsRsnInf</c>): who gives it, its
/// code, and what is said beside.
/// </summary>
public sealed record ReasonInformation
{
    /// <summary><c>Orgtr</c>, or null.</summary>
    public PartyIdentification? Originator { get; init; }

    /// <summary><c>Rsn</c>, or null.</summary>
    public CodeText? Reason { get; init; }

    /// <summary><c>AddtlInf</c>, each up to 105 characters; empty for none.</summary>
    public IReadOnlyList<string> AdditionalInformation { get; init; } = [];
}
