namespace PaymentSwitch.Gateway;

/// <summary>The bounds of the gateway. Each is a setting.</summary>
public sealed record GatewayLimits
{
    /// <summary>How many requests one participant may have under way at a time. Beyond, it is told 429 and nothing is taken in.</summary>
    public int RequestsUnderWayMax { get; init; } = 4096;

    /// <summary>How long <c>Prefer: wait</c> and a mailbox's <c>wait</c> may last, in seconds.</summary>
    public int WaitSecondsMax { get; init; } = 30;

    /// <summary>How many messages one mailbox answer may hold.</summary>
    public int MailboxMessagesMax { get; init; } = 1000;

    /// <summary>
    /// After how many bytes of messages a mailbox answer ends, in bytes, whatever number was asked for; the reader goes on
    /// from its cursor. So that what one bank sends cannot fill the switch's memory when another one reads.
    /// </summary>
    public int MailboxBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>What a refused sender is told to wait, in seconds.</summary>
    public int RetryAfterSeconds { get; init; } = 1;
}
