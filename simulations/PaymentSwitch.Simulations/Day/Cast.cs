namespace PaymentSwitch.Simulations.Day;

/// <summary>Who takes part in the day, and with how much. Amounts are minor units.</summary>
internal static class Cast
{
    /// <summary>A bank in both schemes.</summary>
    public const string Aurora = "AURRGB2LXXX";

    /// <summary>A bank in both schemes.</summary>
    public const string Bellwether = "BELLIE2DXXX";

    /// <summary>A bank in the euro scheme only; it runs short, and tops up.</summary>
    public const string Corona = "CORADEFFXXX";

    /// <summary>A bank in the sterling scheme only; from noon on another bank is reached through it.</summary>
    public const string Dovecote = "DOVEGB2LXXX";

    /// <summary>A bank in the sterling scheme only; in the second cycle it cannot pay.</summary>
    public const string Elmstead = "ELMSGB2LXXX";

    /// <summary>The bank that is reached through <see cref="Dovecote"/> from noon on, and under its name by nobody before.</summary>
    public const string Fernleigh = "FERNGB21XXX";

    /// <summary>The settlement bank.</summary>
    public const string SettlementBank = "SETTGB2LXXX";

    /// <summary>The switch.</summary>
    public const string Switch = "PSWTBEBBXXX";

    /// <summary>The sterling scheme, as day-gbp.json names it.</summary>
    public const string Sterling = "day-gbp";

    /// <summary>All accounts.</summary>
    public static IReadOnlyList<Member> Members { get; } =
    [
        new(Aurora, "GBP", 220_000_000, 200_000_000),
        new(Bellwether, "GBP", 220_000_000, 200_000_000),
        new(Dovecote, "GBP", 220_000_000, 200_000_000),
        // What it has brought in is nearly all that it has.
        new(Elmstead, "GBP", 60_000_000, 60_000_000, OwnMinor: 5_000_000),
        new(Aurora, "EUR", 300_000_000, null),
        new(Bellwether, "EUR", 300_000_000, null),
        new(Corona, "EUR", 100_000_000, null, FloorMinor: 80_000_000),
    ];

    /// <summary>The banks.</summary>
    public static IReadOnlyList<string> Banks { get; } = [.. Members.Select(member => member.Bank).Distinct()];

    /// <summary>The banks of a scheme.</summary>
    public static string[] BanksIn(string currency) => [.. Members.Where(member => member.Currency == currency).Select(member => member.Bank)];

    /// <summary>The token that a participant proves itself with.</summary>
    public static string TokenOf(string bic) => "day-" + bic;
}

/// <summary>A bank in a scheme. Amounts are minor units.</summary>
/// <param name="Bank">Its BIC.</param>
/// <param name="Currency">The scheme's currency.</param>
/// <param name="FundingMinor">What it brings in, in the morning.</param>
/// <param name="CapMinor">Its cap; null where the scheme has none.</param>
/// <param name="OwnMinor">What it keeps at the settlement bank beside that.</param>
/// <param name="FloorMinor">Below what it wants to be told; null for never.</param>
internal sealed record Member(
    string Bank, string Currency, long FundingMinor, long? CapMinor, long OwnMinor = 1_000_000_000, long? FloorMinor = null);
