using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Engine.Liquidity;

/// <summary>How an account stands and where it is heading. An estimate, to be shown: nothing is decided by it.</summary>
/// <param name="Standing">The account as last projected.</param>
/// <param name="NetOutflowMinor">What payments took out less what they brought in, over <paramref name="OverMs"/>, in minor units; negative for a net inflow.</param>
/// <param name="OverMs">How long that was observed, in milliseconds: a quarter of an hour, or since the switch started where that is less; at least a minute.</param>
public sealed record AccountOutlook(AccountStanding Standing, Int128 NetOutflowMinor, long OverMs)
{
    /// <summary>
    /// How much may still be paid, in minor units: the headroom, in gross settlement never more than what is available;
    /// null where nothing bounds it.
    /// </summary>
    public long? RoomMinor => Standing.Model == SettlementModel.Gross
        ? Math.Min(Standing.AvailableMinor, Standing.HeadroomMinor ?? long.MaxValue)
        : Standing.HeadroomMinor;

    /// <summary>
    /// In how many seconds there is no room left if payments go on as they did; 0 where there is none now; null where the
    /// account is not falling or nothing bounds it.
    /// </summary>
    public long? SecondsToLimit
    {
        get
        {
            if (RoomMinor is not long roomMinor || NetOutflowMinor <= 0) return null;
            Int128 seconds = (Int128)Math.Max(0, roomMinor) * OverMs / NetOutflowMinor / 1000;
            return (long)Int128.Min(seconds, long.MaxValue);
        }
    }
}
