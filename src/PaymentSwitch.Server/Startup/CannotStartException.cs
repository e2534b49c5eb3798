namespace PaymentSwitch.Server.Startup;

/// <summary>What the switch needs of the machine is not to be had: an address, a folder. The message is one plain sentence.</summary>
internal sealed class CannotStartException(string message, Exception why) : Exception(message, why);
