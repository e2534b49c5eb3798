using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>Who may be told of a payment.</summary>
internal static class Parts
{
    /// <summary>Whether a participant has a part in a payment: it sent it, or it was forwarded to it.</summary>
    public static bool Has(Payment payment, ParticipantId asker) =>
        payment.Received!.Sender == asker || (payment.WasForwarded && payment.Received.Receiver == asker);
}
