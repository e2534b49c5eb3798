namespace PaymentSwitch.Domain.Accounts;

/// <summary>A limit on the use of an account: a TIPS credit line, a Faster Payments net sender cap. Zero is a limit, null is none.</summary>
/// <param name="LimitMinor">The most that may be used, in minor units, not negative; null for unlimited.</param>
public readonly record struct Cap(long? LimitMinor)
{
    /// <summary>No limit.</summary>
    public static Cap Unlimited { get; } = new(null);
}
