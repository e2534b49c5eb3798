namespace PaymentSwitch.Engine;

/// <summary>The bounds of the embedded host. Each is a setting; none may be passed silently.</summary>
public sealed record EngineLimits
{
    /// <summary>How many messages may wait to be decided. Beyond, a message is refused before anything is taken in.</summary>
    public int InboxDepthMax { get; init; } = 8192;

    /// <summary>How many payments may be open (not final) at a time. Beyond, new ones are refused before anything is taken in.</summary>
    public int OpenPaymentsMax { get; init; } = 200_000;

    /// <summary>How many facts a commit group may hold.</summary>
    public int GroupFactsMax { get; init; } = 2000;

    /// <summary>How many bytes a commit group may hold.</summary>
    public int GroupBytesMax { get; init; } = 2 * 1024 * 1024;

    /// <summary>How many finished payments stay in memory, so that late and repeated messages need not read the journal.</summary>
    public int FinishedPaymentsInMemoryMax { get; init; } = 10_000;

    /// <summary>
    /// How many of each kind stay in memory that are over: settled cycles, decided approvals, liquidity transfers, requests to
    /// pay. Older ones are in the journal and in reports; the same request again is a new one then.
    /// </summary>
    public int FinishedEntitiesInMemoryMax { get; init; } = 10_000;

    /// <summary>
    /// The duplicate window: how long after its outcome a payment's identity and transaction id count as used at least, in
    /// milliseconds. Where recalls or returns reach back further, the identity stays known for as long as they do; the
    /// transaction id does not.
    /// </summary>
    public long DuplicateWindowMs { get; init; } = 7L * 24 * 60 * 60 * 1000;

    /// <summary>How many of the latest messages of all mailboxes together stay in memory; older ones are read from the journal.</summary>
    public int MailboxMessagesInMemoryMax { get; init; } = 50_000;

    /// <summary>After how many facts a snapshot is taken.</summary>
    public int SnapshotEveryFacts { get; init; } = 1_000_000;
}
