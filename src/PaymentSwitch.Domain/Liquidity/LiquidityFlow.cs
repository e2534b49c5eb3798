using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Liquidity;

/// <summary>Whom the facts of a liquidity transfer tell what.</summary>
public static class LiquidityFlow
{
    /// <summary>The messages that follow from a fact: to whom, and which. Bookings are told only where the scheme tells them.</summary>
    public static IReadOnlyList<(ParticipantId Participant, DeliveryKind Kind)> DeliveriesAfter(LiquidityEvent fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact switch
        {
            LiquidityBooked { AwaitedFrom: ParticipantId bank } =>
                [(bank, DeliveryKind.InstructWithdrawal), (fact.Terms.Account.Participant, DeliveryKind.BookingNotification)],
            LiquidityBooked =>
                [(fact.Terms.Sender, DeliveryKind.LiquidityReceipt), (fact.Terms.Account.Participant, DeliveryKind.BookingNotification)],
            LiquidityReversed =>
                [(fact.Terms.Sender, DeliveryKind.LiquidityReceipt), (fact.Terms.Account.Participant, DeliveryKind.BookingNotification)],
            LiquidityRefused or LiquidityConfirmed => [(fact.Terms.Sender, DeliveryKind.LiquidityReceipt)],
            _ => [],
        };
    }
}
