namespace PaymentSwitch.Gateway;

/// <summary>The bounds of the gateway. Each is a setting.</summary>
public sealed record GatewayLimits
{
    /// <summary>How many requests one participant may have under way at a time. Beyond, it is told 429 and nothing is taken in.</summary>
    public int RequestsUnderWayMax { get; init; } = 2048;

    /// <summary>
    /// How many reads of one mailbox may be under way at a time; a read that waits for messages counts, and one whose answer has not been
    /// taken by the reader. Beyond, it is told 429.
    /// </summary>
    public int MailboxReadsUnderWayMax { get; init; } = 8;

    /// <summary>How long <c>Prefer: wait</c> and a mailbox's <c>wait</c> may last, in seconds.</summary>
    public int WaitSecondsMax { get; init; } = 30;

    /// <summary>How many messages one mailbox answer may hold.</summary>
    public int MailboxMessagesMax { get; init; } = 1000;

    /// <summary>
    /// After how many bytes of messages a mailbox answer ends, in bytes, whatever number was asked for; the reader goes on
    /// from its cursor. So that what one bank sends cannot fill the switch's memory when another one reads.
    /// </summary>
    public int MailboxBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>How many entries one page of a report or statement may have: at most 1,000.</summary>
    public int ReportEntriesMax { get; init; } = 200;

    /// <summary>How long a report may wait for the read models to contain all that is stored, in seconds; after that it is refused with 503.</summary>
    public int ReportWaitSecondsMax { get; init; } = 5;

    /// <summary>How many bytes a bank's own book may have, handed in to be compared.</summary>
    public int BookBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>What a refused sender is told to wait, in seconds.</summary>
    public int RetryAfterSeconds { get; init; } = 1;
}
