using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Accounts;

// Amounts are minor units of the account's currency and greater than zero.

/// <summary>What an account can be asked. A repeat of a request changes nothing and gets the same reply.</summary>
public abstract record AccountCommand;

/// <summary>Open the account, or set other terms.</summary>
/// <param name="Model">Whether the balance bounds payments (gross) or the cap alone does (deferred net).</param>
/// <param name="Cap">The cap.</param>
/// <param name="Act">Who asks, and why.</param>
public sealed record SetAccountTerms(SettlementModel Model, Cap Cap, OperatorAct Act) : AccountCommand
{
    /// <summary>
    /// Whether the limit may lie below what is used already: then the headroom is negative, and only credits pass until it
    /// is not. Without this such a limit is refused.
    /// </summary>
    public bool MayBeBelowUse { get; init; }

    /// <summary>Whether the cap must be covered by what was brought in, now and with every withdrawal.</summary>
    public bool MustBePrefunded { get; init; }
}

/// <summary>Give a reachable party a limit of its own under this account, change it, or take it away.</summary>
/// <param name="Party">The party's name in the switch.</param>
/// <param name="Agents">Every way a message may name it; none takes the limit away.</param>
/// <param name="Cap">The limit.</param>
/// <param name="Act">Who asks, and why.</param>
public sealed record SetPartyLimit(string Party, IReadOnlyList<AgentIdentification> Agents, Cap Cap, OperatorAct Act) : AccountCommand;

/// <summary>Set the bounds that raise alerts.</summary>
/// <param name="Watch">The bounds.</param>
/// <param name="Act">Who asks, and why.</param>
public sealed record SetLiquidityWatch(LiquidityWatch Watch, OperatorAct Act) : AccountCommand;

/// <summary>Bring money in from the settlement bank, also before the account is opened: a cap may have to be covered.</summary>
/// <param name="AmountMinor">How much.</param>
/// <param name="Reference">Names this funding; a second one with the same reference is a repeat.</param>
/// <param name="Act">Who asks, and why.</param>
public sealed record FundAccount(long AmountMinor, string Reference, OperatorAct Act) : AccountCommand
{
    /// <summary>Whether it had gone out and comes back: then it is booked whatever has become of the account.</summary>
    public bool ComesBack { get; init; }
}

/// <summary>Take money out to the settlement bank.</summary>
/// <param name="AmountMinor">How much.</param>
/// <param name="Reference">Names this withdrawal; a second one with the same reference is a repeat.</param>
/// <param name="Act">Who asks, and why.</param>
public sealed record WithdrawFromAccount(long AmountMinor, string Reference, OperatorAct Act) : AccountCommand;

/// <summary>Close the account for good. It must be empty.</summary>
/// <param name="Act">Who asks, and why.</param>
public sealed record CloseAccount(OperatorAct Act) : AccountCommand;

/// <summary>Set money and headroom aside for a payment.</summary>
/// <param name="Key">For which payment or return.</param>
/// <param name="AmountMinor">How much: the whole amount.</param>
/// <param name="Agent">The bank that pays, as the message names it: it may have a limit of its own. Null for nobody in particular.</param>
/// <param name="MayRepeat">
/// Whether the same request may come again after the money was posted or released, as where messages are doubled and late: then the account
/// remembers it until <see cref="ForgetBooking"/>, and reserves nothing a second time.
/// </param>
public sealed record ReserveFunds(BookingKey Key, long AmountMinor, AgentIdentification? Agent = null, bool MayRepeat = false) : AccountCommand;

/// <summary>Let the reserved money go for good.</summary>
/// <param name="Key">Of which payment or return.</param>
/// <param name="Cycle">The settlement cycle; 0 in gross settlement.</param>
public sealed record PostReservation(BookingKey Key, long Cycle = 0) : AccountCommand;

/// <summary>Give the reserved money and its headroom back.</summary>
/// <param name="Key">Of which payment or return.</param>
public sealed record ReleaseReservation(BookingKey Key) : AccountCommand;

/// <summary>Take in the money of a settled payment.</summary>
/// <param name="Key">Of which payment or return.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="MayRepeat">
/// Whether the sender may ask again without knowing that it did: then the account remembers the credit until
/// <see cref="ForgetBooking"/>. A host that delivers exactly once says false and pays nothing for it.
/// </param>
/// <param name="Cycle">The settlement cycle; 0 in gross settlement.</param>
/// <param name="Agent">The bank that is paid, as the message names it; null for nobody in particular.</param>
public sealed record CreditAccount(BookingKey Key, long AmountMinor, bool MayRepeat, long Cycle = 0, AgentIdentification? Agent = null)
    : AccountCommand;

/// <summary>All of it is booked, and nothing that was asked for it before can arrive any more.</summary>
/// <param name="Key">Of which payment or return.</param>
public sealed record ForgetBooking(BookingKey Key) : AccountCommand;

/// <summary>
/// A settlement cycle was cut: from now on reservations belong to later ones. Those made before are what the cycle still
/// drains; see <see cref="Account.IsDrained"/>.
/// </summary>
/// <param name="Cycle">Which.</param>
public sealed record CutAccountCycle(long Cycle) : AccountCommand;

/// <summary>A settlement cycle is settled: its position is no more.</summary>
/// <param name="Cycle">Which.</param>
/// <param name="Covered">
/// False where the settlement bank has moved the money. True where the participant failed and its prefunding paid: then the
/// position goes and the balance stays what it is.
/// </param>
public sealed record SettleAccountCycle(long Cycle, bool Covered) : AccountCommand;

/// <summary>Say what a time that is over has come to. What was said before up to that moment is not said again.</summary>
/// <param name="Kind">Of a whole business day, or within it.</param>
/// <param name="BusinessDate">The business day.</param>
/// <param name="FromMs">Its beginning, in Unix milliseconds.</param>
/// <param name="ToMs">Its end, in Unix milliseconds, not in it.</param>
public sealed record IssueStatement(StatementKind Kind, DateOnly BusinessDate, long FromMs, long ToMs) : AccountCommand;
