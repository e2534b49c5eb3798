using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Payments;

/// <summary>What a scheme asks of the acceptance time T0 (<c>AccptncDtTm</c>), from which its clock counts.</summary>
public static class AcceptanceTime
{
    /// <summary>What is wrong with T0 at a moment; <see cref="Refusal.None"/> for nothing.</summary>
    /// <param name="acceptedAtMs">T0, in Unix milliseconds; null where the message gives none.</param>
    /// <param name="profile">The scheme.</param>
    /// <param name="nowMs">The moment at which the payment arrives, in Unix milliseconds.</param>
    public static Refusal Check(long? acceptedAtMs, SchemeProfile profile, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (acceptedAtMs is not long t0Ms)
            return profile.Has(SchemeRule.AcceptanceTimeGiven) ? Refusal.AcceptanceTimeMissing : Refusal.None;
        if (profile.Clock.IsInFuture(t0Ms, nowMs)) return Refusal.AcceptanceTimeInFuture;
        return profile.Clock.IsStale(t0Ms, nowMs) ? Refusal.AcceptanceTimeStale : Refusal.None;
    }
}
