namespace PaymentSwitch.Engine;

/// <summary>What was asked is decided by the ledger, which is on another machine: nothing was done here.</summary>
public sealed class LedgerElsewhereException() : Exception("The ledger is on another machine: nothing was done.");
