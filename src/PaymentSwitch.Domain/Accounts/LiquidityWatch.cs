namespace PaymentSwitch.Domain.Accounts;

/// <summary>
/// Between which bounds a participant wants to know its account. Crossing one raises an alert once; it can be raised again
/// only after the value has come back by the hysteresis.
/// </summary>
public sealed record LiquidityWatch
{
    /// <summary>Watches nothing.</summary>
    public static LiquidityWatch Nothing { get; } = new();

    /// <summary>The available balance below which an alert is raised, in minor units; null for none.</summary>
    public long? BalanceFloorMinor { get; init; }

    /// <summary>The available balance above which an alert is raised, in minor units; null for none.</summary>
    public long? BalanceCeilingMinor { get; init; }

    /// <summary>The headroom below which an alert is raised, in minor units; null for none.</summary>
    public long? HeadroomFloorMinor { get; init; }

    /// <summary>The headroom above which an alert is raised, in minor units; null for none.</summary>
    public long? HeadroomCeilingMinor { get; init; }

    /// <summary>How far back across the bound the value must come before the alert is over, in minor units; not negative.</summary>
    public long HysteresisMinor { get; init; }

    /// <summary>Whether the bounds make sense: each floor below its ceiling, by more than twice the hysteresis.</summary>
    public bool IsSound =>
        HysteresisMinor >= 0 && IsApart(BalanceFloorMinor, BalanceCeilingMinor) && IsApart(HeadroomFloorMinor, HeadroomCeilingMinor);

    /// <summary>The bound of a kind, in minor units; null for none.</summary>
    public long? BoundOf(LiquidityBound bound) => bound switch
    {
        LiquidityBound.BalanceFloor => BalanceFloorMinor,
        LiquidityBound.BalanceCeiling => BalanceCeilingMinor,
        LiquidityBound.HeadroomFloor => HeadroomFloorMinor,
        LiquidityBound.HeadroomCeiling => HeadroomCeilingMinor,
        _ => throw new ArgumentOutOfRangeException(nameof(bound), bound, "There is no such bound."),
    };

    private bool IsApart(long? floorMinor, long? ceilingMinor) =>
        floorMinor is not long floor || ceilingMinor is not long ceiling || (decimal)ceiling - floor > 2m * HysteresisMinor;
}

/// <summary>A bound that a participant has set on its account. The numbers are stored.</summary>
public enum LiquidityBound
{
    /// <summary>The available balance has fallen below its floor.</summary>
    BalanceFloor = 1,

    /// <summary>The available balance has risen above its ceiling.</summary>
    BalanceCeiling = 2,

    /// <summary>The headroom has fallen below its floor.</summary>
    HeadroomFloor = 3,

    /// <summary>The headroom has risen above its ceiling.</summary>
    HeadroomCeiling = 4,
}
