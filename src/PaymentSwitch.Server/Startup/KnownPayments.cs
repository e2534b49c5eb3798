using System.Globalization;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Startup;

/// <summary>Says at the start where the schemes need payments to be known for longer than the duplicate window, and what that costs.</summary>
internal static class KnownPayments
{
    /// <summary>What a payment behind the duplicate window takes at most, in bytes of memory: 40, and its place in a table that is at least three eighths full.</summary>
    private const double BytesPerPayment = 62;

    private const int PaymentsADay = 100_000;
    private const double MsPerDay = 24 * 60 * 60 * 1000;

    /// <summary>Writes a warning where that is so; nothing otherwise.</summary>
    public static void Tell(ILogger log, SchemeCatalogue schemes, EngineLimits limits)
    {
        if (schemes.ReachBackMs <= limits.DuplicateWindowMs) return;
        (double reachBackDays, double windowDays) = (schemes.ReachBackMs / MsPerDay, limits.DuplicateWindowMs / MsPerDay);
        log.Warning(
            "Recalls and returns reach back {ReachBackDays} days, Engine:DuplicateWindowMs is {WindowDays} days: payments stay known for the longer of the two. At {PaymentsADay} payments a day that takes up to {MiB} MiB of memory",
            Math.Round(reachBackDays, 1), Math.Round(windowDays, 1), PaymentsADay.ToString("N0", CultureInfo.InvariantCulture), (long)Math.Ceiling(reachBackDays * PaymentsADay * BytesPerPayment / (1024 * 1024)));
    }
}
