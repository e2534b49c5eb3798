namespace PaymentSwitch.Iso20022.Messages;

/// <summary>
/// A message that is valid against its schema and of which the switch reads no more than what every message has: it can be
/// validated, kept and passed on.
/// </summary>
public sealed record OtherMessage : IncomingMessage;
