using System.Collections.Frozen;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Engine.Hosting;

/// <summary>
/// What a payment or an account has to know of the rest of the switch to decide, as of one position of the ledger. Never changed. Where
/// entities are spread over machines it may be a moment old.
/// </summary>
/// <param name="Schemes">The schemes.</param>
/// <param name="Directory">Who is reached under which identification.</param>
/// <param name="OpenCycles">The number of the open settlement cycle of each scheme that has one.</param>
/// <param name="OpenAccounts">The accounts that are open.</param>
public sealed record SwitchView(
    SchemeCatalogue Schemes, ParticipantDirectory Directory, FrozenDictionary<string, long> OpenCycles, FrozenSet<AccountId> OpenAccounts)
{
    /// <summary>The open settlement cycle of a scheme; 0 in gross settlement, and where none is open yet.</summary>
    public long OpenCycleOf(SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.SettlementModel == SettlementModel.DeferredNet ? OpenCycles.GetValueOrDefault(profile.Name) : 0;
    }

    /// <summary>The profile that a payment goes by: that of its scheme when it was taken in.</summary>
    public SchemeProfile ProfileOf(Payment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return payment.Received is { } received ? Schemes.Of(received.Scheme, received.ProfileVersion) : Schemes.Default;
    }

    /// <summary>What a payment decides by.</summary>
    /// <param name="profile">Its profile.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    /// <param name="cycleMin">The cycle is this one or a later one.</param>
    internal PaymentContext ContextOf(SchemeProfile profile, long nowMs, long cycleMin = 0) =>
        new(nowMs, profile, Directory, profile.SettlementModel == SettlementModel.DeferredNet ? Math.Max(OpenCycleOf(profile), cycleMin) : 0, OpenAccounts.Contains);
}
