namespace PaymentSwitch.Domain.Accounts;

/// <summary>What an account has booked in one settlement cycle.</summary>
/// <param name="Cycle">The cycle's number.</param>
/// <param name="DebitsMinor">What left the account, in minor units.</param>
/// <param name="CreditsMinor">What came in, in minor units.</param>
public readonly record struct CyclePosition(long Cycle, long DebitsMinor, long CreditsMinor)
{
    /// <summary>Credits less debits, in minor units: positive for a net receiver.</summary>
    public long NetMinor => CreditsMinor - DebitsMinor;
}
