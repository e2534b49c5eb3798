using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>What an agent charged (<c>ChrgsInf</c>).</summary>
/// <param name="Amount"><c>Amt</c>.</param>
/// <param name="Agent"><c>Agt</c>. Has neither BIC nor member id where it is named in another way.</param>
public sealed record Charge(AmountText Amount, AgentIdentification Agent);
