using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Accounts;

/// <summary>The account of one participant in one currency.</summary>
/// <param name="Participant">Whose it is.</param>
/// <param name="Currency">What it is kept in.</param>
public readonly record struct AccountId(ParticipantId Participant, Currency Currency) : IComparable<AccountId>
{
    /// <inheritdoc/>
    public int CompareTo(AccountId other) =>
        Participant.CompareTo(other.Participant) is not 0 and int order ? order : string.CompareOrdinal(Currency.Code, other.Currency.Code);

    /// <summary>Orders by participant, then by currency.</summary>
    public static bool operator <(AccountId left, AccountId right) => left.CompareTo(right) < 0;

    /// <summary>Orders by participant, then by currency.</summary>
    public static bool operator <=(AccountId left, AccountId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by participant, then by currency.</summary>
    public static bool operator >(AccountId left, AccountId right) => left.CompareTo(right) > 0;

    /// <summary>Orders by participant, then by currency.</summary>
    public static bool operator >=(AccountId left, AccountId right) => left.CompareTo(right) >= 0;

    /// <summary>Participant and currency with a slash between: <c>AGRIFRPPXXX/EUR</c>.</summary>
    public override string ToString() => $"{Participant.Value}/{Currency.Code}";
}

/// <summary>A limit on the use of an account: a TIPS credit line, a Faster Payments net sender cap. Zero is a limit, null is none.</summary>
/// <param name="LimitMinor">The most that may be used, in minor units, not negative; null for unlimited.</param>
public readonly record struct Cap(long? LimitMinor)
{
    /// <summary>No limit.</summary>
    public static Cap Unlimited { get; } = new(null);
}

// Commands. Amounts are minor units of the account's currency and greater than zero.

/// <summary>What an account can be asked. A repeat of a request changes nothing and gets the same reply.</summary>
public abstract record AccountCommand;

/// <summary>Open the account, or set other terms.</summary>
/// <param name="Model">Whether the balance bounds payments (gross) or the cap alone does (deferred net).</param>
/// <param name="Cap">The cap.</param>
/// <param name="By">Who asks.</param>
public sealed record SetAccountTerms(SettlementModel Model, Cap Cap, string By) : AccountCommand;

/// <summary>Bring money in from the settlement bank.</summary>
/// <param name="AmountMinor">How much.</param>
/// <param name="Reference">Names this funding; a second one with the same reference is a repeat.</param>
/// <param name="By">Who asks.</param>
public sealed record FundAccount(long AmountMinor, string Reference, string By) : AccountCommand;

/// <summary>Take money out to the settlement bank.</summary>
/// <param name="AmountMinor">How much.</param>
/// <param name="Reference">Names this withdrawal; a second one with the same reference is a repeat.</param>
/// <param name="By">Who asks.</param>
public sealed record WithdrawFromAccount(long AmountMinor, string Reference, string By) : AccountCommand;

/// <summary>Set money and headroom aside for a payment.</summary>
/// <param name="Payment">For which.</param>
/// <param name="AmountMinor">How much: the whole amount.</param>
public sealed record ReserveFunds(Uetr Payment, long AmountMinor) : AccountCommand;

/// <summary>Let the reserved money go for good.</summary>
/// <param name="Payment">Of which payment.</param>
public sealed record PostReservation(Uetr Payment) : AccountCommand;

/// <summary>Give the reserved money and its headroom back.</summary>
/// <param name="Payment">Of which payment.</param>
public sealed record ReleaseReservation(Uetr Payment) : AccountCommand;

/// <summary>Take in the money of a settled payment.</summary>
/// <param name="Payment">Of which.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="MayRepeat">
/// Whether the sender may ask again without knowing that it did: then the account remembers the credit until
/// <see cref="ForgetCredit"/>. A host that delivers exactly once says false and pays nothing for it.
/// </param>
public sealed record CreditAccount(Uetr Payment, long AmountMinor, bool MayRepeat) : AccountCommand;

/// <summary>The payment has stored that its credit was booked and will not ask for it again.</summary>
/// <param name="Payment">Of which.</param>
public sealed record ForgetCredit(Uetr Payment) : AccountCommand;

// Events. Stored for good: add types and optional members; never rename one or change what it means.

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
/// <param name="By">Who asked.</param>
public sealed record AccountTermsSet(long AtMs, SettlementModel Model, Cap Cap, string By) : AccountEvent(AtMs);

/// <summary>Money came in from the settlement bank.</summary>
/// <param name="AtMs">When.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Reference">Names the funding.</param>
/// <param name="By">Who asked.</param>
public sealed record AccountFunded(long AtMs, long AmountMinor, string Reference, string By) : AccountEvent(AtMs)
{
    /// <inheritdoc/>
    public override Booking Booking => new(AmountMinor, TechnicalAccount.SettlementBank);
}

/// <summary>Money went out to the settlement bank.</summary>
/// <param name="AtMs">When.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Reference">Names the withdrawal.</param>
/// <param name="By">Who asked.</param>
public sealed record AccountWithdrawn(long AtMs, long AmountMinor, string Reference, string By) : AccountEvent(AtMs)
{
    /// <inheritdoc/>
    public override Booking Booking => new(-AmountMinor, TechnicalAccount.SettlementBank);
}

/// <summary>Money and headroom were set aside.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Payment">For which payment.</param>
/// <param name="AmountMinor">How much.</param>
public sealed record FundsReserved(long AtMs, Uetr Payment, long AmountMinor) : AccountEvent(AtMs);

/// <summary>Reserved money left the account for good; until the creditor agent's account has it, it is in transit.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Payment">Of which payment.</param>
/// <param name="AmountMinor">How much.</param>
public sealed record ReservationPosted(long AtMs, Uetr Payment, long AmountMinor) : AccountEvent(AtMs)
{
    /// <inheritdoc/>
    public override Booking Booking => new(-AmountMinor, TechnicalAccount.InTransit);
}

/// <summary>Reserved money and headroom were given back.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Payment">Of which payment.</param>
/// <param name="AmountMinor">How much.</param>
public sealed record ReservationReleased(long AtMs, Uetr Payment, long AmountMinor) : AccountEvent(AtMs);

/// <summary>The money of a settled payment came in.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Payment">Of which payment.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Remembered">Whether the account remembers it until <see cref="CreditForgotten"/>.</param>
public sealed record AccountCredited(long AtMs, Uetr Payment, long AmountMinor, bool Remembered) : AccountEvent(AtMs)
{
    /// <inheritdoc/>
    public override Booking Booking => new(AmountMinor, TechnicalAccount.InTransit);
}

/// <summary>A remembered credit will not be asked for again.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Payment">Of which payment.</param>
public sealed record CreditForgotten(long AtMs, Uetr Payment) : AccountEvent(AtMs);

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

/// <summary>The reply of an account. Repeats of a request that was carried out say what was said first.</summary>
public enum AccountReply
{
    /// <summary>Carried out, now or before.</summary>
    Done = 0,

    /// <summary>The balance is too small (gross settlement).</summary>
    InsufficientFunds = 1,

    /// <summary>The cap leaves too little headroom.</summary>
    InsufficientHeadroom = 2,

    /// <summary>The amount is not greater than zero, or the balance would leave the range of 64 bits.</summary>
    AmountOutOfRange = 3,

    /// <summary>There is no such account.</summary>
    NotOpen = 4,
}

/// <summary>What an account decided: a fact or none, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the fact is stored.</param>
/// <param name="Event">The fact; null where nothing changes.</param>
public readonly record struct AccountDecision(AccountReply Reply, AccountEvent? Event = null);
