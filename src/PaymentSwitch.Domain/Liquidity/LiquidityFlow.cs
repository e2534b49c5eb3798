using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Liquidity;

/// <summary>Whom the facts of a liquidity transfer tell what.</summary>
public static class LiquidityFlow
{
    /// <summary>The messages that follow from a fact: to whom, and which.</summary>
    public static IEnumerable<(ParticipantId Participant, DeliveryKind Kind)> DeliveriesAfter(LiquidityEvent fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        switch (fact)
        {
            case LiquidityBooked { AwaitedFrom: ParticipantId bank }:
                yield return (bank, DeliveryKind.InstructWithdrawal);
                break;
            case LiquidityBooked:
                yield return (fact.Terms.Sender, DeliveryKind.LiquidityReceipt);
                yield return (fact.Terms.Account.Participant, DeliveryKind.BookingNotification);
                break;
            case LiquidityRefused or LiquidityConfirmed or LiquidityReversed:
                yield return (fact.Terms.Sender, DeliveryKind.LiquidityReceipt);
                break;
        }
    }
}
