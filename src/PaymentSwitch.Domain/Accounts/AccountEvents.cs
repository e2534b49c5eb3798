using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Accounts;

// Stored for good: add types and optional members; never rename one or change what it means.

/// <summary>A fact about an account.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
public abstract record AccountEvent(long AtMs) : IDomainEvent
{
    /// <summary>
    /// What the fact books: an amount on this account against a technical account, so that each fact is a double entry
    /// by itself.
    /// </summary>
    public virtual Booking Booking => default;
}

/// <summary>The account was opened, or its terms were changed.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Model">What bounds payments.</param>
/// <param name="Cap">The cap.</param>
/// <param name="Act">Who asked, and why.</param>
public sealed record AccountTermsSet(long AtMs, SettlementModel Model, Cap Cap, OperatorAct Act) : AccountEvent(AtMs)
{
    /// <summary>Whether the cap must be covered by what was brought in.</summary>
    public bool MustBePrefunded { get; init; }
}

/// <summary>A reachable party got a limit of its own, another one, or none any more.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Party">The party's name.</param>
/// <param name="Agents">Every way a message may name it; none: the limit is gone.</param>
/// <param name="Cap">The limit.</param>
/// <param name="Act">Who asked, and why.</param>
public sealed record PartyLimitSet(long AtMs, string Party, IReadOnlyList<AgentIdentification> Agents, Cap Cap, OperatorAct Act)
    : AccountEvent(AtMs);

/// <summary>The bounds that raise alerts were set.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Watch">The bounds.</param>
/// <param name="Act">Who asked, and why.</param>
public sealed record LiquidityWatchSet(long AtMs, LiquidityWatch Watch, OperatorAct Act) : AccountEvent(AtMs);

/// <summary>A bound was crossed.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Bound">Which.</param>
/// <param name="BoundMinor">Where it lies, in minor units.</param>
/// <param name="ValueMinor">The balance or headroom that crossed it, in minor units.</param>
public sealed record LiquidityAlertRaised(long AtMs, LiquidityBound Bound, long BoundMinor, long ValueMinor) : AccountEvent(AtMs);

/// <summary>The value has come back across a bound, by the hysteresis.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Bound">Which.</param>
/// <param name="ValueMinor">The balance or headroom now, in minor units.</param>
public sealed record LiquidityAlertCleared(long AtMs, LiquidityBound Bound, long ValueMinor) : AccountEvent(AtMs);

/// <summary>Money came in from the settlement bank.</summary>
/// <param name="AtMs">When.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Reference">Names the funding.</param>
/// <param name="Act">Who asked, and why.</param>
public sealed record AccountFunded(long AtMs, long AmountMinor, string Reference, OperatorAct Act) : AccountEvent(AtMs)
{
    /// <inheritdoc/>
    public override Booking Booking => new(AmountMinor, TechnicalAccount.SettlementBank);
}

/// <summary>Money went out to the settlement bank.</summary>
/// <param name="AtMs">When.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Reference">Names the withdrawal.</param>
/// <param name="Act">Who asked, and why.</param>
public sealed record AccountWithdrawn(long AtMs, long AmountMinor, string Reference, OperatorAct Act) : AccountEvent(AtMs)
{
    /// <inheritdoc/>
    public override Booking Booking => new(-AmountMinor, TechnicalAccount.SettlementBank);
}

/// <summary>The account was closed for good.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Act">Who asked, and why.</param>
public sealed record AccountClosed(long AtMs, OperatorAct Act) : AccountEvent(AtMs);

/// <summary>Money and headroom were set aside.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Key">For which payment or return.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Party">The reachable party whose limit is used too; null for none.</param>
/// <param name="Remembered">Whether the account remembers it, when it is posted or released, until <see cref="BookingForgotten"/>.</param>
public sealed record FundsReserved(long AtMs, BookingKey Key, long AmountMinor, string? Party = null, bool Remembered = false) : AccountEvent(AtMs);

