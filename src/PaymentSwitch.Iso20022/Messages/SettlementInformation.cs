namespace PaymentSwitch.Iso20022.Messages;

/// <summary>How a payment is settled (<c>SttlmInf</c>).</summary>
/// <param name="Method"><c>SttlmMtd</c>: CLRG where a clearing system does it.</param>
/// <param name="ClearingSystem"><c>ClrSys</c>, or null.</param>
public sealed record SettlementInformation(string Method, CodeText? ClearingSystem = null);
