using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Domain.Liquidity;

/// <summary>Which way liquidity goes. The numbers are stored.</summary>
public enum LiquidityDirection
{
    /// <summary>From the settlement bank onto the account.</summary>
    In = 1,

    /// <summary>From the account to the settlement bank.</summary>
    Out = 2,
}

/// <summary>Move money between a participant's account here and its account at the settlement bank (camt.050), at once or not at all.</summary>
public sealed record TransferLiquidity
{
    /// <summary>Who asks: the participant, or the settlement bank for money that comes in.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>Whose account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Which way.</summary>
    public required LiquidityDirection Direction { get; init; }

    /// <summary>How much, in minor units.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>The transfer's own id in the message (<c>LqdtyTrfId</c>, else <c>MsgId</c>).</summary>
    public required string Reference { get; init; }

    /// <summary>The message's id, to be named in the receipt.</summary>
    public required string MessageId { get; init; }

    /// <summary>The message, whole.</summary>
    public required OriginalMessage Message { get; init; }

    /// <summary>SHA-256 over the <c>Document</c>.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }
}

/// <summary>The reply of a liquidity transfer.</summary>
public enum LiquidityReply
{
    /// <summary>Carried out, now or before.</summary>
    Done = 0,

    /// <summary>The same message came before; what was said then stands.</summary>
    Repeat = 1,

    /// <summary>The identity was used before for other content.</summary>
    IdentityConflict = 2,

    /// <summary>There is no such transfer, or it waits for nobody.</summary>
    Unknown = 3,

    /// <summary>The sender may not move this money.</summary>
    NotAllowed = 4,

    /// <summary>There is no settlement bank to move it with.</summary>
    NoSettlementBank = 5,
}

/// <summary>What a transfer decided: a fact or none, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the fact is stored.</param>
/// <param name="Event">The fact; null where nothing changes.</param>
public readonly record struct LiquidityDecision(LiquidityReply Reply, LiquidityEvent? Event = null);

// Stored for good: add types and optional members; never rename one or change what it means.

/// <summary>A fact about a liquidity transfer.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
public abstract record LiquidityEvent(long AtMs) : IDomainEvent;

/// <summary>The switch took the transfer in.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Sender">Who asked.</param>
/// <param name="Account">Whose account.</param>
/// <param name="Direction">Which way.</param>
/// <param name="AmountMinor">How much, in minor units.</param>
/// <param name="Reference">The transfer's own id in the message.</param>
/// <param name="MessageId">The message's id.</param>
/// <param name="Message">The message, whole.</param>
/// <param name="Digest">SHA-256 over its <c>Document</c>.</param>
public sealed record LiquidityRequested(
    long AtMs,
    ParticipantId Sender,
    AccountId Account,
    LiquidityDirection Direction,
    long AmountMinor,
    string Reference,
    string MessageId,
    OriginalMessage Message,
    ReadOnlyMemory<byte> Digest) : LiquidityEvent(AtMs);

/// <summary>The account has booked it. What goes out waits for the settlement bank's receipt; what comes in is done.</summary>
/// <param name="AtMs">When.</param>
/// <param name="AwaitedFrom">The settlement bank that is told to take what goes out in; null for what comes in.</param>
public sealed record LiquidityBooked(long AtMs, ParticipantId? AwaitedFrom) : LiquidityEvent(AtMs);

/// <summary>The account refused it. Nothing was booked.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Reply">Why.</param>
public sealed record LiquidityRefused(long AtMs, AccountReply Reply) : LiquidityEvent(AtMs);

/// <summary>The settlement bank has taken in what went out.</summary>
/// <param name="AtMs">When.</param>
public sealed record LiquidityConfirmed(long AtMs) : LiquidityEvent(AtMs);

/// <summary>The settlement bank would not take in what went out: it goes back onto the account.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Reason">Its words.</param>
public sealed record LiquidityReversed(long AtMs, string Reason) : LiquidityEvent(AtMs);
