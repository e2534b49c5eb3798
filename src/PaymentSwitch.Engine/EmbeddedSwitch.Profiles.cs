using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Engine;

/// <content>Profiles that were scheduled.</content>
public sealed partial class EmbeddedSwitch
{
    /// <inheritdoc/>
    public ValueTask<SchemeReply> WithdrawProfileAsync(string scheme, int version, OperatorAct act) =>
        Operation(core => core.WithdrawProfile(scheme, version, act));
}
