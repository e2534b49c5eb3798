namespace PaymentSwitch.Domain.Accounts;

/// <summary>What was booked on an account in a time.</summary>
/// <param name="DebitCount">How many bookings took something off it.</param>
/// <param name="DebitsMinor">How much, in minor units.</param>
/// <param name="CreditCount">How many added something to it.</param>
/// <param name="CreditsMinor">How much, in minor units.</param>
public sealed record Turnover(long DebitCount, long DebitsMinor, long CreditCount, long CreditsMinor)
{
    /// <summary>Nothing.</summary>
    public static Turnover None { get; } = new(0, 0, 0, 0);

    /// <summary>Credits less debits, in minor units.</summary>
    public long NetMinor => CreditsMinor - DebitsMinor;
}
