namespace PaymentSwitch.Engine.Journal;

/// <summary>Where payments and accounts are decided, as the host that begins to write a journal has it.</summary>
public enum AccountsAt
{
    /// <summary>In this host.</summary>
    Here = 0,

    /// <summary>In another host, whose ledger this one is.</summary>
    Elsewhere = 1,

    /// <summary>In another host, which has stopped: what it has stored is taken in for the last time.</summary>
    TakenBack = 2,

    /// <summary>In this host again: what the other one had begun is taken up.</summary>
    Returning = 3,
}
