using System.Globalization;

namespace PaymentSwitch.Cli.Validation;

/// <summary>What came of all files together.</summary>
/// <param name="Valid">How many are valid.</param>
/// <param name="Invalid">How many are not.</param>
/// <param name="Unreadable">How many could not be read.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record ValidationSummary(long Valid, long Invalid, long Unreadable, double Seconds)
{
    /// <summary>How many there were.</summary>
    public long Files => Valid + Invalid + Unreadable;

    /// <summary>For people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Files} files: {Valid} valid, {Invalid} invalid, {Unreadable} unreadable; {Seconds:0.0} s, {Files / Math.Max(Seconds, 0.001):0} per second");
}