/// <summary>Reserved money left the account for good; until the other account has it, it is in transit.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Key">Of which payment or return.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Cycle">The settlement cycle; 0 in gross settlement.</param>
public sealed record ReservationPosted(long AtMs, BookingKey Key, long AmountMinor, long Cycle = 0) : AccountEvent(AtMs)
{
    /// <inheritdoc/>
    public override Booking Booking => new(-AmountMinor, TechnicalAccount.InTransit);
}

/// <summary>Reserved money and headroom were given back.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Key">Of which payment or return.</param>
/// <param name="AmountMinor">How much.</param>
public sealed record ReservationReleased(long AtMs, BookingKey Key, long AmountMinor) : AccountEvent(AtMs);

/// <summary>The money of a settled payment came in.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Key">Of which payment or return.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Remembered">Whether the account remembers it until <see cref="BookingForgotten"/>.</param>
/// <param name="Cycle">The settlement cycle; 0 in gross settlement.</param>
/// <param name="Party">The reachable party whose limit gets headroom too; null for none.</param>
public sealed record AccountCredited(long AtMs, BookingKey Key, long AmountMinor, bool Remembered, long Cycle = 0, string? Party = null)
    : AccountEvent(AtMs)
{
    /// <inheritdoc/>
    public override Booking Booking => new(AmountMinor, TechnicalAccount.InTransit);
}

/// <summary>What is remembered of a payment or return will not be asked for again.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Key">Of which payment or return.</param>
public sealed record BookingForgotten(long AtMs, BookingKey Key) : AccountEvent(AtMs);

/// <summary>A settlement cycle was cut: reservations made from now on belong to later ones.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Cycle">Which.</param>
public sealed record AccountCycleCut(long AtMs, long Cycle) : AccountEvent(AtMs);

/// <summary>The position of a settlement cycle was settled, and is no more.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Cycle">Which.</param>
/// <param name="NetMinor">What it was: credits less debits, in minor units.</param>
/// <param name="Covered">Whether the participant's prefunding paid, and not the settlement bank.</param>
public sealed record AccountCycleSettled(long AtMs, long Cycle, long NetMinor, bool Covered) : AccountEvent(AtMs)
{
    /// <inheritdoc/>
    public override Booking Booking => Covered ? default : new(-NetMinor, TechnicalAccount.SettlementBank);
}

/// <summary>
/// What a time that is over has come to: balance and totals. The owner is told where its scheme tells it (camt.053, or camt.052 within
/// the day); a business day is closed by it in any case where reports within the day are, which begin anew from it.
/// </summary>
/// <param name="AtMs">When.</param>
/// <param name="Kind">Of a whole business day, or within it.</param>
/// <param name="BusinessDate">The business day.</param>
/// <param name="FromMs">The beginning of the time, in Unix milliseconds.</param>
/// <param name="ToMs">Its end, in Unix milliseconds, not in it.</param>
/// <param name="BalanceMinor">The balance at its end, in minor units.</param>
/// <param name="Turnover">
/// What was booked in it; null where that was not counted from its beginning on, because statements were switched on later.
/// </param>
public sealed record StatementIssued(
    long AtMs, StatementKind Kind, DateOnly BusinessDate, long FromMs, long ToMs, long BalanceMinor, Turnover? Turnover) : AccountEvent(AtMs);

/// <summary>What a statement that is issued by itself is about. The numbers are stored.</summary>
public enum StatementKind
{
    /// <summary>A whole business day that is over (camt.053).</summary>
    EndOfDay = 1,

    /// <summary>A business day from its beginning until a moment (camt.052).</summary>
    Intraday = 2,
}

/// <summary>A technical account of the switch: the other side of what participants' accounts book.</summary>
public enum TechnicalAccount
{
    /// <summary>The switch's mirror of the settlement bank: minus what the participants brought in.</summary>
    SettlementBank = 1,

    /// <summary>Money of settled payments that has left one account and not yet reached the other.</summary>
    InTransit = 2,
}

/// <summary>A double entry: the amount on the account itself, and the same with the other sign on a technical account.</summary>
/// <param name="AmountMinor">What is booked on the account, in minor units.</param>
/// <param name="Against">The technical account that has the other side.</param>
public readonly record struct Booking(long AmountMinor, TechnicalAccount Against);
