using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Accounts;

/// <summary>How an account stands.</summary>
/// <param name="Id">Whose, and in what currency.</param>
/// <param name="Model">What bounds payments.</param>
/// <param name="Cap">The cap.</param>
/// <param name="BalanceMinor">What is booked, reservations included, in minor units.</param>
/// <param name="ReservedMinor">How much of the balance is reserved, in minor units.</param>
/// <param name="UseMinor">How much of the cap is used, in minor units.</param>
public sealed record AccountStanding(
    AccountId Id, SettlementModel Model, Cap Cap, long BalanceMinor, long ReservedMinor, long UseMinor)
{
    /// <summary>The balance less the reservations, in minor units.</summary>
    public long AvailableMinor => BalanceMinor - ReservedMinor;

    /// <summary>The cap's limit less its use, in minor units; null for unlimited.</summary>
    public long? HeadroomMinor => Cap.LimitMinor - UseMinor;
}

/// <summary>A captured account.</summary>
public sealed record AccountState
{
    /// <summary>Whose, and in what currency.</summary>
    public required AccountId Id { get; init; }

    /// <summary>What bounds payments.</summary>
    public SettlementModel Model { get; init; }

    /// <summary>The cap.</summary>
    public Cap Cap { get; init; }

    /// <summary>Whether the cap must be covered by what was brought in.</summary>
    public bool MustBePrefunded { get; init; }

    /// <summary>Whether it was closed.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What is booked, in minor units.</summary>
    public long BalanceMinor { get; init; }

    /// <summary>How much of the cap is used, in minor units.</summary>
    public long UseMinor { get; init; }

    /// <summary>The last settlement cycle that was cut here; 0 for none.</summary>
    public long LastCutCycle { get; init; }

    /// <summary>The open reservations.</summary>
    public IReadOnlyList<KeyValuePair<BookingKey, Reservation>> Reservations { get; init; } = [];

    /// <summary>What was posted or released and may be asked for again.</summary>
    public IReadOnlyList<BookingKey> RememberedDebits { get; init; } = [];

    /// <summary>Credits that may be asked for again.</summary>
    public IReadOnlyList<BookingKey> RememberedCredits { get; init; } = [];

    /// <summary>References of fundings and withdrawals, with what was booked, in minor units; a withdrawal's is negative. The oldest first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> References { get; init; } = [];

    /// <summary>Positions of cycles that are not settled, oldest first.</summary>
    public IReadOnlyList<CyclePosition> Positions { get; init; } = [];

    /// <summary>Limits of reachable parties.</summary>
    public IReadOnlyList<PartyLimit> PartyLimits { get; init; } = [];

    /// <summary>The bounds that raise alerts.</summary>
    public LiquidityWatch Watch { get; init; } = LiquidityWatch.Nothing;

    /// <summary>The end of the last business day that was closed, in Unix milliseconds; 0 for none.</summary>
    public long LastStatementToMs { get; init; }

    /// <summary>The end of the last report within a day, in Unix milliseconds; 0 for none.</summary>
    public long LastReportToMs { get; init; }

    /// <summary>When something was booked for the first time, in Unix milliseconds; 0 for never.</summary>
    public long FirstBookedAtMs { get; init; }

    /// <summary>What was booked since the last business day that was closed.</summary>
    public Turnover Turnover { get; init; } = Turnover.None;

    /// <summary>The bounds that are crossed now.</summary>
    public IReadOnlyList<LiquidityBound> Alerts { get; init; } = [];
}

/// <summary>Money set aside.</summary>
/// <param name="AmountMinor">How much, in minor units.</param>
/// <param name="AfterCut">The last settlement cycle that had been cut when it was made; 0 for none.</param>
/// <param name="Party">The reachable party whose limit is used too; null for none.</param>
/// <param name="IsRemembered">Whether it is remembered when it is gone.</param>
public readonly record struct Reservation(long AmountMinor, long AfterCut = 0, string? Party = null, bool IsRemembered = false);
