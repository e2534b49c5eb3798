using PaymentSwitch.Engine.Timekeeping;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Logging;

/// <summary>Says in the log what has become of the machine's clock, and what it means for payments.</summary>
internal sealed class ClockLog(ClockLimits limits, ILogger log)
{
    /// <summary>Writes a notice.</summary>
    public void Tell(ClockNotice notice)
    {
        (string side, long byMs) = notice.AheadMs < 0 ? ("behind", -notice.AheadMs) : ("ahead of", notice.AheadMs);
        DateTimeOffset until = DateTimeOffset.FromUnixTimeMilliseconds(notice.UntilMs);
        switch (notice.Change)
        {
            case ClockChange.Stepped:
                log.Warning(
                    "Clock alarm: the machine's clock has stepped, it is {ByMs} ms {Side} the switch's time. The switch goes on by its own time, and follows the clock if this lasts {AdoptStepAfterMs} ms. Look at the machine's time service",
                    byMs, side, limits.AdoptStepAfterMs);
                break;
            case ClockChange.Returned:
                log.Information("The machine's clock is right again by the switch's time, {ByMs} ms {Side} it; the step was not followed", byMs, side);
                break;
            case ClockChange.FollowedAhead:
                log.Warning("Clock alarm: the machine's clock has stayed {ByMs} ms ahead; the switch's time was set to it. What was due meanwhile is due now", byMs);
                break;
            case ClockChange.WaitsForIt:
                log.Warning(
                    "Clock alarm: the machine's clock has stayed {ByMs} ms behind the switch's time, which cannot go back: it runs at a tenth of its speed until about {Until:O}. Payments dated by a right clock are refused as too old (TM01) until shortly before",
                    byMs, until);
                break;
            case ClockChange.BehindAtStart:
                log.Warning(
                    "Clock alarm: the machine's clock is {ByMs} ms behind the last time in the journal. Either it is wrong now, or it was when that was stored. The switch's time, which cannot go back, runs at a tenth of its speed until about {Until:O} by that clock. Payments dated by it are refused as too old (TM01) until shortly before",
                    byMs, until);
                break;
            case ClockChange.CaughtUp:
                log.Information("The machine's clock has caught up with the switch's time, it is {ByMs} ms {Side} it; the time runs evenly again", byMs, side);
                break;
        }
    }
}
