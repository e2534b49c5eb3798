using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Recovery;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>What a statement says of an entry beside the movement itself.</summary>
/// <param name="Counterparty">The participant on the other side.</param>
/// <param name="EndToEndId">The payment's end-to-end id.</param>
/// <param name="TransactionId">The payment's transaction id; null where it has none.</param>
/// <param name="ReturnReason">Why it came back, where the entry is a return; null otherwise.</param>
public sealed record EntryDetails(ParticipantId Counterparty, string EndToEndId, string? TransactionId, string? ReturnReason);

/// <summary>
/// Finds the details of entries in the journal, at the places that they name. Entries that stand together are read together:
/// ask for them in their order.
/// </summary>
/// <param name="journal">The journal.</param>
public sealed class EntryDetailsSource(IJournal journal)
{
    private readonly PaymentArchive _archive = new(journal);

    /// <summary>The details of an entry; null where no payment moved the money.</summary>
    /// <exception cref="JournalException">The journal is damaged, or has not what the movement names.</exception>
    public EntryDetails? Find(in Movement movement)
    {
        if (movement.Uetr is not Uetr uetr) return null;
        // The payment's fact that the booking followed from stands in the same group.
        LivePayment found = _archive.Load(new MissingPayment(uetr, movement.Position));
        Payment payment = Payment.Of(uetr, found.Facts);
        bool isReturn = movement.Kind is MovementKind.ReturnIn or MovementKind.ReturnOut;
        long sizeMinor = Math.Abs(movement.AmountMinor);
        ReturnLeg? returned = isReturn ? payment.Aftermath.Returns.LastOrDefault(leg => leg.Received.AmountMinor == sizeMinor) : null;
        bool isFromSender = movement.Kind is MovementKind.PaymentOut or MovementKind.ReturnIn;
        return new EntryDetails(
            isFromSender ? payment.Received!.Receiver!.Value : payment.Received!.Sender,
            payment.Received.Transfer.EndToEndId, payment.Received.Transfer.TransactionId, returned?.Received.ReasonCode);
    }
}
