using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Deciding;

namespace PaymentSwitch.Engine;

/// <content>Payments by other names than their identity.</content>
public sealed partial class EmbeddedSwitch
{
    /// <inheritdoc/>
    public ValueTask<Uetr?> FindByTransactionIdAsync(ParticipantId sender, string transactionId)
    {
        ArgumentNullException.ThrowIfNull(transactionId);
        return Operate(new CoreRequest<Uetr?>(core => core.FindByTransactionId(sender, transactionId)));
    }
}
