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
    /// <summary>Who asks, for which account, how much and which way.</summary>
    public required LiquidityTerms Terms { get; init; }

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

    /// <summary>The sender is suspended: what it has stays where it is until an operator says otherwise.</summary>
    Suspended = 6,
}

/// <summary>What a transfer decided: a fact or none, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the fact is stored.</param>
/// <param name="Event">The fact; null where nothing changes.</param>
public readonly record struct LiquidityDecision(LiquidityReply Reply, LiquidityEvent? Event = null);

/// <summary>What a liquidity transfer is about. It stands in each of its facts, so that each can be told by itself.</summary>
/// <param name="Sender">Who asked.</param>
/// <param name="Account">Whose account.</param>
/// <param name="Direction">Which way.</param>
/// <param name="AmountMinor">How much, in minor units.</param>
/// <param name="Reference">The transfer's own id in the message.</param>
/// <param name="MessageId">The message's id.</param>
public sealed record LiquidityTerms(
    ParticipantId Sender, AccountId Account, LiquidityDirection Direction, long AmountMinor, string Reference, string MessageId)
{
    /// <summary>How the account names what it books for this.</summary>
    public string BookingReference => $"{Sender}:{Reference}";

    /// <summary>How the account names what it books when this is taken back. No transfer has such a booking reference.</summary>
    public string ReversalReference => "back:" + BookingReference;
}

// Stored for good: add types and optional members; never rename one or change what it means.

/// <summary>A fact about a liquidity transfer.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
/// <param name="Terms">What it is about.</param>
public abstract record LiquidityEvent(long AtMs, LiquidityTerms Terms) : IDomainEvent;

/// <summary>The switch took the transfer in.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Terms">What it is about.</param>
/// <param name="Message">The message, whole.</param>
/// <param name="Digest">SHA-256 over its <c>Document</c>.</param>
public sealed record LiquidityRequested(long AtMs, LiquidityTerms Terms, OriginalMessage Message, ReadOnlyMemory<byte> Digest)
    : LiquidityEvent(AtMs, Terms);

/// <summary>The account has booked it. What goes out waits for the settlement bank's receipt; what comes in is done.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Terms">What it is about.</param>
/// <param name="AwaitedFrom">The settlement bank that is told to take what goes out in; null for what comes in.</param>
public sealed record LiquidityBooked(long AtMs, LiquidityTerms Terms, ParticipantId? AwaitedFrom) : LiquidityEvent(AtMs, Terms);

/// <summary>The account refused it. Nothing was booked.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Terms">What it is about.</param>
/// <param name="Reply">Why.</param>
public sealed record LiquidityRefused(long AtMs, LiquidityTerms Terms, AccountReply Reply) : LiquidityEvent(AtMs, Terms);

/// <summary>The settlement bank has taken in what went out.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Terms">What it is about.</param>
public sealed record LiquidityConfirmed(long AtMs, LiquidityTerms Terms) : LiquidityEvent(AtMs, Terms);

/// <summary>The settlement bank would not take in what went out: it goes back onto the account.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Terms">What it is about.</param>
/// <param name="Reason">Its words.</param>
public sealed record LiquidityReversed(long AtMs, LiquidityTerms Terms, string Reason) : LiquidityEvent(AtMs, Terms);
