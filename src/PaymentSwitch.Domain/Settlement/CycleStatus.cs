namespace PaymentSwitch.Domain.Settlement;

/// <summary>Where a settlement cycle stands. One line, one stable number per state; the numbers are stored and shown.</summary>
public enum CycleStatus
{
    /// <summary>There is no such cycle.</summary>
    Unknown = 0,

    /// <summary>Payments that settle now belong to it.</summary>
    Open = 1,

    /// <summary>Cut: it takes no more payments; what is on its way drains.</summary>
    Draining = 2,

    /// <summary>Netted: what each participant owes or gets is known.</summary>
    Netted = 3,

    /// <summary>The settlement bank has been told to move the money.</summary>
    Instructed = 4,

    /// <summary>The money has moved, and the positions are reset. Final.</summary>
    Settled = 5,

    /// <summary>An operator has stopped its settlement; its positions stand. It can be re-opened.</summary>
    Aborted = 6,

    /// <summary>An instruction failed, and no other one stands in its place yet.</summary>
    Failed = 7,

    /// <summary>Debits and credits differ, which cannot be. It stops here, and somebody has to look.</summary>
    Unbalanced = 8,
}

/// <summary>Where an instruction to the settlement bank stands. The numbers are stored and shown.</summary>
public enum InstructionStatus
{
    /// <summary>Sent, not answered.</summary>
    Sent = 1,

    /// <summary>The settlement bank has moved the money.</summary>
    Confirmed = 2,

    /// <summary>The settlement bank could not move the money.</summary>
    Failed = 3,

    /// <summary>The participant failed; the settlement bank is told to take the money from its prefunding.</summary>
    Covering = 4,

    /// <summary>The prefunding has paid.</summary>
    Covered = 5,
}
