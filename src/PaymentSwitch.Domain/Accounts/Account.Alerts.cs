namespace PaymentSwitch.Domain.Accounts;

/// <content>Alerts: asked for after each fact that moves money or headroom.</content>
public sealed partial class Account
{
    private const int BoundCount = 4;
    private int _alerts;

    /// <summary>The bounds that raise alerts.</summary>
    public LiquidityWatch Watch
    {
        get;
        // One instance for nothing, so that asking whether there is anything to watch costs nothing.
        private set => field = value == LiquidityWatch.Nothing ? LiquidityWatch.Nothing : value;
    } = LiquidityWatch.Nothing;

    /// <summary>Whether a bound is crossed, and its alert was raised.</summary>
    public bool IsAlerted(LiquidityBound bound) => (_alerts & (1 << (int)bound)) != 0;

    /// <summary>The next alert to raise or to clear as the account stands now; null for none. To be asked until it is null.</summary>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public AccountEvent? DecideAlert(long nowMs)
    {
        if (ReferenceEquals(Watch, LiquidityWatch.Nothing)) return null;
        for (LiquidityBound bound = LiquidityBound.BalanceFloor; (int)bound <= BoundCount; bound++)
        {
            if (Watch.BoundOf(bound) is not long boundMinor) continue;
            bool isHeadroom = bound is LiquidityBound.HeadroomFloor or LiquidityBound.HeadroomCeiling;
            // Unlimited headroom crosses no bound.
            if ((isHeadroom ? HeadroomMinor : AvailableMinor) is not long valueMinor) continue;
            bool isFloor = bound is LiquidityBound.BalanceFloor or LiquidityBound.HeadroomFloor;
            long beyondMinor = isFloor ? boundMinor - valueMinor : valueMinor - boundMinor;
            if (!IsAlerted(bound) && beyondMinor > 0) return new LiquidityAlertRaised(nowMs, bound, boundMinor, valueMinor);
            if (IsAlerted(bound) && -beyondMinor >= Watch.HysteresisMinor && beyondMinor <= 0) return new LiquidityAlertCleared(nowMs, bound, valueMinor);
        }

        return null;
    }

    private AccountDecision SetWatch(SetLiquidityWatch command, long nowMs)
    {
        if (!IsOpen) return new(IsClosed ? AccountReply.Closed : AccountReply.NotOpen);
        if (Watch == command.Watch) return new(AccountReply.Done);
        return command.Watch.IsSound
            ? new(AccountReply.Done, new LiquidityWatchSet(nowMs, command.Watch, command.Act))
            : new(AccountReply.TermsUnsound);
    }
}
