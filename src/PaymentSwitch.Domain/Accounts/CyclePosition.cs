namespace PaymentSwitch.Domain.Accounts;

/// <summary>What an account has booked in one settlement cycle.</summary>
/// <param name="Cycle">The cycle's number.</param>
/// <param name="DebitsMinor">What left the account, in minor units.</param>
/// <param name="CreditsMinor">What came in, in minor units.</param>
/// <param name="DebitCount">How many payments and returns left it.</param>
/// <param name="CreditCount">How many came in.</param>
public readonly record struct CyclePosition(long Cycle, long DebitsMinor, long CreditsMinor, long DebitCount = 0, long CreditCount = 0)
{
    /// <summary>Credits less debits, in minor units: positive for a net receiver.</summary>
    public long NetMinor => CreditsMinor - DebitsMinor;
}
