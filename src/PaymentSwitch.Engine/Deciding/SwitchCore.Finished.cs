using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>Finished payments: they leave memory, their identities stay, and they come back from the journal when they are asked for.</summary>
internal sealed partial class SwitchCore
{
    /// <summary>
    /// The payment in memory; a new, empty one where the identity is unknown. Null where it has left memory and has to be
    /// loaded from the journal first.
    /// </summary>
    /// <param name="uetr">Which.</param>
    /// <param name="create">Whether to begin a new one where there is none; otherwise an unknown one is returned that is not kept.</param>
    /// <param name="missing">Where the journal has its last fact, when null is returned.</param>
    public PaymentCell? Find(Uetr uetr, bool create, out MissingPayment? missing)
    {
        missing = null;
        if (_payments.TryGetValue(uetr, out PaymentCell? cell)) return cell;
        if (_identities.TryFind(uetr, out FinishedPayment finished))
        {
            missing = new MissingPayment(uetr, finished.LastPosition);
            return null;
        }

        cell = new PaymentCell(uetr);
        if (create) _payments.Add(uetr, cell);
        return cell;
    }

    /// <summary>
    /// Takes a finished payment back into memory, as it was loaded from the journal. Not one that another request has brought
    /// back since, and that has gone on and left again: what was loaded then is not the payment any more.
    /// </summary>
    public void Reload(LivePayment loaded)
    {
        if (_payments.ContainsKey(loaded.Uetr)) return;
        if (!_identities.TryFind(loaded.Uetr, out FinishedPayment known) || known.LastPosition != loaded.LastPosition) return;
        TakeBack(loaded);
        TrimFinished();
    }

    /// <summary>The payment that a participant has sent under a transaction id; null for none that is known, or where they need not be unique.</summary>
    public Uetr? FindByTransactionId(ParticipantId sender, string transactionId)
    {
        foreach (SchemeProfile profile in Schemes.Current)
            if (TransactionIdentity.HashOf(profile, sender, transactionId) is not 0 and long hash) return FindTransactionId(hash);
        return null;
    }

    private void Leave(PaymentCell cell)
    {
        cell.IsLeaving = true;
        _leaving.Enqueue(cell);
    }

    private void TakeBack(LivePayment loaded)
    {
        PaymentCell cell = CellOf(loaded);
        _payments.Add(loaded.Uetr, cell);
        KeepTransactionId(cell);
        Leave(cell);
    }

    private void TrimFinished()
    {
        while (_leaving.Count > limits.FinishedPaymentsInMemoryMax)
        {
            PaymentCell cell = _leaving.Dequeue();
            Payment payment = cell.Payment;
            if (!payment.IsClosed)
            {
                // Something has begun since: a recall, a return. It leaves when that has ended.
                cell.IsLeaving = false;
                continue;
            }

            _payments.Remove(payment.Uetr);
            if (_transactionIds.TryGetValue(cell.TransactionIdHash, out Uetr holder) && holder == payment.Uetr)
                _transactionIds.Remove(cell.TransactionIdHash);
            _identities.Put(new FinishedPayment(payment.Uetr, cell.TransactionIdHash, cell.LastPosition, payment.FinalAtMs));
            if (_identities.Count % IdentityWindow.SegmentSize == 1) ForgetIdentities();
        }
    }

    // What a profile promises, it must be able to keep: a payment that can be recalled or returned has to be known.
    private void ForgetIdentities()
    {
        _identities.ForgetTransactionIdsBefore(_nowMs - limits.DuplicateWindowMs);
        _identities.ForgetBefore(_nowMs - Math.Max(limits.DuplicateWindowMs, Schemes.ReachBackMs));
    }

    private Uetr? FindTransactionId(long hash)
    {
        if (_transactionIds.TryGetValue(hash, out Uetr live)) return live;
        return _identities.TryFindTransactionId(hash, out Uetr finished) ? finished : null;
    }

    private void KeepTransactionId(PaymentCell cell)
    {
        cell.TransactionIdHash = TransactionIdentity.HashOf(
            Schemes.Of(cell.Payment.Received!.Scheme, cell.Payment.Received.ProfileVersion), cell.Payment.Received.Sender, cell.Payment.Received.Transfer.TransactionId);
        if (cell.TransactionIdHash != 0) _transactionIds.TryAdd(cell.TransactionIdHash, cell.Payment.Uetr);
    }

    private static PaymentCell CellOf(LivePayment live)
    {
        var cell = new PaymentCell(live.Uetr) { LastPosition = live.LastPosition };
        foreach (PaymentEvent fact in live.Facts) cell.Add(fact, cell.Payment.Evolve(fact));
        return cell;
    }
}
