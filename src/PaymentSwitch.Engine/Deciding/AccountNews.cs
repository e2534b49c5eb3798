using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>What account owners are told of single bookings, by what their scheme says.</summary>
internal static class AccountNews
{
    /// <summary>The message about a fact that nobody else tells the account's owner of; null for none.</summary>
    public static DeliveryKind? KindOf(AccountEvent fact, SchemeProfile profile)
    {
        if (fact is StatementIssued) return DeliveryKind.Report;
        return IsNews(fact) && profile.Notifications.Bookings != BookingNotices.None ? DeliveryKind.BookingNotification : null;
    }

    /// <summary>Whether a scheme tells each payment and each return on both sides.</summary>
    public static bool TellsPayments(SchemeProfile profile) => profile.Notifications.Bookings == BookingNotices.All;

    /// <summary>From whose account a payment or a return was taken off, and to whose it was added.</summary>
    public static (ParticipantId Debited, ParticipantId Credited) SidesOf(PaymentEvent fact, Payment payment)
    {
        PaymentReceived received = payment.Received!;
        return fact is PaymentReturned ? (received.Receiver!.Value, received.Sender) : (received.Sender, received.Receiver!.Value);
    }

    // Where prefunding has paid for a cycle nothing is booked, and the owner has to know all the same.
    private static bool IsNews(AccountEvent fact) => fact.Booking.AmountMinor != 0 || fact is AccountCycleSettled { Covered: true, NetMinor: not 0 };
}
