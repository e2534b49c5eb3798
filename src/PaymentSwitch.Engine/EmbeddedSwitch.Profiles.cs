using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Deciding;

namespace PaymentSwitch.Engine;

/// <content>Profiles that were scheduled.</content>
public sealed partial class EmbeddedSwitch
{
    /// <inheritdoc/>
    public ValueTask<SchemeReply> WithdrawProfileAsync(string scheme, int version, OperatorAct act) =>
        Operate(new CoreRequest<SchemeReply>(core => core.WithdrawProfile(scheme, version, act)));
}
